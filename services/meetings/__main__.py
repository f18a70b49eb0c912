"""Meetings at the machine itself, with the settings of its service in the environment.

python -m services.meetings seed-demo         a meeting ahead in the demonstration secretary's cell
python -m services.meetings roster            how many members the copy of the roll has, by standing
python -m services.meetings rebuild-roster    empty that copy, to be filled by identity

The copy can not be made from anything kept here: events are not stored by those who read them. After rebuild-roster
the owner must tell again: `python -m services.identity announce-members` sends every member's standing as new events,
and this service's batch reaction stores them (200 a write). Until then no meeting is opened (meetings.roll_empty) and
no vote either; meetings that run, their rolls and ballots are snapshots and go on.
"""

from __future__ import annotations

import argparse
import sys

from services.meetings.settings import Settings
from services.meetings.store import roster
from services.meetings.usecases.policy_in_use import use_policy
from services.meetings.usecases.seed_demonstration import seed_demonstration
from shared import clock
from shared.process import run_command


def main(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)

    def work(settings: Settings) -> int:
        use_policy(settings.policy)
        return int(chosen.run(settings))

    return run_command("meetings", work)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m services.meetings")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("seed-demo", help="a meeting to see").set_defaults(run=_seed)
    commands.add_parser("roster", help="size of the copy of the roll").set_defaults(run=_count)
    commands.add_parser("rebuild-roster", help="empty the copy; identity fills it again").set_defaults(run=_rebuild)
    return parser


def _seed(settings: Settings) -> int:
    meeting_id = seed_demonstration(settings.province, clock.now())
    print(f"meeting {meeting_id} called" if meeting_id else "a meeting lies ahead; nothing was changed")
    return 0


def _count(_: Settings) -> int:
    for standing, members in roster.sizes().items():
        print(f"{standing:<14}{members:>9}")
    return 0


def _rebuild(_: Settings) -> int:
    print(f"{roster.forget_all()} members forgotten")
    print("Next: python -m services.identity announce-members; watch with: python -m services.meetings roster")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
