"""An officer asks the members of a ward; each answers once; the totals appear by themselves."""

from __future__ import annotations

import pytest

from deploy.demo.story.actions import open_poll
from deploy.demo.story.door import Refused, Reply, Visitor
from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness
from tests.stack import Province
from tests.system.problems import problem_of

pytestmark = pytest.mark.slow
OPTIONS = ["Tối thứ sáu", "Sáng chủ nhật", "Giờ khác"]
ANSWERS = {"dangvien": 0, "bithu": 1, "caotuoi": 0, "dubi": 0, "canbo": 2}


@pytest.fixture
def poll(officer: Visitor) -> Reply:
    return open_poll(officer, "ts/x01/", "Đồng chí muốn sinh hoạt vào lúc nào?", OPTIONS)


def test_the_totals_appear_by_themselves_once_five_have_answered(
    stack: Province, poll: Reply, member: Visitor, officer: Visitor, witness: Witness
) -> None:
    opened = witness.wait_for("feedback.poll_opened.v1", poll_id=poll["id"])
    assert opened.correlation_id == poll.correlation_id
    assert poll["id"] in [item["id"] for item in member.get("/polls")["items"]]

    for username, option in ANSWERS.items():
        assert stack.visitor(username).post(f"/polls/{poll['id']}/answers", option=option)["answered"]

    counted = witness.wait_for("feedback.poll_counted.v1", poll_id=poll["id"], total=5)
    assert counted.data["counts"] == [3, 1, 1]
    assert member.get(f"/polls/{poll['id']}")["counts"] == [3, 1, 1]


def test_fewer_than_five_answers_are_never_broken_down(
    stack: Province, poll: Reply, officer: Visitor, witness: Witness
) -> None:
    for username in ("dangvien", "bithu"):
        stack.visitor(username).post(f"/polls/{poll['id']}/answers", option=0)
    counted = witness.wait_for("feedback.poll_counted.v1", poll_id=poll["id"], total=2)
    assert counted.data["counts"] is None
    seen = officer.get(f"/polls/{poll['id']}")
    assert (seen["total"], seen["counts"]) == (2, None)


def test_a_second_answer_of_a_member_is_refused_and_not_counted(poll: Reply, member: Visitor, officer: Visitor) -> None:
    member.post(f"/polls/{poll['id']}/answers", option=0)
    again = member.http.post(f"/api/v1/polls/{poll['id']}/answers", json={"option": 1})
    problem_of(again, 409)
    eventually("the one answer counted", lambda: officer.get(f"/polls/{poll['id']}")["total"] == 1)
    assert officer.post(f"/polls/{poll['id']}/close", version=officer.get(f"/polls/{poll['id']}")["version"])
    assert officer.get(f"/polls/{poll['id']}")["total"] == 1


def test_members_outside_the_subtree_do_not_see_the_poll(poll: Reply, secretary: Visitor) -> None:
    assert poll["id"] not in [item["id"] for item in secretary.get("/polls")["items"]]
    with pytest.raises(Refused) as refused:
        secretary.get(f"/polls/{poll['id']}")
    assert refused.value.status == 404
    problem_of(secretary.http.post(f"/api/v1/polls/{poll['id']}/answers", json={"option": 0}), 404)
