"""The open library of this process: the retriever and the policy that every use case answers with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from services.assistant.engines import guide
from services.assistant.engines.opensearch_client import ASKING, FEEDING, OpenSearchClient
from services.assistant.engines.opensearch_retriever import OpenSearchRetriever
from services.assistant.engines.order_mark import OrderMark
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.retrieval import Retriever
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.engines.topics_file import load_topics
from services.assistant.engines.wording import Wording, wording_of
from services.assistant.rules.errors import LibraryClosed
from services.assistant.rules.knowledge import Entry
from services.assistant.rules.policy import Policy
from services.assistant.rules.topics import Topic
from services.assistant.settings import Settings
from shared.settings import SettingsError


@dataclass(frozen=True)
class Library:
    retriever: Retriever
    policy: Policy
    question_kept: timedelta
    handed_over_kept: timedelta
    wording: Wording | None = None
    topics: tuple[Topic, ...] = field(default_factory=load_topics)
    orders: OrderMark | None = None
    guide: tuple[Entry, ...] = ()
    gap_fewest_askers: int = 3
    own_policy: Policy | None = None
    """That of the file, where thresholds from the desk are in use instead."""

    @property
    def own(self) -> Policy:
        return self.own_policy or self.policy


class _Process:
    library: Library | None = None


def open_library(settings: Settings) -> Library:
    return Library(
        retriever=_retriever(settings),
        policy=load_policy(settings.policy_file),
        question_kept=timedelta(days=settings.question_kept_days),
        handed_over_kept=timedelta(days=settings.handed_over_kept_days),
        wording=wording_of(settings),
        topics=load_topics(settings.topics_file),
        orders=OrderMark.beside(settings.index_dir),
        guide=guide.entries(),
        gap_fewest_askers=settings.gap_fewest_askers,
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


def answer_with(policy: Policy) -> None:
    """From now on, in this process."""
    opened = library()
    use_library(replace(opened, policy=policy, own_policy=opened.own))
