"""Audio books and the day's programme: `content` knows what they hold, `speech` what of it can be heard."""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile

from services.gateway.api.shapes import Answer, Body, Cursor, RepeatKey, Search
from services.gateway.asking import Ask, AskOpenly
from services.gateway.given_files import SECONDS_FOR_A_FILE

router = APIRouter(tags=["content"])
SERVICE = "content"


class BookText(Body):
    title: str
    audience: str
    summary: str = ""


class Chapter(Body):
    """`kind`: article or document. `title`: empty, the text's own."""

    kind: str
    ref: str
    title: str = ""


class BookChange(BookText):
    version: int
    chapters: list[Chapter]


class BookVersion(Body):
    version: int


class BookWithdrawal(BookVersion):
    reason: str


class BookOpening(BookWithdrawal):
    confirmed: bool


@router.get("/programme")
async def todays_programme(ask: Ask) -> Answer:
    """What was published today, in the order of the day; else on the last day that had something."""
    return await ask(SERVICE, "todays_programme")


@router.get("/books")
async def list_books(ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_books", cursor=cursor)


@router.get("/books/{book_id}")
async def read_book(book_id: str, ask: Ask, working: bool = False) -> Answer:
    """`working`: as it is at the desk, for those who may change it. The bytes of its cover are at
    `/media/books/{book_id}/{cover.version}/cover`, with `?small=1` for a narrow place."""
    return await ask(SERVICE, "read_book", book_id=book_id, working=working or None)


@router.get("/desk/books")
async def list_desk_books(ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_desk_books", cursor=cursor)


@router.get("/desk/chapter-candidates")
async def chapter_candidates(ask: Ask, audience: str, search: Search = None) -> Answer:
    return await ask(SERVICE, "chapter_candidates", audience=audience, search=search)


@router.post("/books", status_code=201)
async def make_book(body: BookText, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "make_book", **body.fields())


@router.put("/books/{book_id}")
async def change_book(book_id: str, body: BookChange, ask: Ask) -> Answer:
    return await ask(SERVICE, "change_book", book_id=book_id, **body.fields())


@router.post("/books/{book_id}/publish")
async def publish_book(book_id: str, body: BookVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "publish_book", book_id=book_id, **body.fields())


@router.post("/books/{book_id}/withdraw")
async def withdraw_book(book_id: str, body: BookWithdrawal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "withdraw_book", book_id=book_id, **body.fields())


@router.post("/books/{book_id}/open")
async def open_book(book_id: str, body: BookOpening, ask: Ask, _key: RepeatKey = None) -> Answer:
    """To everybody, members or not, when every chapter is open for itself. `confirmed` must be true."""
    return await ask(SERVICE, "open_book", book_id=book_id, **body.fields())


@router.post("/books/{book_id}/close")
async def close_book(book_id: str, body: BookWithdrawal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "close_book", book_id=book_id, **body.fields())


@router.post("/books/{book_id}/cover", status_code=201)
async def send_book_cover(
    *,
    book_id: str,
    ask: Ask,
    version: Annotated[int, Form()],
    file: Annotated[UploadFile, File(description="A picture (JPEG, PNG, WebP); 10 MB at most")],
    alt: Annotated[str, Form(description="What the picture shows, in words")] = "",
    _key: RepeatKey = None,
) -> Answer:
    """A picture of the editor's own as the cover. Listeners see it with the next edition."""
    content = base64.b64encode(await file.read()).decode("ascii")
    return await ask(
        SERVICE, "send_book_cover", within=SECONDS_FOR_A_FILE, book_id=book_id, version=version,
        file_name=file.filename or "tep", content=content, alt=alt,
    )  # fmt: skip


@router.delete("/books/{book_id}/cover")
async def remove_book_cover(book_id: str, version: int, ask: Ask) -> Answer:
    """The cover is drawn from the title again, for listeners with the next edition."""
    return await ask(SERVICE, "remove_book_cover", book_id=book_id, version=version)


@router.get("/public/books")
async def list_open_books(ask: AskOpenly, cursor: Cursor = None) -> Answer:
    """Without a token."""
    return await ask(SERVICE, "list_open_books", cursor=cursor)


@router.get("/public/books/{book_id}")
async def read_open_book(book_id: str, ask: AskOpenly) -> Answer:
    """Without a token. The feed of its chapters is at `/public/books/{book_id}/podcast.xml`, its cover
    at `/public/books/{book_id}/cover.jpg` where `cover.own`, else `cover.png`."""
    return await ask(SERVICE, "read_open_book", book_id=book_id)
