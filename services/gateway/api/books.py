"""Audio books and the day's programme: `content` knows what they hold, `speech` what of it can be heard."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Cursor, RepeatKey, Search
from services.gateway.asking import Ask

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


@router.get("/programme")
async def todays_programme(ask: Ask) -> Answer:
    """What was published today, in the order of the day; else on the last day that had something."""
    return await ask(SERVICE, "todays_programme")


@router.get("/books")
async def list_books(ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_books", cursor=cursor)


@router.get("/books/{book_id}")
async def read_book(book_id: str, ask: Ask, working: bool = False) -> Answer:
    """`working`: as it is at the desk, for those who may change it."""
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
