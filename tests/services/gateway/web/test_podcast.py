from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from services.gateway.web.podcast import ATOM, ITUNES, book_feed_of, feed_of

READING: dict[str, Any] = {
    "article_id": "a1",
    "title": "Tin <mở> & \"mới\"",
    "opened_at": "2026-11-27T08:00:00+00:00",
    "voice": "nu-bac",
    "seconds": 61.4,
    "bytes": 12345,
}  # fmt: skip


def test_the_feed_tells_what_a_podcast_app_needs() -> None:
    feed = feed_of(
        [READING], {"a1": ["Thời sự", "Quốc tế"]}, root="https://hailam.vn/",
        address="https://hailam.vn/public/podcast.xml", province="Hải Lâm & bạn",
    )  # fmt: skip
    channel = ET.fromstring(feed).find("channel")  # noqa: S314
    assert channel is not None
    assert channel.findtext("title") == "Tin công khai bằng giọng đọc – Hải Lâm & bạn"
    assert channel.findtext("language") == "vi"
    assert [each.text for each in channel.findall("item/category")] == ["Thời sự", "Quốc tế"]
    assert channel.findtext(f"{{{ITUNES}}}author") == "Hải Lâm & bạn"
    cover, self_link = channel.find(f"{{{ITUNES}}}image"), channel.find(f"{{{ATOM}}}link")
    assert cover is not None
    assert self_link is not None
    assert cover.attrib["href"].startswith("https://hailam.vn/static/icon-512.png")
    assert self_link.attrib["href"] == "https://hailam.vn/public/podcast.xml"
    item = channel.find("item")
    assert item is not None
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {
        "url": "https://hailam.vn/public/audio/a1/nu-bac.mp3", "length": "12345", "type": "audio/mpeg",
    }  # fmt: skip
    told = [item.findtext(name) for name in ("title", "guid", "pubDate", f"{{{ITUNES}}}duration")]
    assert told == [READING["title"], "a1", "Fri, 27 Nov 2026 08:00:00 +0000", "61"]


BOOK: dict[str, Any] = {
    "id": "b1",
    "edition": 4,
    "cover": {"own": False, "alt": "", "version": 4},
    "title": "Lịch sử\x00 đảng bộ",
    "summary": "",
    "opened_at": "2026-11-27T08:00:00+00:00",
    "chapters": [
        {"number": 1, "ref": "a1", "title": "Mở đầu", "available": True},
        {"number": 2, "ref": "a2", "title": "", "available": False},
        {"number": 3, "ref": "a3", "title": "Chưa đọc xong", "available": True},
        {"number": 4, "ref": "a4", "title": "Kết", "available": True},
    ],
}


def test_the_feed_of_a_book_is_a_serial_with_an_episode_for_each_chapter_that_is_heard_in_order() -> None:
    readings = {ref: {**READING, "article_id": ref} for ref in ("a4", "a2", "a1")}
    address = "https://hailam.vn/public/books/b1/podcast.xml"
    feed = book_feed_of(BOOK, readings, root="https://hailam.vn/", address=address, province="Hải Lâm")
    channel = ET.fromstring(feed).find("channel")  # noqa: S314
    assert channel is not None
    told = [channel.findtext(name) for name in ("title", "link", "language", f"{{{ITUNES}}}type", "description")]
    assert told == ["Lịch sử đảng bộ", "https://hailam.vn/public/books/b1", "vi", "serial", "Lịch sử đảng bộ"]
    cover = channel.find(f"{{{ITUNES}}}image")
    assert cover is not None
    assert cover.attrib["href"] == "https://hailam.vn/public/books/b1/cover.png"
    episodes = [
        [item.findtext(name) for name in ("title", f"{{{ITUNES}}}title", f"{{{ITUNES}}}episode", "guid", "pubDate")]
        for item in channel.findall("item")
    ]
    assert episodes == [
        ["Chương 1: Mở đầu", "Mở đầu", "1", "b1/a1", "Fri, 27 Nov 2026 08:00:01 +0000"],
        ["Chương 4: Kết", "Kết", "4", "b1/a4", "Fri, 27 Nov 2026 08:00:04 +0000"],
    ]


def test_the_own_cover_of_a_book_has_an_address_of_its_edition_in_its_feed() -> None:
    book = {**BOOK, "cover": {"own": True, "alt": "Đình làng", "version": 4}}
    feed = book_feed_of(book, {}, root="https://hailam.vn/", address="https://hailam.vn/x", province="Hải Lâm")
    channel = ET.fromstring(feed).find("channel")  # noqa: S314
    assert channel is not None
    cover = channel.find(f"{{{ITUNES}}}image")
    assert cover is not None
    address = "https://hailam.vn/public/books/b1/cover.jpg?v=4"
    assert cover.attrib["href"] == address
    assert [channel.findtext(f"image/{name}") for name in ("url", "title", "link")] == [
        address, "Lịch sử đảng bộ", "https://hailam.vn/public/books/b1",
    ]  # fmt: skip
