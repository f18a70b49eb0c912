"""A question is answered from the documents; another goes to an officer, whose answer comes back."""

from __future__ import annotations

from deploy.demo.story.actions import question_at_desk
from deploy.demo.story.browser import Window
from deploy.demo.story.door import Visitor
from deploy.demo.story.patience import eventually
from deploy.demo.story.told import Story

WITHOUT_MARKS = "dang vien du bi co duoc bieu quyet khong"
NOT_IN_DOCUMENTS = "Hồ sơ chuyển sinh hoạt của tôi nộp tháng trước đã xử lý đến đâu?"
REPLY = "Hồ sơ của đồng chí đã chuyển về chi bộ nơi đến ngày hôm qua; đồng chí liên hệ bí thư chi bộ để tiếp nhận."


def tell(story: Story) -> None:
    member, officer = story.person("dangvien"), story.person("canbo")
    with story.ledger.step("Trợ lý trả lời câu hỏi gõ không dấu, có dẫn nguồn", member) as step:
        answer = step.follow(member.post("/assistant/questions", question=WITHOUT_MARKS))
        step.facts |= {"tier": answer["tier"], "citations": [_cited(item) for item in answer["citations"]]}
    with story.album.phone_of(member) as phone:
        _ask(phone, WITHOUT_MARKS)
        story.album.take(phone, "tro-ly-dan-nguon")
        _ask(phone, NOT_IN_DOCUMENTS)
        story.album.take(phone, "tro-ly-chuyen-can-bo")
    question_id = _hand_over(story, member)
    _answer(story, officer, question_id)
    with story.album.phone_of(member) as phone:
        phone.open(f"/assistant/questions/{question_id}")
        story.album.take(phone, "cau-tra-loi-cua-can-bo")


def _cited(citation: dict[str, str]) -> str:
    return f"{citation['number']}, {citation['place']}"


def _ask(phone: Window, question: str) -> None:
    phone.open("/assistant")
    phone.page.fill("#question", question)
    phone.page.click(".ask-form button[type=submit]")
    phone.page.wait_for_selector(".answered")


def _hand_over(story: Story, member: Visitor) -> str:
    with story.ledger.step("Câu hỏi không có trong tài liệu được chuyển cho cán bộ", member) as step:
        asked = step.follow(member.post("/assistant/questions", question=NOT_IN_DOCUMENTS))
        step.follow(member.post(f"/assistant/questions/{asked['id']}/hand-over"))
        story.witness.wait_for("assistant.question_handed_over.v1", question_id=asked["id"])
        step.facts["tier"] = asked["tier"]
    return str(asked["id"])


def _answer(story: Story, officer: Visitor, question_id: str) -> None:
    with story.ledger.step("Cán bộ trả lời, câu trả lời đến đảng viên", officer) as step:
        row = eventually("the question on the desk", lambda: question_at_desk(officer, question_id))
        with story.album.desk_of(officer) as desk:
            desk.open(f"/desk/questions/{question_id}")
            story.album.take(desk, "tra-loi-cau-hoi")
        step.follow(officer.post(f"/questions/{question_id}/answer", version=row["version"], answer=REPLY))
        story.witness.wait_for("feedback.question_answered.v1", question_id=question_id)
