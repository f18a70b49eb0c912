"""What the assistant reads from the environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shared.settings import BaseSettings, SettingsError, load, setting

# With fewer, one who asked could tell that the other did.
FEWEST_ASKERS = 3


@dataclass(frozen=True, kw_only=True)
class WordingSettings:
    """A model of the province's own that words answers; without a URL there is none (docs/assistant.md)."""

    wording_url: str | None = setting(
        "ASSISTANT_WORDING_URL",
        doc="OpenAI-compatible endpoint that words answers, `https://machine/v1`; `http` only inside the cluster. "
        "Without it the clauses are quoted and nothing is worded.",
        default=None,
    )
    wording_model: str | None = setting(
        "ASSISTANT_WORDING_MODEL", doc="Name of the model that the endpoint is asked for.", default=None
    )
    wording_key: str | None = setting(
        "ASSISTANT_WORDING_KEY", doc="Key that the endpoint asks for, if it does.", default=None, secret=True
    )
    wording_ca_file: Path | None = setting(
        "ASSISTANT_WORDING_CA_FILE",
        doc="PEM file of the authority that signed the endpoint's certificate; without it the system's are trusted.",
        default=None,
    )
    wording_seconds: float = setting(
        "ASSISTANT_WORDING_SECONDS",
        doc="So long a wording may take, 15 at most; the clauses are shown before it, and alone when it is late.",
        default=2.0,
    )


@dataclass(frozen=True, kw_only=True)
class Settings(WordingSettings, BaseSettings):
    """A process of the assistant. Its index lies in the data folder, which two processes must not share."""

    policy_file: Path | None = setting(
        "ASSISTANT_POLICY_FILE",
        doc="The province's own answering policy (JSON); without it the shipped one.",
        default=None,
    )
    question_kept_days: int = setting(
        "ASSISTANT_QUESTION_KEPT_DAYS", doc="Days after which a member's question is deleted.", default=30
    )
    handed_over_kept_days: int = setting(
        "ASSISTANT_HANDED_OVER_KEPT_DAYS", doc="The same for a question handed to a person.", default=180
    )
    gap_fewest_askers: int = setting(
        "ASSISTANT_GAP_FEWEST_ASKERS",
        doc="How many different people must have asked before the desk is told that a subject went unanswered.",
        default=3,
    )

    def __post_init__(self) -> None:
        if self.gap_fewest_askers < FEWEST_ASKERS:
            raise SettingsError([f"SOTAY_ASSISTANT_GAP_FEWEST_ASKERS must be at least {FEWEST_ASKERS}"])

    topics_file: Path | None = setting(
        "ASSISTANT_TOPICS_FILE",
        doc="The province's own topics of questions handed over (JSON); without it the shipped ones.",
        default=None,
    )

    retriever: str = setting(
        "ASSISTANT_RETRIEVER",
        doc="Where clauses are searched: `tantivy`, a folder of each process, or `opensearch`, a server for all.",
        default="tantivy",
    )
    opensearch_url: str = setting(
        "ASSISTANT_OPENSEARCH_URL", doc="The server's address, `https://host:9200`.", default=""
    )
    opensearch_user: str = setting("ASSISTANT_OPENSEARCH_USER", doc="Our name at the server.", default="")
    opensearch_password: str = setting(
        "ASSISTANT_OPENSEARCH_PASSWORD", doc="Our password at the server.", default="", secret=True
    )
    opensearch_ca_file: Path | None = setting(
        "ASSISTANT_OPENSEARCH_CA_FILE", doc="PEM file of the authority that signed its certificate.", default=None
    )
    opensearch_index: str = setting(
        "ASSISTANT_OPENSEARCH_INDEX", doc="Beginning of the names of our indexes there.", default="so-tay-assistant"
    )
    opensearch_shards: int = setting("ASSISTANT_OPENSEARCH_SHARDS", doc="Shards of a new index.", default=1)

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "assistant-index"


__all__ = ["Settings", "WordingSettings", "load"]
