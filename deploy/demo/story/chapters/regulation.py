"""A regulation of ten pages arrives at the desk as a Word file, is found without diacritics, and is read aloud."""

from __future__ import annotations

from typing import Any

from deploy.demo.regulation import WORD
from deploy.demo.story.door import Visitor
from deploy.demo.story.patience import eventually
from deploy.demo.story.told import Story

AUDIENCE = "ts/"
SOUGHT = "giup do dang vien cao tuoi"
SECONDS_TO_READ_ALOUD = 1800.0
"""Some twenty minutes of speech in two voices, on whatever machine this is."""


def tell(story: Story) -> None:
    editor, member = story.person("bientap"), story.person("dangvien")
    document_id = _import(story, editor)
    with story.album.phone_of(member) as phone:
        with story.ledger.step("Đảng viên tìm quy định bằng chữ không dấu", member) as step:
            step.facts["hits"] = eventually("the regulation among the hits", lambda: _found(member, document_id))
        phone.open(f"/documents?search={SOUGHT.replace(' ', '+')}")
        story.album.take(phone, "tim-quy-dinh-khong-dau")
        with story.ledger.step("Lập bản đọc quy định mười trang", member) as step:
            member.post(f"/documents/{document_id}/audio")
            spoken = eventually("two voices", lambda: _both_voices(member, document_id), seconds=SECONDS_TO_READ_ALOUD)
            step.facts |= {item["voice"]: item["seconds"] for item in spoken}
        phone.open(f"/documents/{document_id}")
        story.album.take(phone, "quy-dinh-muoi-trang")
        phone.page.click(".player-play")
        with story.ledger.step("Đảng viên bấm nghe quy định", member) as step:
            step.facts["heard_seconds"] = phone.wait_until_heard(1.0)
    for item in spoken:
        sound = member.http.get(f"/media/audio/{document_id}/{item['voice']}").raise_for_status()
        (story.folder / f"regulation-{item['voice']}.mp3").write_bytes(sound.content)


def _import(story: Story, editor: Visitor) -> str:
    """Told again, the document is known and stays as it is."""
    with story.album.desk_of(editor) as desk:
        page = desk.open("/desk/documents")
        page.select_option("#audience", AUDIENCE)
        with story.ledger.step("Biên tập viên gửi tệp Word, máy đọc và nhận ra đầu văn bản", editor) as step:
            page.set_input_files("#file", WORD)
            with page.expect_navigation():
                page.click("form.editor button[type=submit]")
            step.facts |= {name: page.input_value(f"#{name}") for name in ("number", "issuer", "issued_on")}
        story.album.take(desk, "xem-lai-van-ban")
        with story.ledger.step("Biên tập viên nhập văn bản vào thư viện", editor), page.expect_navigation():
            page.click("form.editor button[type=submit]")
        story.album.take(desk, "van-ban-trong-thu-vien")
        return page.url.partition("?")[0].rpartition("/")[2]


def _found(member: Visitor, document_id: str) -> int:
    hits = member.get("/search", text=SOUGHT, thing="document")["items"]
    return len(hits) if any(hit["id"] == document_id for hit in hits) else 0


def _both_voices(member: Visitor, document_id: str) -> list[dict[str, Any]] | None:
    audio = member.get(f"/documents/{document_id}/audio")
    return audio["items"] if len(audio["items"]) > 1 else None
