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
from argparse import ArgumentParser
from functools import partial
from pathlib import Path

from services.identity import card_commands, face_commands
from shared.process import run_command

DEMONSTRATION_FILES = Path(__file__).resolve().parents[2] / "deploy" / "demo"


def main(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)
    if hasattr(chosen, "alone"):
        return int(chosen.alone(chosen))
    from services.identity.store_commands import COMMANDS

    return run_command("identity", partial(COMMANDS[chosen.command], chosen))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m services.identity")
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")
    command = commands.add_parser("import", help="organisations and members from a province's files")
    command.add_argument("organisations", type=Path)
    command.add_argument("members", type=Path)
    command.add_argument("--dry-run", action="store_true", help="read, compare and report; write nothing")
    command.add_argument("--skip-bad", action="store_true", help="members: take the good rows, tell the bad ones")
    command = commands.add_parser("seed-demo", help="the fictional province with its accounts")
    command.add_argument("--folder", type=Path, default=DEMONSTRATION_FILES)
    command = commands.add_parser("accounts", help="print the accounts of the demonstration")
    command = commands.add_parser("appoint-administrator", help="the first administrator, with a one-time code")
    command.add_argument("record_number")
    command.add_argument("organisation")
    command = commands.add_parser(
        "announce-members", help="tell every member's standing and every role again, for lost copies"
    )
    command = commands.add_parser("build-breached-list", help="leaked passwords or their SHA-1, made small to look up")
    command.add_argument("source", type=Path)
    command.add_argument("target", type=Path)
    command.add_argument("--least", type=int, default=1, help="leave out what leaked fewer times")
    command = commands.add_parser("recount-roll-out", help="the roll-out's numbers anew, from the records alone")
    command = commands.add_parser("recheck-records", help="every record looked through anew for the cleaning desk")
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
