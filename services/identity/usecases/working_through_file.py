"""The import worker's passes over a file: the comparison that writes nothing, and the run.

Both go through the same rows by the same rules. A batch of rows, what it says about single rows and the line that is
done are one transaction, so a run killed anywhere goes on after the last whole batch and writes nothing twice. A
comparison begins anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from services.identity.engines.refused_rows import workbook_of
from services.identity.engines.tables import open_sheet
from services.identity.rules import rows
from services.identity.rules.encodings import Encoding
from services.identity.rules.import_flow import State
from services.identity.rules.member_file import Repeats
from services.identity.rules.permissions import IMPORT_MEMBERS
from services.identity.rules.rows import MemberRow
from services.identity.rules.tree import Kind
from services.identity.store import import_files, member_import_rows, member_imports, members, organisations
from services.identity.store.member_import_rows import ABSENT, Told
from services.identity.store.member_imports import MemberImport
from services.identity.usecases.comparing_rows import Comparison, Scope, compare
from services.identity.usecases.knowing_caller import as_holder_today
from services.identity.usecases.looking_at_file import texts_of
from services.identity.usecases.telling_rows import Line, tell
from services.identity.usecases.writing_rows import RACED, TRIES, write
from shared import clock, ids
from shared.outbox import ChangedByAnother, change
from shared.security import audit, authorise
from shared.security.refusing import SecretMark, refuse_secrets
from shared.store import back_off, in_transaction

BATCH = 500
"""An entry of the audit trail is about as many members at most."""
ABSENT_LISTED = 1_000


class Overtaken(Exception):
    """The import is not where this pass left it: cancelled, or another worker has it as well."""


@dataclass
class _Pass:
    item: MemberImport
    writes: bool
    labels: Mapping[str, str]
    cells: Mapping[str, str]
    done_line: int
    known: set[str] = field(default_factory=set)


def check_file(item: MemberImport) -> None:
    """Raises Overtaken, ImportRefused, NotPermitted, SecretMark, BlobNotFound."""
    member_import_rows.forget_round(item.id, item.round)
    if not member_imports.start_over(item):
        raise Overtaken
    going = _begin(item, writes=False)
    _work(going)
    counted = _note_absent(going)
    if not member_imports.advance(item, going.done_line, going.done_line, counted, clock.now()):
        raise Overtaken
    _finish(going, State.CHECKED)


def run_file(item: MemberImport) -> None:
    """Raises what `check_file` does."""
    going = _begin(item, writes=True)
    _work(going)
    _finish(going, State.DONE)


def _begin(item: MemberImport, *, writes: bool) -> _Pass:
    head = item.columns()
    labels = {name: head[position] or rows.label_of(name) for position, name in item.mapped().items()}
    cells = {each.id: each.path for each in organisations.at_or_below(item.organisation_path) if each.kind == Kind.CELL}
    return _Pass(item, writes, labels, cells, item.done_line if writes else 0)


def _work(going: _Pass) -> None:
    waiting = (line for line in _lines(going) if line.number > going.done_line)
    while batch := list(islice(waiting, BATCH)):
        _do(going, batch)
        going.done_line = batch[-1].number


def _lines(going: _Pass) -> Iterator[Line]:
    """Every row with what is wrong with it by itself and beside the rows before it."""
    item, labels, repeats = going.item, going.labels, Repeats()
    mapping = item.mapped()
    sheet = open_sheet(import_files.read(item.id), item.file_name, Encoding(item.encoding))
    for number, row in sheet.rows:
        if number <= item.heading_line:
            continue
        values = {name: row[position] if position < len(row) else "" for position, name in mapping.items()}
        outcome = rows.read_member(number, values, labels)
        problems = outcome if isinstance(outcome, list) else repeats.problems(outcome, labels)
        if any(problem.message == SecretMark.message for problem in problems):
            actor = as_holder_today(item.by, clock.now())
            refuse_secrets(
                {name: str(value) for name, value in values.items()}, actor, item.organisation_path, clock.now()
            )
        yield Line(
            number, texts_of(row), outcome if isinstance(outcome, MemberRow) and not problems else None, problems
        )


def _do(going: _Pass, batch: list[Line]) -> None:
    for attempt in range(TRIES):
        scope = _scope(going)
        found = compare([line.row for line in batch if line.row], scope, going.labels)
        told, counted = tell(batch, found, going.labels, changes=not going.writes)
        if not going.writes:
            _leave_trail(going, found, scope)
        docs = [member_import_rows.made(going.item.id, going.item.round, each) for each in told]
        beside = partial(_beside, going, found, scope, last_line=batch[-1].number, docs=docs, counted=counted)
        try:
            if going.writes:
                write(found, source_id=going.item.id, by=going.item.by, now=scope.now, new_id=ids.new_id, beside=beside)
            else:
                in_transaction(beside)
        except RACED:
            back_off(attempt)
            continue
        going.known |= found.known
        return
    raise ChangedByAnother


def _beside(
    going: _Pass,
    found: Comparison,
    scope: Scope,
    *,
    last_line: int,
    docs: list[member_import_rows.MemberImportRow],
    counted: Mapping[str, int],
) -> None:
    """What stands in the transaction of the batch beside its members."""
    if not member_imports.advance(going.item, going.done_line, last_line, counted, clock.now()):
        raise Overtaken
    member_import_rows.keep(docs)
    if going.writes:
        _leave_trail(going, found, scope)


def _scope(going: _Pass) -> Scope:
    """Who asked may have lost the role since: each batch is done by what holds now. Raises NotPermitted."""
    now = clock.now()
    actor = as_holder_today(going.item.by, now)
    authorise(actor, IMPORT_MEMBERS, going.item.organisation_path)
    return Scope(going.cells, now, going.item.organisation_path, actor)


def _leave_trail(going: _Pass, found: Comparison, scope: Scope) -> None:
    """Of a comparison before it is kept; of a write in its transaction."""
    about = [item.member.id for item in found.changed]
    if about:
        action = "identity.record_imported" if going.writes else "identity.import_compared"
        audit.record(
            action, actor=scope.actor, subject=going.item.id, path=going.item.organisation_path, about=about,
            details={"count": len(about)}, at=scope.now,
        )  # fmt: skip


def _note_absent(going: _Pass) -> dict[str, int]:
    """Stored, and not in the file. Nobody leaves by a file; the half-yearly check (P38) looks at them."""
    item = going.item
    absent = [member_id for member_id in members.ids_below(item.organisation_path) if member_id not in going.known]
    listed = [
        Told(ABSENT, number, [[member.full_name, member.cell_path]], member_id=member.id)
        for number, member in enumerate(members.by_ids(absent[:ABSENT_LISTED]), start=1)
    ]
    member_import_rows.keep([member_import_rows.made(item.id, item.round, each) for each in listed])
    return {"absent": len(absent)}


def _finish(going: _Pass, state: State) -> None:
    item = member_imports.get(going.item.id)
    if (item.state, item.round) != (going.item.state, going.item.round):
        raise Overtaken
    refused_file = None
    if item.counts.get("refused"):
        refused_file = f"{item.id}.{item.round}"
        found = member_import_rows.refused(item.id, item.round)
        import_files.replace(
            refused_file,
            workbook_of(
                item.columns(),
                ((each.line, each.cells(), "; ".join(": ".join(pair) for pair in each.told())) for each in found),
            ),
        )
    actor = as_holder_today(item.by, clock.now())

    def work() -> None:
        change(item, set__state=state, set__refused_file=refused_file, set__changed_at=clock.now())
        if going.writes:
            audit.record(
                "identity.members_imported", actor=actor, subject=item.id, path=item.organisation_path,
                details={name: item.counts.get(name, 0) for name in ("created", "changed", "unchanged", "refused")},
            )  # fmt: skip

    in_transaction(work)
    if item.refused_file and item.refused_file != refused_file:
        import_files.forget_one(item.refused_file)
    member_import_rows.forget(item.id, before_round=item.round)
