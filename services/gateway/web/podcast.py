"""The feed of a podcast: RSS 2.0 with the tags that directories ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

from services.gateway.web.static_files import static

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
ATOM = "http://www.w3.org/2005/Atom"
TITLE = "Tin công khai bằng giọng đọc"
ABOUT = "Các tin mà tổ chức đảng công khai cho mọi người, do máy đọc."

ET.register_namespace("itunes", ITUNES)
ET.register_namespace("atom", ATOM)


def feed_of(
    readings: list[dict[str, Any]], categories: Mapping[str, list[str]], *, root: str, address: str, province: str
) -> bytes:
    """`categories`: names by article. `root`: of this site, with its closing slash; `address`: of the feed itself."""
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _told(channel, "title", f"{TITLE} – {province}")
    _told(channel, "link", f"{root}public")
    _told(channel, "description", ABOUT)
    _told(channel, "language", "vi")
    ET.SubElement(channel, f"{{{ATOM}}}link", href=address, rel="self", type="application/rss+xml")
    _told(channel, f"{{{ITUNES}}}author", province)
    _told(channel, f"{{{ITUNES}}}explicit", "false")
    _told(channel, f"{{{ITUNES}}}type", "episodic")
    ET.SubElement(channel, f"{{{ITUNES}}}category", text="Government")
    ET.SubElement(channel, f"{{{ITUNES}}}image", href=root.rstrip("/") + static("icon-512.png"))
    for reading in readings:
        item = _episode(channel, reading, root, province)
        for name in categories.get(reading["article_id"], []):
            _told(item, "category", name)
    written: bytes = ET.tostring(rss, encoding="utf-8", xml_declaration=True)
    return written


def _episode(channel: ET.Element, reading: dict[str, Any], root: str, province: str) -> ET.Element:
    item = ET.SubElement(channel, "item")
    _told(item, "title", reading["title"])
    _told(item, "link", f"{root}public/articles/{reading['article_id']}")
    _told(item, f"{{{ITUNES}}}author", province)
    _told(item, f"{{{ITUNES}}}duration", str(round(reading["seconds"])))
    guid = ET.SubElement(item, "guid", isPermaLink="false")
    guid.text = reading["article_id"]
    _told(item, "pubDate", format_datetime(datetime.fromisoformat(reading["opened_at"])))
    address = f"{root}public/audio/{reading['article_id']}/{reading['voice']}.mp3"
    ET.SubElement(item, "enclosure", url=address, length=str(reading["bytes"]), type="audio/mpeg")
    return item


def _told(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
