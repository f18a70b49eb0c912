"""Audio books and the day's programme: `content` knows what they hold, `speech` what of it can be heard."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Cursor, RepeatKey, Search
from services.gateway.asking import Ask, AskOpenly

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


@router.post("/books/{book_id}/open")
async def open_book(book_id: str, body: BookOpening, ask: Ask, _key: RepeatKey = None) -> Answer:
    """To everybody, members or not, when every chapter is open for itself. `confirmed` must be true."""
    return await ask(SERVICE, "open_book", book_id=book_id, **body.fields())


@router.post("/books/{book_id}/close")
async def close_book(book_id: str, body: BookWithdrawal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "close_book", book_id=book_id, **body.fields())


@router.get("/public/books")
async def list_open_books(ask: AskOpenly, cursor: Cursor = None) -> Answer:
    """Without a token."""
    return await ask(SERVICE, "list_open_books", cursor=cursor)


@router.get("/public/books/{book_id}")
async def read_open_book(book_id: str, ask: AskOpenly) -> Answer:
    """Without a token. The feed of its chapters is at `/public/books/{book_id}/podcast.xml`."""
    return await ask(SERVICE, "read_open_book", book_id=book_id)
