"""Coming in, with a password and with a one-time code that the secretary handed over."""

from __future__ import annotations

import pytest

from deploy.demo.story.door import Refused, Visitor
from deploy.demo.story.people import voters
from tests.stack import Province

pytestmark = pytest.mark.slow


def test_a_member_logs_in_with_his_password_and_reads_his_own_profile(stack: Province) -> None:
    person = stack.stranger()
    told = person.log_in("caotuoi", stack.password_of("caotuoi"))
    profile = person.get("/me").body
    assert told["member"]["id"] == profile["id"]
    assert profile["full_name"] == told["member"]["full_name"]
    assert profile["cell_path"] == "ts/x01/c0101/"


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(stack: Province) -> None:
    answers = [
        stack.stranger().http.post("/api/v1/session/password", json={"username": name, "password": "sai mật khẩu"})
        for name in ("bientapxa", "khongcoai")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    problems = [{**answer.json(), "correlation_id": ""} for answer in answers]
    assert problems[0] == problems[1]
    assert problems[0]["code"] == "identity.wrong_credentials"


def test_a_member_without_password_logs_in_with_the_code_his_secretary_gave_him_once(
    stack: Province, secretary: Visitor
) -> None:
    person = next(voters(secretary, stack.address, telephones_from=200))
    assert person.get("/me")["cell_path"] == secretary.cell_path

    code = secretary.post(f"/members/{person.member_id}/login-code")["code"]
    again = stack.stranger()
    again.log_in_with_code(person.username, code)
    with pytest.raises(Refused) as refused:
        stack.stranger().log_in_with_code(person.username, code)
    assert refused.value.status == 401


def test_who_signed_out_is_out_with_the_same_token(stack: Province) -> None:
    person = stack.stranger()
    person.log_in("quantri", stack.password_of("quantri"))
    assert person.http.delete("/api/v1/session").status_code == 200
    with pytest.raises(Refused) as refused:
        person.post("/session/refresh")
    assert refused.value.status == 401
