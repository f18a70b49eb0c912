"""The commands that work on the service's own store. Apart from __main__, so that the image of the workers, which has
no packages for files of members, still reads cards and compares faces at the command line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping

from services.identity.engines.breached_passwords import write_list
from services.identity.rules.import_report import ImportReport
from services.identity.settings import Settings
from services.identity.usecases.announce_members import announce_members
from services.identity.usecases.announce_roles import announce_roles
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
    print(f"{announce_roles()} roles announced")
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


COMMANDS: Mapping[str, Callable[[Namespace, Settings], int]] = {
    "import": _import,
    "seed-demo": _seed,
    "accounts": _accounts,
    "appoint-administrator": _appoint,
    "announce-members": _announce,
    "build-breached-list": _build_breached_list,
    "recount-roll-out": _recount,
    "recheck-records": _recheck,
}
