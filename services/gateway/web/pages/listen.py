"""Nghe: the day's programme and the audio books, one text after the other."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.visit import Part, Visit, Visitor

router = APIRouter(prefix="/listen")


@router.get("")
async def listen(visit: Visitor, cursor: str | None = None) -> Response:
    found = await visit.parts(
        programme=visit.ask("content", "todays_programme"), books=visit.ask("content", "list_books", cursor=cursor)
    )
    items = found["programme"].get("items", [])
    audio = await _audio(visit, [item["id"] for item in items])
    tracks = [_track(audio, item["id"], item["title"], f"/news/{item['id']}") for item in items]
    return visit.page("listen.html", tracks=tracks, audio=audio, **found)


@router.get("/books/{book_id}")
async def book(book_id: str, visit: Visitor) -> Response:
    shown = await visit.ask("content", "read_book", book_id=book_id)
    heard = [item["ref"] for item in shown["chapters"] if item["available"]]
    audio = await _audio(visit, heard)
    titles = (await visit.parts(titles=visit.ask("speech", "book_titles", book_id=book_id)))["titles"].get("items", {})
    tracks = [
        {
            **_track(audio, item["ref"], item["title"], PLACES[item["kind"]].format(item["ref"])),
            "said": _said(titles, item["number"]),
        }
        if item["available"]
        else {"title": item["title"], "gone": item["ref"]}
        for item in shown["chapters"]
    ]
    return visit.page("listen_book.html", book=shown, tracks=tracks, audio=audio, said=_said(titles, 0))


PLACES = {"article": "/news/{}", "document": "/documents/{}"}


async def _audio(visit: Visit, article_ids: list[str]) -> Part:
    if not article_ids:
        return Part({"items": {}})
    return (await visit.parts(audio=visit.ask("speech", "audio_of_many", article_ids=article_ids)))["audio"]


def _track(audio: Part, ref: str, title: str, path: str) -> dict[str, Any]:
    """The first voice that is ready; `state` says why there is none yet."""
    known = audio.get("items", {}).get(ref, {})
    heard = known.get("items", [])
    first = heard[0] if heard else {}
    return {
        "title": title,
        "path": path,
        "ref": ref,
        "src": _sound(ref, first) if first else "",
        "words": _words(ref, first) if first.get("timings_id") else "",
        "seconds": first.get("seconds", 0),
        "bytes": first.get("bytes", 0),
        "state": known.get("state", "none"),
    }


def _said(titles: dict[str, Any], number: int) -> str:
    """Where the title of the book (0) or of a chapter is heard, in the voice that is heard first; or nowhere."""
    title = titles.get(str(number))
    return _sound(title["text_id"], title["voices"][0]) if title else ""


def _sound(ref: str, item: dict[str, Any]) -> str:
    """The address that the text's own page has: what was kept on the device for one is kept for the other."""
    return f"/media/audio/{ref}/{item['voice']}?v={item['blob_id'][:8]}"


def _words(ref: str, item: dict[str, Any]) -> str:
    return f"/media/audio/{ref}/{item['voice']}/words?v={item['blob_id'][:8]}"
