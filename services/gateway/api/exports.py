"""A table of members, its rows a page at a time: `identity`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Cursor, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["records"])
SERVICE = "identity"


class Export(Body):
    """`chosen`: names out of the answer to GET /member-exports/fields; `purpose` stands in the audit trail."""

    organisation_path: str
    chosen: list[str]
    purpose: str


@router.get("/member-exports/fields")
async def export_fields(ask: Ask, organisation_path: str) -> Answer:
    return await ask(SERVICE, "export_fields", organisation_path=organisation_path)


@router.post("/member-exports", status_code=201)
async def begin_export(body: Export, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(
        SERVICE, "begin_export", organisation_path=body.organisation_path, fields=body.chosen, purpose=body.purpose
    )


@router.get("/member-exports/{export_id}/rows")
async def export_rows(export_id: str, ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "export_rows", export_id=export_id, cursor=cursor)
