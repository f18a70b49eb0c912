"""The open library of this process: the retriever and the policy that every use case answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from services.assistant.engines.opensearch_client import ASKING, FEEDING, OpenSearchClient
from services.assistant.engines.opensearch_retriever import OpenSearchRetriever
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.retrieval import Retriever
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.rules.errors import LibraryClosed
from services.assistant.rules.policy import Policy
from services.assistant.settings import Settings
from shared.settings import SettingsError


@dataclass(frozen=True)
class Library:
    retriever: Retriever
    policy: Policy
    question_kept: timedelta
    handed_over_kept: timedelta


class _Process:
    library: Library | None = None


def open_library(settings: Settings) -> Library:
    return Library(
        retriever=_retriever(settings),
        policy=load_policy(settings.policy_file),
        question_kept=timedelta(days=settings.question_kept_days),
        handed_over_kept=timedelta(days=settings.handed_over_kept_days),
    )


def _retriever(settings: Settings) -> Retriever:
    if settings.retriever == "tantivy":
        return TantivyRetriever(settings.index_dir)
    if settings.retriever != "opensearch" or not settings.opensearch_url:
        raise SettingsError(
            ["SOTAY_ASSISTANT_RETRIEVER: is tantivy, or opensearch with SOTAY_ASSISTANT_OPENSEARCH_URL set"]
        )
    asking, feeding = (
        OpenSearchClient(
            settings.opensearch_url,
            user=settings.opensearch_user,
            password=settings.opensearch_password,
            ca_file=settings.opensearch_ca_file,
            timeout=timeout,
        )
        for timeout in (ASKING, FEEDING)
    )
    return OpenSearchRetriever(asking, feeding, settings.opensearch_index, shards=settings.opensearch_shards)


def use_library(opened: Library | None) -> None:
    _Process.library = opened


def library() -> Library:
    if _Process.library is None:
        raise LibraryClosed
    return _Process.library
