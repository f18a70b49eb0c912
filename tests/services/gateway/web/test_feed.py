from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree as ET

from services.gateway.web.feed import ATOM, rss

ITEM = {
    "id": "a1",
    "title": "Đảng & <dân>",
    "summary": "",
    "opened_at": "2026-11-22T08:00:00+00:00",
    "categories": ["Thời sự"],
}


def made(*items: dict[str, Any]) -> ET.Element:
    text = rss(items, base="https://sotay.example/", title="Tin công khai – Trường Sơn", minutes=1)
    channel = ET.fromstring(text).find("channel")  # noqa: S314  our own
    assert channel is not None
    return channel


def test_each_article_has_its_address_its_day_and_its_title_as_written() -> None:
    item = made(ITEM).find("item")
    assert item is not None
    assert item.findtext("title") == "Đảng & <dân>"
    assert [each.text for each in item.findall("category")] == ["Thời sự"]
    assert item.findtext("link") == item.findtext("guid") == "https://sotay.example/public/articles/a1"
    assert parsedate_to_datetime(str(item.findtext("pubDate"))).isoformat() == ITEM["opened_at"]


def test_the_feed_names_its_own_address() -> None:
    link = made().find(f"{{{ATOM}}}link")
    assert link is not None
    assert link.attrib == {
        "href": "https://sotay.example/public/feed.xml", "rel": "self", "type": "application/rss+xml",
    }  # fmt: skip


def test_what_no_xml_may_hold_is_left_out() -> None:
    item = made({**ITEM, "title": "Tin\x0b mới\ufffe"}).find("item")
    assert item is not None
    assert item.findtext("title") == "Tin mới"
