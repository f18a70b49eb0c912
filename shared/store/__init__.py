"""The service's own MongoDB database and blob store."""

from shared.store.blobs import Blob, BlobNotFound, BlobStore, GridFSBlobStore
from shared.store.connection import (
    StoreMisconfigured,
    connect,
    database,
    disconnect,
    ensure_indexes,
    is_outage,
    ping,
)
from shared.store.encrypted import EncryptedBytes, EncryptedText, blind_index
from shared.store.keys import FieldUnreadable, KeyRing, use_keys
from shared.store.migrations import Migration, migrate
from shared.store.rewriting import replace_prefix
from shared.store.sealed import SealedBlobs
from shared.store.transactions import current_session, in_transaction, transaction

__all__ = [
    "Blob",
    "BlobNotFound",
    "BlobStore",
    "EncryptedBytes",
    "EncryptedText",
    "FieldUnreadable",
    "GridFSBlobStore",
    "KeyRing",
    "Migration",
    "SealedBlobs",
    "StoreMisconfigured",
    "blind_index",
    "connect",
    "current_session",
    "database",
    "disconnect",
    "ensure_indexes",
    "in_transaction",
    "is_outage",
    "migrate",
    "ping",
    "replace_prefix",
    "transaction",
    "use_keys",
]
