"""Pictures and files for an article: sent from its page, then put into its text; deleted there too."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.given_files import SECONDS_FOR_A_FILE
from services.gateway.web.forms import CORRECTABLE, at_the_file, fields_of
from services.gateway.web.pages.desk.articles import form_of
from services.gateway.web.visit import DeskVisitor, done
from shared.errors import Conflict

router = APIRouter(prefix="/desk/articles/{article_id}/files")


@router.post("")
async def send(article_id: str, request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        file = fields.file("file")
        if fields.text("kind") == "picture":
            fields.demand("alt")
        await visit.ask(
            "content", "send_article_file", within=SECONDS_FOR_A_FILE, article_id=article_id, kind=fields.text("kind"),
            file_name=file.name or "tep", content=file.encoded, alt=fields.text("alt"), caption=fields.text("caption"),
        )  # fmt: skip
    except CORRECTABLE as error:
        typed = {"sending": fields.shown(), "alt": fields.text("alt"), "caption": fields.text("caption")}
        return await form_of(visit, article_id, at_the_file(error), typed)
    return done(f"/desk/articles/{article_id}", "article_file_sent", at="files")


@router.post("/{file_id}/delete")
async def delete(article_id: str, file_id: str, visit: DeskVisitor) -> Response:
    try:
        await visit.ask("content", "delete_article_file", article_id=article_id, file_id=file_id)
    except Conflict as error:
        return await form_of(visit, article_id, error)
    return done(f"/desk/articles/{article_id}", "article_file_deleted", at="files")
