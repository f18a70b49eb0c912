"""A question in Vietnamese is answered from the documents with the clause quoted, or by a person of the committee."""

from __future__ import annotations

import pytest

from deploy.demo.story.actions import question_at_desk
from deploy.demo.story.door import Refused, Visitor
from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness

pytestmark = pytest.mark.slow
QUESTION = "Đảng viên dự bị có được biểu quyết không?"
WITHOUT_MARKS = "dang vien du bi co duoc bieu quyet khong"
NOT_IN_DOCUMENTS = "Hồ sơ chuyển sinh hoạt của tôi nộp tháng trước đã xử lý đến đâu?"


@pytest.mark.parametrize("question", [QUESTION, WITHOUT_MARKS])
def test_the_answer_quotes_a_clause_that_stands_in_the_document(member: Visitor, question: str) -> None:
    answer = member.post("/assistant/questions", question=question)
    assert answer["tier"] == "answer"
    citation = answer["citations"][0]
    document = member.get(f"/documents/{citation['document_id']}")
    assert document["number"] == citation["number"]
    section = next(part for part in document["sections"] if part["anchor"] == citation["anchor"])
    assert citation["quote"] in section["text"]


def test_what_the_documents_do_not_answer_goes_to_the_officer_and_his_answer_reaches_the_member(
    member: Visitor, officer: Visitor, secretary: Visitor, witness: Witness
) -> None:
    asked = member.post("/assistant/questions", question=NOT_IN_DOCUMENTS)
    assert asked["tier"] == "handover"
    assert asked["citations"] == []
    handed = member.post(f"/assistant/questions/{asked['id']}/hand-over")
    event = witness.wait_for("assistant.question_handed_over.v1", question_id=asked["id"])
    assert event.correlation_id == handed.correlation_id
    assert NOT_IN_DOCUMENTS not in str(event.data)

    row = eventually("the question on the desk", lambda: question_at_desk(officer, asked["id"]))
    assert officer.get(f"/assistant/questions/{asked['id']}")["text"] == NOT_IN_DOCUMENTS
    with pytest.raises(Refused):
        secretary.post(f"/questions/{asked['id']}/answer", version=row["version"], answer="Không phải việc của tôi")

    answer = "Hồ sơ đã chuyển về chi bộ nơi đến ngày hôm qua."
    answered = officer.post(f"/questions/{asked['id']}/answer", version=row["version"], answer=answer)
    told = witness.wait_for("feedback.question_answered.v1", question_id=asked["id"])
    assert (told.data["member_id"], told.correlation_id) == (member.member_id, answered.correlation_id)
    assert answer not in str(told.data)
    mine = {item["id"]: item for item in member.get("/me/questions")["items"]}
    assert (mine[asked["id"]]["state"], mine[asked["id"]]["answer"]) == ("answered", answer)
