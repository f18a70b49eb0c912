"""Reading a form's fields as the services want them. What a service finds wrong comes back beside its field."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from shared.clock import LOCAL
from shared.errors import AppError, Conflict, Invalid


@dataclass(frozen=True)
class SentFile:
    name: str
    content: bytes

    @property
    def encoded(self) -> str:
        """As a service takes it: `shared.structs.Content` in the request's type."""
        return base64.b64encode(self.content).decode("ascii")


class Fields:
    """Texts and files; the limits are the services' own."""

    def __init__(self, values: dict[str, list[str]], files: Mapping[str, list[SentFile]] | None = None) -> None:
        self._values = values
        self._files = files or {}

    def file(self, name: str) -> SentFile:
        """Raises Invalid when nothing, or an empty file, was chosen."""
        found = self.files(name)
        if not found:
            raise Invalid(details={name: "Đồng chí chưa chọn tệp."})
        return found[0]

    def files(self, name: str) -> list[SentFile]:
        """Those that have something in them, in the order in which they were sent."""
        return [file for file in self._files.get(name, []) if file.content]

    def text(self, name: str) -> str:
        return self._values.get(name, [""])[0]

    def optional(self, name: str) -> str | None:
        return self.text(name).strip() or None

    def demand(self, *names: str) -> None:
        """All that was left empty is told at once, not one field after the other."""
        missing = {name: "Đồng chí chưa nhập mục này." for name in names if not self.text(name).strip()}
        if missing:
            raise Invalid(details=missing)

    def lines(self, name: str) -> list[str]:
        """One entry per filled line or per filled field of that name."""
        return [line.strip() for value in self._values.get(name, []) for line in value.splitlines() if line.strip()]

    def integer(self, name: str) -> int:
        try:
            return int(self.text(name))
        except ValueError:
            raise Invalid(details={name: "Đồng chí vui lòng chọn một mục."}) from None

    def local_time(self, day: str, clock: str) -> str:
        """A date field and a time field, as written in Viet Nam → ISO with its offset."""
        try:
            moment = datetime.fromisoformat(f"{self.text(day)}T{self.text(clock)}")
        except ValueError:
            raise Invalid(details={day: "Đồng chí vui lòng nhập ngày và giờ."}) from None
        return moment.replace(tzinfo=LOCAL).isoformat()

    def shown(self) -> dict[str, Any]:
        """What was typed, to show it again beside the errors."""
        return {name: values[0] if len(values) == 1 else values for name, values in self._values.items()}


async def fields_of(request: Request) -> Fields:
    values: dict[str, list[str]] = {}
    files: dict[str, list[SentFile]] = {}
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files.setdefault(name, []).append(SentFile(value.filename or "", await value.read()))
            else:
                values.setdefault(name, []).append(value)
    return Fields(values, files)


CORRECTABLE = (Invalid, Conflict)


def at_the_file(error: AppError) -> AppError:
    """What is wrong with the file that was sent is told beside it."""
    return error if error.details else type(error)(error.message, details={"file": error.message})


def complaints(error: AppError, labels: dict[str, str]) -> dict[str, str]:
    """Field → sentence; a field that the form does not show is told at the top, under the name ""."""
    known = {field: sentence for field, sentence in error.details.items() if field in labels}
    return known or {"": error.message}
