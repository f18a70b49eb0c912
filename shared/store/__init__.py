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
    unless_the_store_is_away,
)
from shared.store.encrypted import EncryptedBytes, EncryptedText, blind_index
from shared.store.keys import FieldUnreadable, KeyRing, use_keys
from shared.store.migrations import Migration, migrate
from shared.store.paths import below, replace_prefix
from shared.store.projections import keep_newest
from shared.store.sealed import SealedBlobs
from shared.store.transactions import back_off, current_session, in_transaction, transaction

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
    "back_off",
    "below",
    "blind_index",
    "connect",
    "current_session",
    "database",
    "disconnect",
    "ensure_indexes",
    "in_transaction",
    "is_outage",
    "keep_newest",
    "migrate",
    "ping",
    "replace_prefix",
    "transaction",
    "unless_the_store_is_away",
    "use_keys",
]
