"""Card reading and matching at the command line, for a province's own evaluation: no store, no broker, no keys.

`read-card IMAGE…` prints a JSON line for each; a picture that cannot be read is a line with its error code, and the
exit code is then 1. `match FIELDS.json REGISTER.csv` takes one such line and prints the best records, best first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from services.identity.rules import dates, numbers
from services.identity.rules.card_reading import FIELDS, CardReading, FieldReading
from services.identity.rules.errors import FieldProblem, ImportRefused
from services.identity.rules.names import tidy
from services.identity.rules.register_match import RegisterRecord, match, verdict
from services.identity.rules.rows import Values
from services.identity.settings import CardSettings, load
from shared.errors import AppError

SHOWN = 5


def read_cards(files: Iterable[Path]) -> int:
    from services.identity.engines.cards import CardReader

    reader = CardReader.start(load(CardSettings))
    _note(reader.status)
    failed = False
    for file in files:
        try:
            _tell({"file": str(file), **_told(reader.read(file.read_bytes()))})
        except AppError as error:
            failed = True
            _tell({"file": str(file), "error": error.code, "message": error.message})
        except OSError as error:
            failed = True
            _tell({"file": str(file), **unreadable(file, error)})
    return int(failed)


def match_card(fields: Path, register: Path) -> int:
    try:
        read = _fields_of(json.loads(fields.read_text(encoding="utf-8")))
        records = list(_records_of(register))
    except AppError as error:
        _tell({"error": error.code, "message": error.message})
        return 1
    except OSError as error:
        _tell(unreadable(Path(error.filename or fields), error))
        return 1
    except ValueError as error:
        why = f"Tệp {fields.name} không phải là kết quả đọc thẻ (một dòng JSON của read-card): {error}."
        _tell({"error": "identity.fields_unreadable", "message": why})
        return 1
    found = match(read, records)
    _tell({"verdict": verdict(found), "matches": [asdict(one) for one in found[:SHOWN]]})
    return 0


def unreadable(file: Path, error: OSError) -> dict[str, str]:
    return {"error": "identity.file_unreadable", "message": f"Không mở được tệp {file.name} ({error.strerror})."}


def _told(reading: CardReading) -> dict[str, Any]:
    return {
        "layout": reading.layout,
        "fields": {name: asdict(field) for name, field in reading.fields.items()},
        "quality": reading.quality,
        "milliseconds": reading.milliseconds,
    }


def _fields_of(told: Any) -> dict[str, FieldReading]:
    """A line of `read-card`, or {"full_name": "…"} as a person types it."""
    fields = told.get("fields", told) if isinstance(told, Mapping) else {}
    texts = {
        name: field.get("text", "") if isinstance(field, Mapping) else str(field) for name, field in fields.items()
    }
    found = {name: FieldReading(text, 1.0) for name, text in texts.items() if name in FIELDS and text}
    if not found:
        raise ValueError(f"không có trường nào trong số {', '.join(FIELDS)}")
    return found


def _records_of(register: Path) -> Iterable[RegisterRecord]:
    """A member list as it is imported; what a row has wrong is left out of the comparison, not refused."""
    from services.identity.engines.tables import read_table
    from services.identity.rules.headers import MEMBER_ALIASES

    table = read_table(register, MEMBER_ALIASES, ("full_name",))
    if not table.lines:
        raise ImportRefused(f"Tệp {register.name} không có dữ liệu.")
    for line, values in table.lines:
        yield RegisterRecord(
            record_id=_text(values, "record_number") or f"line {line}",
            full_name=_text(values, "full_name"),
            birth_date=_date(values, "birth_date"),
            card_number=_number(values, "card_number"),
            citizen_number=_number(values, "citizen_number"),
            admitted_on=_date(values, "admitted_on"),
            official_on=_date(values, "official_on"),
        )


def _text(values: Values, column: str) -> str:
    return tidy(str(values.get(column, "")))


def _date(values: Values, column: str) -> Any:
    try:
        return dates.parse_date(values.get(column, ""))
    except FieldProblem:
        return None


def _number(values: Values, column: str) -> str:
    parse = numbers.card_number if column == "card_number" else numbers.citizen_number
    try:
        return parse(_text(values, column))
    except FieldProblem:
        return ""


def _tell(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _note(text: str) -> None:
    sys.stderr.write(text + "\n")
