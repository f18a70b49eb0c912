"""Golden samples: one encoded event per shape a type ever had. Append-only; today's code must read every one.

A sample is made from the type alone, the same on every machine. When a type gains an optional field its new shape
becomes a further sample, and the older ones stay as proof that old events can still be read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from shared.contracts.registry import EventType

FOLDER = Path(__file__).with_name("samples")
_MOMENT = "2026-02-03T01:30:00Z"
_DAY = "2026-02-03"


def sample_of(kind: EventType) -> dict[str, Any]:
    """An envelope with example data, as JSON values."""
    return {
        "specversion": "1.0",
        "id": "01944f6e-7a10-7c00-8000-000000000001",
        "type": kind.type,
        "source": f"/sotay/ts/{kind.producer}",
        "subject": "01944f6e-7a10-7c00-8000-000000000002",
        "sequence": 1,
        "time": _MOMENT,
        "correlationid": "01944f6e-7a10-7c00-8000-000000000003",
        "causationid": None,
        "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "datacontenttype": "application/json",
        "data": _example(inspect.type_info(kind.data), ""),
    }


_PLAIN: dict[type[inspect.Type], Any] = {
    inspect.DateTimeType: _MOMENT,
    inspect.DateType: _DAY,
    inspect.BoolType: True,
    inspect.IntType: 7,
    inspect.FloatType: 7.5,
}


def _example(kind: inspect.Type, name: str) -> Any:
    """Raises KeyError for a type that a contract should not use."""
    if isinstance(kind, inspect.StructType):
        return {field.encode_name: _example(field.type, field.name) for field in kind.fields}
    if isinstance(kind, inspect.ListType):
        return [_example(kind.item_type, name)]
    if isinstance(kind, inspect.UnionType):
        return _example(next(item for item in kind.types if not isinstance(item, inspect.NoneType)), name)
    if isinstance(kind, inspect.LiteralType):
        return kind.values[0]
    return _text(name) if isinstance(kind, inspect.StrType) else _PLAIN[type(kind)]


def _text(name: str) -> str:
    if name.endswith("path") or name == "audience":
        return "ts/x03/c0312/"
    if name.endswith("_id"):
        return "01944f6e-7a10-7c00-8000-000000000002"
    return f"mẫu {name}"


def stored_samples(kind: EventType) -> list[bytes]:
    return [path.read_bytes() for path in sorted((FOLDER / kind.type).glob("*.json"))]


def add_sample_if_new(kind: EventType) -> Path | None:
    """Write today's shape as a further sample. Returns its path, None when a stored one has the same shape."""
    text = json.dumps(sample_of(kind), ensure_ascii=False, indent=2) + "\n"
    stored = stored_samples(kind)
    if any(msgspec.json.decode(body) == msgspec.json.decode(text) for body in stored):
        return None
    path = FOLDER / kind.type / f"{len(stored) + 1:03}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
