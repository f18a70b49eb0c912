"""Feeds of podcasts: RSS 2.0 with the tags that directories ask for. One of all that is open, one of each open book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

from services.gateway.web.feed import in_xml
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
    rss, channel = _channel(f"{TITLE} – {province}", ABOUT, f"{root}public", address, province)
    _told(channel, f"{{{ITUNES}}}type", "episodic")
    ET.SubElement(channel, f"{{{ITUNES}}}image", href=root.rstrip("/") + static("icon-512.png"))
    for reading in readings:
        opened_at = datetime.fromisoformat(reading["opened_at"])
        item = _episode(channel, reading, root, province)
        _named(item, reading["title"], reading["article_id"], opened_at)
        for name in categories.get(reading["article_id"], []):
            _told(item, "category", name)
    return _written(rss)


def book_feed_of(
    book: dict[str, Any], readings: dict[str, dict[str, Any]], *, root: str, address: str, province: str
) -> bytes:
    """`readings`: {article id: what is heard of it}. An episode per chapter that can be heard, in the order of the
    book. Their times are a second apart, so that an app that knows no numbers has them in order as well."""
    page = f"{root}public/books/{book['id']}"
    rss, channel = _channel(book["title"], book["summary"] or book["title"], page, address, province)
    _told(channel, f"{{{ITUNES}}}type", "serial")
    # By its edition: directories fetch a picture again only under another address.
    cover = f"{page}/cover.jpg?v={book['edition']}" if book["cover"]["own"] else f"{page}/cover.png"
    ET.SubElement(channel, f"{{{ITUNES}}}image", href=cover)
    image = ET.SubElement(channel, "image")
    for name, text in (("url", cover), ("title", book["title"]), ("link", page)):
        _told(image, name, text)
    opened_at = datetime.fromisoformat(book["opened_at"])
    for chapter in book["chapters"]:
        reading = readings.get(chapter["ref"])
        if reading is None or not chapter["available"]:
            continue
        item = _episode(channel, reading, root, province)
        title, guid = f"Chương {chapter['number']}: {chapter['title']}", f"{book['id']}/{chapter['ref']}"
        _named(item, title, guid, opened_at + timedelta(seconds=chapter["number"]))
        _told(item, f"{{{ITUNES}}}title", chapter["title"])
        _told(item, f"{{{ITUNES}}}episode", str(chapter["number"]))
        _told(item, f"{{{ITUNES}}}episodeType", "full")
    return _written(rss)


def _channel(title: str, about: str, page: str, address: str, province: str) -> tuple[ET.Element, ET.Element]:
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _told(channel, "title", title)
    _told(channel, "link", page)
    _told(channel, "description", about)
    _told(channel, "language", "vi")
    ET.SubElement(channel, f"{{{ATOM}}}link", href=address, rel="self", type="application/rss+xml")
    _told(channel, f"{{{ITUNES}}}author", province)
    _told(channel, f"{{{ITUNES}}}explicit", "false")
    ET.SubElement(channel, f"{{{ITUNES}}}category", text="Government")
    return rss, channel


def _episode(channel: ET.Element, reading: dict[str, Any], root: str, province: str) -> ET.Element:
    item = ET.SubElement(channel, "item")
    _told(item, "link", f"{root}public/articles/{reading['article_id']}")
    _told(item, f"{{{ITUNES}}}author", province)
    _told(item, f"{{{ITUNES}}}duration", str(round(reading["seconds"])))
    address = f"{root}public/audio/{reading['article_id']}/{reading['voice']}.mp3"
    ET.SubElement(item, "enclosure", url=address, length=str(reading["bytes"]), type="audio/mpeg")
    return item


def _named(item: ET.Element, title: str, guid: str, at: datetime) -> None:
    _told(item, "title", title)
    ET.SubElement(item, "guid", isPermaLink="false").text = guid
    _told(item, "pubDate", format_datetime(at))


def _told(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = in_xml(text)


def _written(rss: ET.Element) -> bytes:
    written: bytes = ET.tostring(rss, encoding="utf-8", xml_declaration=True)
    return written
