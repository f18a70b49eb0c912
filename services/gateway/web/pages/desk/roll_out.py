"""Triển khai: how far the roll-out has come, level by level: numbers, bars, a line; the same numbers as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web import words
from services.gateway.web.forms import CORRECTABLE, complaints, fields_of
from services.gateway.web.visit import DeskVisitor, Visit
from services.gateway.web.visit import done as _done
from shared.errors import Forbidden

router = APIRouter(prefix="/desk/roll-out")
LABELS = {"excluded": "Ngoài diện tính", "counting": "Cách tính", "stage": "Đối tượng được đăng ký"}
HEAD = (
    "Mã", "Tổ chức đảng", "Tổng số đảng viên", "Thuộc diện tính", "Ngoài diện tính", "Miễn sinh hoạt",
    "Công an, quân đội", "Đình chỉ sinh hoạt", "Thuộc diện tính đã có tài khoản", "Ngoài diện tính đã có tài khoản",
    "Đang dùng trong 30 ngày", "Có điện thoại thông minh", "Không có điện thoại thông minh", "Chưa rõ điện thoại",
    "Tử số theo cách tính của tỉnh", "Mẫu số theo cách tính của tỉnh",
)  # fmt: skip


@router.get("")
async def overview(visit: DeskVisitor, organisation: str = "") -> Response:
    chosen = organisation or own_office(visit)
    parts = await visit.parts(
        found=visit.ask("identity", "roll_out_numbers", organisation_path=chosen),
        course=visit.ask("identity", "roll_out_course", organisation_path=chosen),
    )
    return visit.page("desk/roll_out.html", chosen=chosen, **parts)


@router.get("/numbers.csv")
async def numbers_file(visit: DeskVisitor, organisation: str = "") -> Response:
    found = await visit.ask("identity", "roll_out_numbers", organisation_path=organisation or own_office(visit))
    rows = [_row(item) for item in [*found["below"], found["organisation"]]]
    headers = {"Content-Disposition": 'attachment; filename="trien-khai.csv"', "Cache-Control": "no-store"}
    return Response(as_csv(HEAD, rows), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/settings")
async def settings(visit: DeskVisitor, organisation: str = "") -> Response:
    return await _settings(visit, organisation or own_office(visit))


@router.post("/rule")
async def set_rule(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    try:
        await visit.ask(
            "identity", "set_roll_out_rule", excluded=fields.lines("excluded"), counting=fields.text("counting")
        )
    except CORRECTABLE as error:
        return await _settings(visit, own_office(visit), status=422, errors=complaints(error, LABELS))
    return _done("/desk/roll-out/settings", "roll_out_rule_set")


@router.post("/stage")
async def open_stage(request: Request, visit: DeskVisitor) -> Response:
    fields = await fields_of(request)
    path = fields.text("organisation")
    try:
        await visit.ask(
            "identity", "open_stage", organisation_id=path.rstrip("/").rpartition("/")[2], stage=fields.text("stage")
        )
    except CORRECTABLE as error:
        return await _settings(visit, path, status=422, errors=complaints(error, LABELS))
    return done("/desk/roll-out/settings", path, "stage_opened")


async def _settings(visit: Visit, path: str, **view: Any) -> Response:
    found = await visit.ask("identity", "roll_out_numbers", organisation_path=path)
    if not found["may_administer"]:
        raise Forbidden
    return visit.page("desk/roll_out_settings.html", found=found, labels=LABELS, **view)


def own_office(visit: Visit) -> str:
    """The topmost place over which the person holds an office."""
    return min((str(office["path"]) for office in visit.offices), key=lambda path: (path.count("/"), path))


def done(path: str, organisation: str, key: str, at: str = "") -> Response:
    """Back to the page of the same organisation."""
    response = _done(path, key, at=at)
    response.headers["location"] = response.headers["location"].replace("?", f"?organisation={organisation}&", 1)
    return response


def as_csv(head: tuple[str, ...], rows: list[list[Any]]) -> bytes:
    """With a mark that tells Excel it is UTF-8. A cell that a spreadsheet would run as a formula is made a text."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t"} else cell


def _row(item: dict[str, Any]) -> list[Any]:
    found, rates = item["numbers"], item["rates"]
    reasons = found["reasons"]
    said = [reasons.get(reason, "") if reasons is not None else "dưới 5" for reason in words.EXCLUSIONS]
    return [
        item["id"], item["name"], found["members"], found["eligible"], found["excluded"], *said,
        found["registered_eligible"], found["registered_excluded"],
        found["active_eligible"] + found["active_excluded"],
        found["phone_yes"], found["phone_no"], found["phone_unknown"],
        rates["chosen"]["numerator"], rates["chosen"]["denominator"],
    ]  # fmt: skip
