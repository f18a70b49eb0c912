"""Articles and Party documents: `content`."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, UploadFile
from pydantic import Field

from services.gateway.api.categories import CategoryUse
from services.gateway.api.shapes import Answer, Body, Cursor, RepeatKey
from services.gateway.asking import Ask, AskOpenly
from services.gateway.given_files import SECONDS_FOR_A_FILE

router = APIRouter(tags=["content"])
SERVICE = "content"


class ArticleText(Body):
    """`body`: paragraphs parted by blank lines. `form`: "plain" keeps every sign as it is typed; "markup" reads a light
    markup: "## " heading, "- " and "1. " lists, "> " quotation, **bold**, *italic*, [words](address), and the lines of
    what was sent for the article. `categories`: ids, at most three, the main one first; left out of a revision they
    stay."""

    title: str
    summary: str
    body: str
    audience: str
    categories: list[str] | None = None
    form: Literal["plain", "markup"] = "plain"


class ArticleRevision(ArticleText):
    version: int
    correction: str = ""


class ArticleVersion(Body):
    version: int


class ArticleWithdrawal(ArticleVersion):
    reason: str


class ArticleOpening(ArticleWithdrawal):
    confirmed: bool


class ArticleReturn(ArticleVersion):
    reason: str


class ArticleTime(ArticleVersion):
    publish_at: Annotated[datetime, Field(strict=False)]


@router.get("/articles")
async def list_articles(
    ask: Ask, category: str | None = None, use: CategoryUse | None = None, cursor: Cursor = None
) -> Answer:
    """`category`: only what carries it. `use`: only of the categories that are shown there."""
    return await ask(SERVICE, "list_articles", category=category, use=use, cursor=cursor)


@router.get("/articles/{article_id}")
async def read_article(article_id: str, ask: Ask, working: bool = False) -> Answer:
    """`working`: the text being written, for those who may write; otherwise what was published."""
    return await ask(SERVICE, "read_article", article_id=article_id, working=working or None)


@router.get("/desk/articles")
async def list_desk_articles(
    ask: Ask, state: str | None = None, category: str | None = None, cursor: Cursor = None
) -> Answer:
    return await ask(SERVICE, "list_desk_articles", state=state, category=category, cursor=cursor)


@router.post("/articles", status_code=201)
async def write_article(body: ArticleText, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "write_article", **body.fields())


@router.put("/articles/{article_id}")
async def revise_article(article_id: str, body: ArticleRevision, ask: Ask) -> Answer:
    return await ask(SERVICE, "revise_article", article_id=article_id, **body.fields())


@router.post("/articles/{article_id}/publish")
async def publish_article(article_id: str, body: ArticleVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "publish_article", article_id=article_id, **body.fields())


@router.post("/articles/{article_id}/withdraw")
async def withdraw_article(article_id: str, body: ArticleWithdrawal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "withdraw_article", article_id=article_id, **body.fields())


@router.get("/articles-most-read")
async def most_read_articles(ask: Ask) -> Answer:
    """Of the last seven days, in order, without numbers."""
    return await ask(SERVICE, "most_read_articles")


@router.get("/articles/{article_id}/related")
async def related_articles(article_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "related_articles", article_id=article_id)


@router.post("/articles/{article_id}/readings")
async def count_reading(article_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    """The app says once that somebody opened the article; who it was is not kept."""
    return await ask(SERVICE, "count_reading", article_id=article_id)


@router.post("/articles/{article_id}/open")
async def open_article(article_id: str, body: ArticleOpening, ask: Ask, _key: RepeatKey = None) -> Answer:
    """To everybody, members or not. `confirmed` must be true."""
    return await ask(SERVICE, "open_article", article_id=article_id, **body.fields())


@router.post("/articles/{article_id}/close")
async def close_article(article_id: str, body: ArticleWithdrawal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "close_article", article_id=article_id, **body.fields())


@router.get("/public/articles")
async def list_open_articles(ask: AskOpenly, category: str | None = None, cursor: Cursor = None) -> Answer:
    """Without a token."""
    return await ask(SERVICE, "list_open_articles", category=category, cursor=cursor)


@router.get("/public/articles/{article_id}")
async def read_open_article(article_id: str, ask: AskOpenly) -> Answer:
    """Without a token."""
    return await ask(SERVICE, "read_open_article", article_id=article_id)


@router.post("/articles/{article_id}/files", status_code=201)
async def send_article_file(
    *,
    article_id: str,
    ask: Ask,
    kind: Annotated[Literal["picture", "attachment"], Form()],
    file: Annotated[UploadFile, File(description="A picture, or PDF, DOCX, XLSX, PPTX; 10 MB at most")],
    alt: Annotated[str, Form(description="What the picture shows, in words")] = "",
    caption: Annotated[str, Form()] = "",
    _key: RepeatKey = None,
) -> Answer:
    """`line` of the answer puts it into a text in the light markup. The bytes of what a text shows are at
    `/media/files/{article_id}/{file_id}`, of a public text at `/public/files/…`; `?small=1` for a narrow picture."""
    content = base64.b64encode(await file.read()).decode("ascii")
    return await ask(
        SERVICE, "send_article_file", within=SECONDS_FOR_A_FILE, article_id=article_id, kind=kind,
        file_name=file.filename or "tep", content=content, alt=alt, caption=caption,
    )  # fmt: skip


@router.delete("/articles/{article_id}/files/{file_id}")
async def delete_article_file(article_id: str, file_id: str, ask: Ask) -> Answer:
    """Its bytes too. Refused while readers have it or the text that is being written shows it."""
    return await ask(SERVICE, "delete_article_file", article_id=article_id, file_id=file_id)


@router.post("/articles/{article_id}/submit")
async def submit_article(article_id: str, body: ArticleVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "submit_article", article_id=article_id, **body.fields())


@router.post("/articles/{article_id}/approve")
async def approve_article(article_id: str, body: ArticleVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "approve_article", article_id=article_id, **body.fields())


@router.post("/articles/{article_id}/return")
async def return_article(article_id: str, body: ArticleReturn, ask: Ask, _key: RepeatKey = None) -> Answer:
    """Back to its writer, also what was approved or waits for its time."""
    return await ask(SERVICE, "return_article", article_id=article_id, **body.fields())


@router.post("/articles/{article_id}/schedule")
async def schedule_article(article_id: str, body: ArticleTime, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "schedule_article", article_id=article_id, **body.fields())


@router.post("/articles/{article_id}/unschedule")
async def unschedule_article(article_id: str, body: ArticleVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "unschedule_article", article_id=article_id, **body.fields())


@router.get("/desk/articles/{article_id}/history")
async def article_history(article_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "article_history", article_id=article_id)


@router.get("/desk/articles/{article_id}/comparison")
async def compare_texts(article_id: str, older: int, newer: int, ask: Ask) -> Answer:
    """Two texts by their revisions, by paragraph and word."""
    return await ask(SERVICE, "compare_texts", article_id=article_id, older=older, newer=newer)


@router.get("/documents")
async def list_documents(ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_documents", cursor=cursor)


@router.get("/documents/{document_id}")
async def read_document(document_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_document", document_id=document_id)
