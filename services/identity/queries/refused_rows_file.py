"""The workbook of an import's refused rows, to be mended and sent again."""

from __future__ import annotations

import msgspec

from services.identity.rules.import_errors import ImportNotFound
from services.identity.store import import_files
from services.identity.store.import_files import BlobNotFound
from services.identity.usecases.knowing_import import to_handle
from shared.security import audit
from shared.usecase import Context, Id, Request


class RefusedRowsFile(Request):
    import_id: Id


class RefusedRows(msgspec.Struct, frozen=True):
    """`content`: an XLSX file, base64 on the way."""

    content: bytes


def refused_rows_file(query: RefusedRowsFile, ctx: Context) -> RefusedRows:
    """Raises ImportNotFound also where there is no such file, or no longer."""
    item = to_handle(query.import_id, ctx)
    if not item.refused_file:
        raise ImportNotFound
    audit.record(
        "identity.refused_rows_taken", actor=ctx.actor, subject=item.id, path=item.organisation_path, at=ctx.now
    )
    try:
        return RefusedRows(import_files.read(item.refused_file))
    except BlobNotFound:
        raise ImportNotFound from None
