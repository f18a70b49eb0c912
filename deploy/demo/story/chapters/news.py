"""An article is written on the desk, arrives on an open page by itself, and is read aloud."""

from __future__ import annotations

from deploy.demo.story.actions import publish_article
from deploy.demo.story.browser import Window
from deploy.demo.story.told import Story

AUDIENCE = "ts/x01/"


def tell(story: Story) -> None:
    editor, member = story.person("bientap"), story.person("dangvien")
    with story.album.phone_of(member) as phone:
        phone.open("/news")
        phone.wait_until_live()
        with story.ledger.step("Biên tập viên viết và đăng bài", editor) as step:
            published = step.follow(publish_article(editor, AUDIENCE))
            story.witness.wait_for("content.article_published.v1", article_id=published["id"])
        article_id = str(published["id"])
        with story.ledger.step("Bài tự hiện trên trang đang mở của đảng viên", member):
            phone.page.wait_for_selector(f"a[href='/news/{article_id}']", timeout=30_000)
        story.album.take(phone, "tin-moi-tu-hien")
        with story.ledger.step("Bản đọc bài viết sẵn sàng") as step:
            ready = story.witness.wait_for("speech.audio_ready.v1", article_id=article_id)
            step.correlation_ids.append(ready.correlation_id)
            step.facts |= {name: ready.data[name] for name in ("voice", "engine", "fallback", "seconds")}
        with story.ledger.step("Đảng viên bấm nghe bài", member) as step:
            step.facts["heard_seconds"] = _listen(phone, article_id)
        story.album.take(phone, "nghe-bai")
    _keep_recording(story, article_id, str(ready.data["voice"]))
    with story.album.desk_of(editor) as desk:
        desk.open("/desk/articles")
        story.album.take(desk, "tin-bai")
        desk.open(f"/desk/articles/{article_id}")
        story.album.take(desk, "sua-bai")


def _listen(phone: Window, article_id: str) -> float:
    page = phone.open(f"/news/{article_id}")
    page.click(".player-play")
    return phone.wait_until_heard(1.0)


def _keep_recording(story: Story, article_id: str, voice: str) -> None:
    """Fetched the way a player does: the size first, then the rest."""
    member = story.person("dangvien")
    address = f"/media/audio/{article_id}/{voice}"
    with story.ledger.step("Tải bản đọc theo từng khoảng (HTTP Range)", member) as step:
        head = member.http.get(address, headers={"Range": "bytes=0-1023"}).raise_for_status()
        rest = member.http.get(address, headers={"Range": "bytes=1024-"}).raise_for_status()
        (story.folder / "article.mp3").write_bytes(head.content + rest.content)
        step.facts |= {"status": head.status_code, "range": head.headers["content-range"]}
