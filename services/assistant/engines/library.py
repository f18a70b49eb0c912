"""The open library of this process: the retriever and the policy that every use case answers with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.retrieval import Retriever
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.rules.errors import LibraryClosed
from services.assistant.rules.policy import Policy
from services.assistant.settings import Settings


@dataclass(frozen=True)
class Library:
    retriever: Retriever
    policy: Policy
    question_kept: timedelta
    handed_over_kept: timedelta
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
        retriever=TantivyRetriever(settings.index_dir),
        policy=load_policy(settings.policy_file),
        question_kept=timedelta(days=settings.question_kept_days),
        handed_over_kept=timedelta(days=settings.handed_over_kept_days),
        gap_fewest_askers=settings.gap_fewest_askers,
    )


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
