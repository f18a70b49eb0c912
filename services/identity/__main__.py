"""Identity at the machine itself, with the settings of its service in the environment.

python -m services.identity import ORGANISATIONS.csv MEMBERS.xlsx [--dry-run] [--skip-bad]
python -m services.identity seed-demo [--folder FOLDER]
python -m services.identity accounts
python -m services.identity appoint-administrator RECORD_NUMBER ORGANISATION_CODE
python -m services.identity announce-members
python -m services.identity build-breached-list SOURCE TARGET [--least COUNT]
python -m services.identity recount-roll-out
python -m services.identity recheck-records

These need neither settings nor store:
python -m services.identity read-card IMAGE…
python -m services.identity match FIELDS.json REGISTER.csv
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path

from services.identity import card_commands, face_commands
from services.identity.engines.breached_passwords import write_list
from services.identity.rules.import_report import ImportReport
from services.identity.settings import Settings
from services.identity.usecases.announce_members import announce_members
from services.identity.usecases.appoint_administrator import appoint_administrator
from services.identity.usecases.check_records import recheck_all
from services.identity.usecases.import_members import import_members
from services.identity.usecases.import_organisations import import_organisations
from services.identity.usecases.recount_roll_out import recount_roll_out
from services.identity.usecases.seed_demonstration import (
    ACCOUNTS,
    PASSWORD,
    refuse_elsewhere,
    seed_demonstration,
)
from shared import clock, ids
from shared.process import run_command

DEMONSTRATION_FILES = Path(__file__).resolve().parents[2] / "deploy" / "demo"


def main(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)
    if hasattr(chosen, "alone"):
        return int(chosen.alone(chosen))
    return run_command("identity", partial(chosen.run, chosen))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m services.identity")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("import", help="organisations and members from a province's files")
    command.add_argument("organisations", type=Path)
    command.add_argument("members", type=Path)
    command.add_argument("--dry-run", action="store_true", help="read, compare and report; write nothing")
    command.add_argument("--skip-bad", action="store_true", help="members: take the good rows, tell the bad ones")
    command.set_defaults(run=_import)
    command = commands.add_parser("seed-demo", help="the fictional province with its accounts")
    command.add_argument("--folder", type=Path, default=DEMONSTRATION_FILES)
    command.set_defaults(run=_seed)
    command = commands.add_parser("accounts", help="print the accounts of the demonstration")
    command.set_defaults(run=_accounts)
    command = commands.add_parser("appoint-administrator", help="the first administrator, with a one-time code")
    command.add_argument("record_number")
    command.add_argument("organisation")
    command.set_defaults(run=_appoint)
    command = commands.add_parser("announce-members", help="tell every member's standing again, for lost copies")
    command.set_defaults(run=_announce)
    command = commands.add_parser("build-breached-list", help="leaked passwords or their SHA-1, made small to look up")
    command.add_argument("source", type=Path)
    command.add_argument("target", type=Path)
    command.add_argument("--least", type=int, default=1, help="leave out what leaked fewer times")
    command.set_defaults(run=_build_breached_list)
    command = commands.add_parser("recount-roll-out", help="the roll-out's numbers anew, from the records alone")
    command.set_defaults(run=_recount)
    command = commands.add_parser("recheck-records", help="every record looked through anew for the cleaning desk")
    command.set_defaults(run=_recheck)
    command = commands.add_parser("read-card", help="what stands on photographed cards, a JSON line each")
    command.add_argument("images", type=Path, nargs="+", metavar="IMAGE")
    command.set_defaults(alone=lambda chosen: card_commands.read_cards(chosen.images))
    command = commands.add_parser("match", help="whose card it is, by a member list (CSV, XLSX)")
    command.add_argument("fields", type=Path, metavar="FIELDS.json")
    command.add_argument("register", type=Path, metavar="REGISTER.csv")
    command.set_defaults(alone=lambda chosen: card_commands.match_card(chosen.fields, chosen.register))
    command = commands.add_parser("compare-faces", help="two pictures: distance, threshold, the same person or not")
    command.add_argument("first", type=Path, metavar="A")
    command.add_argument("second", type=Path, metavar="B")
    command.set_defaults(alone=lambda chosen: face_commands.compare_faces(chosen.first, chosen.second))
    command = commands.add_parser("calibrate-faces", help="thresholds of the face model on a folder of known people")
    command.add_argument("folder", type=Path)
    command.add_argument("--write", type=Path, metavar="BANDS.toml")
    command.set_defaults(alone=lambda chosen: face_commands.calibrate_faces(chosen.folder, chosen.write))
    return parser


def _import(chosen: Namespace, _: Settings) -> int:
    organisations = import_organisations(chosen.organisations, dry_run=chosen.dry_run)
    if organisations.problems:
        return _told([organisations])
    members = import_members(
        chosen.members,
        today=clock.local_date(clock.now()),
        new_id=ids.new_id,
        dry_run=chosen.dry_run,
        skip_bad=chosen.skip_bad,
        planned_cells=organisations.planned_cells,
    )
    return _told([organisations, members])


def _seed(chosen: Namespace, settings: Settings) -> int:
    return _told(seed_demonstration(settings.province, chosen.folder, clock.now()))


def _accounts(_: Namespace, settings: Settings) -> int:
    refuse_elsewhere(settings.province)
    for account in ACCOUNTS:
        print(f"{account.username:<10} {PASSWORD}   ({account.shown_as}, {account.organisation_id})")
    return 0


def _appoint(chosen: Namespace, _: Settings) -> int:
    code = appoint_administrator(chosen.record_number, chosen.organisation, clock.now())
    print(f"Mã đăng nhập một lần: {code}")
    return 0


def _announce(_: Namespace, __: Settings) -> int:
    print(f"{announce_members(lambda count: print(f'{count} ...', flush=True))} members announced")
    return 0


def _build_breached_list(chosen: Namespace, _: Settings) -> int:
    print(f"{write_list(chosen.source, chosen.target, least=chosen.least)} passwords")
    return 0


def _recount(_: Namespace, __: Settings) -> int:
    print(f"{recount_roll_out(clock.now(), lambda count: print(f'{count} ...', flush=True))} members counted")
    return 0


def _recheck(_: Namespace, __: Settings) -> int:
    print(f"{recheck_all(clock.now(), lambda count: print(f'{count} ...', flush=True))} records looked through")
    return 0


def _told(reports: list[ImportReport]) -> int:
    for report in reports:
        print("\n".join(report.lines()))
    return 1 if any(report.problems for report in reports) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
