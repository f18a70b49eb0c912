"""The feeds of podcasts: RSS 2.0 with the tags that directories ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

from services.gateway.web.feed import tell
from services.gateway.web.static_files import static

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
ATOM = "http://www.w3.org/2005/Atom"
TITLE = "Tin công khai bằng giọng đọc"
ABOUT = "Các tin mà tổ chức đảng công khai cho mọi người, do máy đọc."
BOOK_ABOUT = "Sách nói mà tổ chức đảng công khai cho mọi người, do máy đọc."
MORE_THAN_CHAPTERS = 1000

ET.register_namespace("itunes", ITUNES)
ET.register_namespace("atom", ATOM)


def feed_of(
    readings: list[dict[str, Any]], categories: Mapping[str, list[str]], *, root: str, address: str, province: str
) -> bytes:
    """`categories`: names by article. `root`: of this site, with its closing slash; `address`: of the feed itself."""
    rss, channel = _channel(
        f"{TITLE} – {province}", ABOUT, link=f"{root}public", kind="episodic", root=root, address=address,
        province=province,
    )  # fmt: skip
    for reading in readings:
        item = _episode(channel, reading, root, province)
        for name in categories.get(reading["article_id"], []):
            tell(item, "category", name)
    return _written(rss)


def book_feed_of(
    book: dict[str, Any], heard: dict[str, dict[str, Any]], *, root: str, address: str, province: str
) -> bytes:
    """`heard`: {article id: its reading}; a chapter without one is left out, the others keep their numbers. Apps that
    know no numbers go by the time: each chapter has a second of its own, before the book was opened."""
    page = f"{root}public/books/{book['id']}"
    about = book["summary"] or BOOK_ABOUT
    rss, channel = _channel(
        f"{book['title']} – {province}", about, link=page, kind="serial", root=root, address=address, province=province
    )
    opened_at = datetime.fromisoformat(book["opened_at"])
    for chapter in book["chapters"]:
        reading = heard.get(chapter["article_id"])
        if reading is None:
            continue
        at = opened_at - timedelta(seconds=MORE_THAN_CHAPTERS - chapter["number"])
        shown = {**reading, "title": chapter["title"], "opened_at": at.isoformat()}
        item = _episode(channel, shown, root, province, guid=f"{book['id']}/{chapter['article_id']}")
        tell(item, f"{{{ITUNES}}}episode", str(chapter["number"]))
    return _written(rss)


def _channel(
    title: str, about: str, *, link: str, kind: str, root: str, address: str, province: str
) -> tuple[ET.Element, ET.Element]:
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    tell(channel, "title", title)
    tell(channel, "link", link)
    tell(channel, "description", about)
    tell(channel, "language", "vi")
    ET.SubElement(channel, f"{{{ATOM}}}link", href=address, rel="self", type="application/rss+xml")
    tell(channel, f"{{{ITUNES}}}author", province)
    tell(channel, f"{{{ITUNES}}}explicit", "false")
    tell(channel, f"{{{ITUNES}}}type", kind)
    ET.SubElement(channel, f"{{{ITUNES}}}category", text="Government")
    ET.SubElement(channel, f"{{{ITUNES}}}image", href=root.rstrip("/") + static("icon-512.png"))
    return rss, channel


def _episode(
    channel: ET.Element, reading: dict[str, Any], root: str, province: str, guid: str | None = None
) -> ET.Element:
    item = ET.SubElement(channel, "item")
    tell(item, "title", reading["title"])
    tell(item, "link", f"{root}public/articles/{reading['article_id']}")
    tell(item, f"{{{ITUNES}}}author", province)
    tell(item, f"{{{ITUNES}}}duration", str(round(reading["seconds"])))
    ET.SubElement(item, "guid", isPermaLink="false").text = guid or reading["article_id"]
    tell(item, "pubDate", format_datetime(datetime.fromisoformat(reading["opened_at"])))
    address = f"{root}public/audio/{reading['article_id']}/{reading['voice']}.mp3"
    ET.SubElement(item, "enclosure", url=address, length=str(reading["bytes"]), type="audio/mpeg")
    return item


def _written(rss: ET.Element) -> bytes:
    written: bytes = ET.tostring(rss, encoding="utf-8", xml_declaration=True)
    return written
