from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
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
    "title": "Lịch sử <xã>",
    "summary": "Từ ngày\x0b thành lập.",
    "opened_at": "2026-11-27T08:00:00+00:00",
    "chapters": [
        {"number": 1, "article_id": "a1", "title": "Mở đầu"},
        {"number": 2, "article_id": "a2", "title": "Chưa đọc"},
        {"number": 4, "article_id": "a4", "title": "Kết"},
    ],
}


def test_the_feed_of_a_book_is_a_series_with_numbers_and_times_in_the_order_of_its_chapters() -> None:
    heard = {name: {**READING, "article_id": name, "bytes": size} for name, size in (("a4", 400), ("a1", 100))}
    address = "https://hailam.vn/public/books/b1/podcast.xml"
    feed = book_feed_of(BOOK, heard, root="https://hailam.vn/", address=address, province="Hải Lâm")
    channel = ET.fromstring(feed).find("channel")  # noqa: S314
    assert channel is not None
    names = ("title", "link", "description", "language", f"{{{ITUNES}}}type")
    assert [channel.findtext(name) for name in names] == [
        "Lịch sử <xã> – Hải Lâm", "https://hailam.vn/public/books/b1", "Từ ngày thành lập.", "vi", "serial",
    ]  # fmt: skip
    self_link = channel.find(f"{{{ATOM}}}link")
    assert self_link is not None
    assert self_link.attrib["href"] == address
    told = [
        [item.findtext(name) for name in ("title", "link", "guid", f"{{{ITUNES}}}episode", f"{{{ITUNES}}}duration")]
        for item in channel.iter("item")
    ]
    assert told == [
        ["Mở đầu", "https://hailam.vn/public/articles/a1", "b1/a1", "1", "61"],
        ["Kết", "https://hailam.vn/public/articles/a4", "b1/a4", "4", "61"],
    ]
    sounds = [item.attrib for item in channel.iter("enclosure")]
    assert [(sound["url"], sound["length"]) for sound in sounds] == [
        ("https://hailam.vn/public/audio/a1/nu-bac.mp3", "100"),
        ("https://hailam.vn/public/audio/a4/nu-bac.mp3", "400"),
    ]  # fmt: skip
    times = [parsedate_to_datetime(item.findtext("pubDate", "")) for item in channel.iter("item")]
    assert times == sorted(times)
    assert times[-1] < datetime.fromisoformat(BOOK["opened_at"])
