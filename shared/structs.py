"""The base of every typed message: frozen, and built by naming its fields. Said once, for msgspec and for mypy."""

from __future__ import annotations

from typing import Any, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class MessageMeta(msgspec.StructMeta):
    """msgspec does not pass `kw_only` on to subclasses, so an optional field in a base would break them."""

    def __new__(mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> Any:
        return super().__new__(mcls, name, bases, namespace, **{"frozen": True, "kw_only": True, **options})


class Message(msgspec.Struct, frozen=True, kw_only=True, metaclass=MessageMeta):
    """A frozen structure with named fields only."""
