"""The door and the command line as they run: own processes, settings from the environment, real mongod and broker."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.local.mongod import Mongod
from deploy.local.place import Place
from deploy.local.rabbitmq import Broker
from services.identity.usecases.seed_demonstration import PASSWORD
from tests.services import bus

pytestmark = pytest.mark.slow
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def environment(stack_place: Place, mongod: Mongod, broker: Broker) -> dict[str, str]:
    return bus.environment_of("identity", stack_place)


@pytest.fixture(scope="module")
def seeded(environment: dict[str, str]) -> str:
    done = bus.command("identity", environment, "seed-demo")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def ask(environment: dict[str, str], broker: Broker, seeded: str) -> Iterator[Ask]:
    with bus.serving("identity", environment), bus.line_to("identity", broker) as line:
        yield line.ask


def test_seeding_prints_what_it_did_and_a_second_time_finds_all_there(environment: dict[str, str], seeded: str) -> None:
    assert "mới 2000" in seeded
    again = bus.command("identity", environment, "seed-demo")
    assert "mới 0, thay đổi 0, giữ nguyên 2000" in again.stdout


def test_accounts_are_printed_for_the_demonstration_and_refused_elsewhere(environment: dict[str, str]) -> None:
    assert PASSWORD in bus.command("identity", environment, "accounts").stdout
    elsewhere = bus.command("identity", environment | {"SOTAY_PROVINCE": "tn"}, "accounts")
    assert elsewhere.returncode == 1
    assert PASSWORD not in elsewhere.stdout
    assert "tỉnh hư cấu" in elsewhere.stderr


def test_a_bad_file_ends_with_its_row_and_a_failure(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text("Mã,Tên,Loại,Trực thuộc\nts,Đảng bộ tỉnh,Huyện ủy,\n", encoding="utf-8")
    files = [tmp_path / "organisations.csv", tmp_path / "members.xlsx"]
    done = bus.command("identity", environment, "import", *files, "--dry-run")
    assert done.returncode == 1
    assert "Dòng 2, cột “Loại”" in done.stdout


def test_a_member_signs_in_and_reads_the_own_profile_over_the_bus(ask: Ask) -> None:
    signed_in = ask("log_in_with_password", username="bithu", password=PASSWORD)["result"]
    assert [role["role"] for role in signed_in["member"]["roles"]] == ["member", "cell_secretary"]
    profile = ask("my_profile", signed_in["token"])["result"]
    assert profile["full_name"] == signed_in["member"]["full_name"] == "Hoàng Văn Thuận"
    members = ask("list_members", signed_in["token"], organisation_path="ts/x01/c0101/")["result"]
    assert len(members["items"]) == 50
    assert members["next_cursor"]


def test_no_token_and_a_forged_one_are_refused(ask: Ask) -> None:
    for token in ("", "a.b.c"):
        assert ask("my_profile", token)["error"]["exc_args"][0]["kind"] == "unauthenticated"


def test_a_token_that_was_signed_out_reads_no_members_and_hands_out_no_codes(ask: Ask) -> None:
    token = ask("log_in_with_password", username="bithu", password=PASSWORD)["result"]["token"]
    member = ask("list_members", token, organisation_path="ts/x01/c0101/")["result"]["items"][0]["id"]
    assert ask("sign_out", token)["error"] is None
    for method, fields in (
        ("list_members", {"organisation_path": "ts/x01/c0101/"}),
        ("names", {"member_ids": [member]}),
        ("list_organisations", {}),
        ("issue_login_code", {"member_id": member}),
        ("grant_role", {"member_id": member, "role": "administrator", "organisation_id": "ts"}),
    ):
        assert ask(method, token, **fields)["error"]["exc_args"][0]["code"] == "identity.signed_out"
    assert ask("sign_out", token)["error"] is None


def test_a_field_nobody_knows_is_refused_in_vietnamese(ask: Ask) -> None:
    told = ask("log_in_with_password", username="bithu", password=PASSWORD, remember=True)["error"]["exc_args"][0]
    assert told["code"] == "request.invalid"
    assert told["details"] == {"remember": "Mục này không có trong biểu mẫu."}
