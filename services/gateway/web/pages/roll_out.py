"""What the roll-out says to a member: the own telephone, who comes to help; and a guide to print for the old."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway import qr
from services.gateway.web.forms import fields_of
from services.gateway.web.views import render
from services.gateway.web.visit import Visitor, done

router = APIRouter()


@router.get("/me/roll-out")
async def mine(visit: Visitor) -> Response:
    return visit.page("me_roll_out.html", found=await visit.ask("identity", "my_roll_out"))


@router.post("/me/roll-out")
async def tell(request: Request, visit: Visitor) -> Response:
    fields = await fields_of(request)
    await visit.ask("identity", "note_smartphone", smartphone=fields.text("smartphone"))
    return done("/me/roll-out", "smartphone_noted")


@router.get("/sign-up-guide")
async def guide(request: Request) -> Response:
    """For everybody: it is printed at a cell's house and handed out."""
    return render(request, "sign_up_guide.html", address=registration_address(request))


@router.get("/sign-up-guide/qr.svg")
async def qr_code(request: Request) -> Response:
    return Response(qr.svg(registration_address(request)), media_type="image/svg+xml")


def registration_address(request: Request) -> str:
    """As the person who prints it reached us: a province's door has one name."""
    return f"{request.base_url}register"
