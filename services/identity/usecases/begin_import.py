"""A file of members arrives on the desk. It is sealed and handed to the import worker; here nothing of it is read."""

from __future__ import annotations

from services.identity.rules.import_errors import OldWorkbook, TooManyImports
from services.identity.rules.import_flow import State, Step
from services.identity.rules.permissions import IMPORT_MEMBERS
from services.identity.store import import_files, member_imports, organisations
from services.identity.store.member_imports import MemberImport
from services.identity.usecases.knowing_import import ImportStep, as_step
from shared.contracts.identity import MemberImportAsked
from shared.outbox import create
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Content, Context, Line, Path, Request

MOST_OPEN = 5
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


class BeginImport(Request):
    """`content`: CSV or XLSX, 12 MB at most. Rows outside the organisation will be refused."""

    organisation_path: Path
    file_name: Line
    content: Content


def begin_import(command: BeginImport, ctx: Context) -> ImportStep:
    """Raises NotPermitted, OrganisationNotFound, OldWorkbook, TooManyImports."""
    import_id = ctx.new_id()
    authorise(ctx.actor, IMPORT_MEMBERS, command.organisation_path)
    organisations.at(command.organisation_path)
    known = member_imports.find(import_id)
    if known is not None:  # the same command again
        return as_step(known)
    if command.content.startswith(_OLD_WORKBOOK):
        raise OldWorkbook
    if member_imports.open_of(ctx.actor.member_id) >= MOST_OPEN:
        raise TooManyImports
    import_files.keep(import_id, command.content)
    return as_step(in_transaction(lambda: _begun(import_id, command, ctx)))


def _begun(import_id: str, command: BeginImport, ctx: Context) -> MemberImport:
    known = member_imports.find(import_id)
    if known is not None:  # the same command at the same time
        return known
    item = MemberImport(
        id=import_id,
        organisation_path=command.organisation_path,
        by=ctx.actor.member_id,
        file_name=command.file_name,
        state=State.LOOKING,
        begun_at=ctx.now,
        changed_at=ctx.now,
    )
    audit.record(
        "identity.import_begun", actor=ctx.actor, subject=import_id, path=command.organisation_path,
        details={"size": len(command.content)}, at=ctx.now,
    )  # fmt: skip
    return create(item, MemberImportAsked(import_id=import_id, step=Step.LOOK.value, round=1))
