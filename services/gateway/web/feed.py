"""What is open to everybody as RSS 2.0, with the address of the feed itself (Atom) as readers ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ET.register_namespace("atom", ATOM)


def rss(items: Iterable[dict[str, Any]], *, base: str, title: str, minutes: int) -> bytes:
    """`items` as content lists them, the newest first; `base` ends with a slash."""
    shown = list(items)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", title)
    _text(channel, "link", f"{base}public")
    _text(channel, "description", f"{title}: bài viết mở cho mọi người trên Sổ tay đảng viên điện tử.")
    _text(channel, "language", "vi")
    _text(channel, "ttl", str(minutes))
    if shown:
        _text(channel, "lastBuildDate", _moment(shown[0]["opened_at"]))
    ET.SubElement(
        channel, f"{{{ATOM}}}link", href=f"{base}public/feed.xml", rel="self", type="application/rss+xml"
    )  # fmt: skip
    for each in shown:
        item = ET.SubElement(channel, "item")
        address = f"{base}public/articles/{each['id']}"
        _text(item, "title", each["title"])
        _text(item, "link", address)
        _text(item, "guid", address)
        _text(item, "description", each["summary"] or each["title"])
        for name in each["categories"]:
            _text(item, "category", name)
        _text(item, "pubDate", _moment(each["opened_at"]))
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = in_xml(text)


def in_xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _moment(stamp: str) -> str:
    return format_datetime(datetime.fromisoformat(stamp))
