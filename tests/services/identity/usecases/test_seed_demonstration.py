from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.demo import generate
from services.identity.rules.errors import MemberNotFound, NotTheDemonstration
from services.identity.store.accounts import Account
from services.identity.store.members import Member
from services.identity.store.role_grants import RoleGrant
from services.identity.usecases.appoint_administrator import appoint_administrator
from services.identity.usecases.log_in_with_code import LogInWithCode, log_in_with_code
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.seed_demonstration import ACCOUNTS, PASSWORD, seed_demonstration
from services.identity.usecases.set_password import set_password
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, Province

FILES = Path(generate.__file__).parent
At = Callable[..., Context]


@pytest.mark.usefixtures("store", "engines")
def test_every_demonstration_account_opens_with_its_role_and_a_second_seeding_changes_nothing(at: At) -> None:
    seed_demonstration("ts", FILES, NOW)
    seeded = list(Account.objects.order_by("id").as_pymongo()), RoleGrant.objects.count()
    for account in ACCOUNTS:
        command = LogInWithPassword(username=account.username, password=PASSWORD)
        member = log_in_with_password(command, at()).member
        ends = [(role.role, role.path.split("/")[-2]) for role in member.roles]
        assert (str(account.role), account.organisation_id) in ends
    seed_demonstration("ts", FILES, NOW)
    assert (list(Account.objects.order_by("id").as_pymongo()), RoleGrant.objects.count()) == seeded
    assert Member.objects.count() == 2000


@pytest.mark.parametrize("code", ["tn", "hcm", "", "ts2"])
def test_open_passwords_are_refused_in_every_real_province(store: None, code: str) -> None:
    with pytest.raises(NotTheDemonstration):
        seed_demonstration(code, FILES, NOW)
    assert database().list_collection_names() == [] or Account.objects.count() == Member.objects.count() == 0


def test_the_first_administrator_comes_in_with_a_one_time_code(province: Province, at: At) -> None:
    code = appoint_administrator("000008ts", "ts", NOW)
    member = log_in_with_code(LogInWithCode(username="99000008", code=code), at()).member
    assert ("administrator", "ts/") in [(role.role, role.path) for role in member.roles]


def test_an_unknown_record_becomes_no_administrator(province: Province) -> None:
    with pytest.raises(MemberNotFound):
        appoint_administrator("999999TS", "ts", NOW)


def test_a_user_name_belongs_to_one_member(province: Province) -> None:
    from services.identity.store.accounts import UsernameTaken

    with pytest.raises(UsernameTaken):
        set_password(province.member("Lê Đức An"), "dangvien", "suối reo quanh đồi", NOW)
