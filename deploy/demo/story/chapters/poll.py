"""A ward asks its members one question; each answers once; the totals come by themselves."""

from __future__ import annotations

from deploy.demo.story.actions import open_poll
from deploy.demo.story.told import Story

AUDIENCE = "ts/x01/"
QUESTION = "Đồng chí muốn nhận tài liệu sinh hoạt trước buổi họp mấy ngày?"
OPTIONS = ["Một ngày", "Ba ngày", "Một tuần"]
ANSWERS = {"bithu": 1, "caotuoi": 2, "dubi": 1, "canbo": 0}


def tell(story: Story) -> None:
    officer, member = story.person("canbo"), story.person("dangvien")
    with story.ledger.step("Cán bộ đảng ủy phường mở đợt lấy ý kiến", officer) as step:
        poll_id = str(step.follow(open_poll(officer, AUDIENCE, QUESTION, OPTIONS))["id"])
        story.witness.wait_for("feedback.poll_opened.v1", poll_id=poll_id)
    with story.album.phone_of(member) as phone:
        phone.open(f"/polls/{poll_id}")
        story.album.take(phone, "lay-y-kien")
        with story.ledger.step("Đảng viên trả lời", member) as step:
            step.follow(member.post(f"/polls/{poll_id}/answers", option=1))
        phone.open(f"/polls/{poll_id}")
        phone.wait_until_live()
        _others_answer(story, poll_id)
        with story.ledger.step("Kết quả tự hiện trên trang đang mở", member) as step:
            counted = story.witness.wait_for("feedback.poll_counted.v1", poll_id=poll_id, total=len(ANSWERS) + 1)
            step.correlation_ids.append(counted.correlation_id)
            step.facts["counts"] = counted.data["counts"]
            phone.page.wait_for_selector("#totals table, #totals meter, #totals progress, #totals li", timeout=30_000)
        story.album.take(phone, "ket-qua-lay-y-kien")
    with story.album.desk_of(officer) as desk:
        desk.open(f"/desk/polls/{poll_id}")
        story.album.take(desk, "theo-doi-lay-y-kien")


def _others_answer(story: Story, poll_id: str) -> None:
    for username, option in ANSWERS.items():
        somebody = story.person(username)
        with story.ledger.step("Đảng viên trả lời", somebody) as step:
            step.follow(somebody.post(f"/polls/{poll_id}/answers", option=option))
