"""What the assistant reads from the environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shared.settings import BaseSettings, load, setting


@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
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


__all__ = ["Settings", "load"]
