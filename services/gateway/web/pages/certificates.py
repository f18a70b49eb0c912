"""Giấy chứng nhận: fetched and printed by its holder; its number checked by anyone, who learns nobody's name by it."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway import certificate_sheet, certificates, qr
from services.gateway.asking import AskOpenly
from services.gateway.sessions import spend_attempt
from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.views import render
from services.gateway.web.visit import Visitor
from shared.errors import NotFound, TooMany, Unavailable

router = APIRouter()
LABELS = {"number": "Số kiểm tra", "full_name": "Họ và tên ghi trên giấy"}
PDF = "application/pdf"


@router.get("/study/{course_id}/certificate")
async def certificate(course_id: str, request: Request, visit: Visitor) -> Response:
    """Shown means issued: a paper that can be printed from here can be checked."""
    given = await certificates.issued(visit.ask, course_id)
    address = check_address(request, given["number"])
    number = certificates.spaced(given["number"])
    return visit.page("certificate.html", given=given, number=number, address=address)


@router.get("/study/{course_id}/certificate.pdf")
async def sheet(course_id: str, request: Request, visit: Visitor) -> Response:
    given = await certificates.issued(visit.ask, course_id)
    made = await asyncio.to_thread(
        certificate_sheet.pdf,
        given,
        province=request.app.state.settings.province_name,
        address=check_address(request, given["number"]),
    )
    headers = {"Content-Disposition": 'inline; filename="giay-chung-nhan.pdf"', "Cache-Control": "no-store"}
    return Response(made, media_type=PDF, headers=headers)


@router.get("/certificates")
async def ask_for_number(request: Request) -> Response:
    return render(request, "certificate_check.html", labels=LABELS)


@router.get("/certificates/{number}")
async def number_given(number: str, request: Request) -> Response:
    """What the code on the paper leads to; checked when the form is sent, so that a crawler spends nobody's tries."""
    return render(request, "certificate_check.html", labels=LABELS, given={"number": number})


@router.get("/certificates/{number}/qr.svg")
async def code(number: str, request: Request) -> Response:
    try:
        picture = qr.svg(check_address(request, number))
    except ValueError:
        raise NotFound from None
    return Response(picture, media_type="image/svg+xml")


@router.post("/certificates")
async def check(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    try:
        fields.demand("number")
        await spend_attempt(request, None)
        checked = await ask(
            "content", "check_certificate", number=fields.text("number").strip(),
            full_name=fields.text("full_name").strip(),
        )  # fmt: skip
    except (*CORRECTABLE, NotFound, TooMany, Unavailable) as error:
        return render(
            request, "certificate_check.html", status=422, labels=LABELS, given=fields.shown(),
            errors=complaints(error, LABELS),
        )  # fmt: skip
    number = certificates.spaced(checked["number"])
    return render(
        request, "certificate_check.html", labels=LABELS, given=fields.shown(), checked=checked, number=number
    )  # fmt: skip


def check_address(request: Request, number: str) -> str:
    """As the person who prints it reached us: a province's door has one name."""
    return f"{request.base_url}certificates/{number}"
