"""What people do at the door, each a few requests that belong together. The tests use the same hands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from deploy.demo.story.door import Reply, Visitor

ARTICLE = {
    "title": "Chi bộ thôn Suối Reo đưa sổ tay điện tử vào sinh hoạt",
    "summary": "Tài liệu có trước buổi họp, đảng viên cao tuổi nghe tin bằng giọng đọc.",
    "body": (
        "Từ đầu quý, chi bộ thôn Suối Reo dùng sổ tay điện tử để gửi tài liệu trước mỗi kỳ sinh hoạt.\n\n"
        "Đảng viên ở xa đọc trên điện thoại; đồng chí cao tuổi bấm một nút để nghe. "
        "Thời gian họp dành nhiều hơn cho thảo luận và biểu quyết."
    ),
}
AGENDA = [
    "Thông tin thời sự và văn bản mới",
    "Đánh giá nhiệm vụ tháng trước",
    "Thảo luận, biểu quyết nhiệm vụ tháng tới",
]


def publish_article(editor: Visitor, audience: str, **text: str) -> Reply:
    """Writes and publishes. The reply is that of the publishing, whose correlation id its consequences carry."""
    written = editor.post("/articles", **{**ARTICLE, **text}, audience=audience)
    return editor.post(f"/articles/{written['id']}/publish", version=written["version"])


def call_meeting(secretary: Visitor, title: str = "Sinh hoạt chi bộ thường kỳ") -> Reply:
    soon = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
    return secretary.post(
        "/meetings",
        title=title,
        starts_at=soon.isoformat(),
        place="Nhà văn hóa thôn",
        agenda=AGENDA,
        kind="regular",
    )


def open_meeting(secretary: Visitor, meeting_id: str) -> Reply:
    version = secretary.get(f"/meetings/{meeting_id}")["version"]
    return secretary.post(f"/meetings/{meeting_id}/open", version=version)


def check_in_and_vote(voters: Iterable[Visitor], meeting_id: str, vote_id: str, choices: list[str]) -> None:
    """One choice for each voter, in their order."""
    for voter, choice in zip(voters, choices, strict=True):
        voter.post(f"/meetings/{meeting_id}/check-in")
        voter.post(f"/votes/{vote_id}/ballots", choice=choice)


def close_vote(secretary: Visitor, vote_id: str) -> Reply:
    version = secretary.get(f"/votes/{vote_id}")["version"]
    return secretary.post(f"/votes/{vote_id}/close", version=version)


def open_poll(officer: Visitor, audience: str, question: str, options: list[str]) -> Reply:
    closes_at = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    return officer.post("/polls", question=question, options=options, audience=audience, closes_at=closes_at)


def question_at_desk(officer: Visitor, question_id: str) -> dict[str, Any] | None:
    """The row of a question that was handed over, once feedback has heard of it."""
    rows = officer.get("/questions", state="waiting")["items"]
    return next((row for row in rows if row["id"] == question_id), None)
