from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from services.gateway.web.podcast import ATOM, ITUNES, feed_of

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
