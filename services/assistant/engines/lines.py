"""Files of JSON lines, a corpus or labelled questions: every line as it should be, or one sentence says which is not.

UnreadableFileError       whatever of a file cannot be taken; the sentence names the file
├─ FileEmpty              no line that says anything
├─ NotUtf8                another encoding, or no text at all
├─ LineNotJson            the line is no JSON object
├─ LineIncomplete         a key is missing, or holds something else than it should
├─ IdTwice                two lines with one id
└─ IdUnknown              `relevant` names what the corpus does not hold
"""

from __future__ import annotations

import errno
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import msgspec

from shared.errors import Invalid

_MISSING = re.compile(r"missing required field `(\w+)`")
_WRONG = re.compile(r"at `\$\.(\w+)")
_BOM = b"\xef\xbb\xbf"
_NOT_OPENED = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "đây không phải thư mục",
    errno.EEXIST: "đã có tệp khác mang tên này",
    errno.EACCES: "không có quyền đọc hoặc ghi",
    errno.EPERM: "không có quyền đọc hoặc ghi",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
}


class UnreadableFileError(Invalid):
    """A file or line that is not in the form described in the documentation."""

    code = "assistant.file_unreadable"


class FileEmpty(UnreadableFileError):
    code = "assistant.file_empty"


class NotUtf8(UnreadableFileError):
    code = "assistant.not_utf8"


class LineNotJson(UnreadableFileError):
    code = "assistant.line_not_json"


class LineIncomplete(UnreadableFileError):
    code = "assistant.line_incomplete"


class IdTwice(UnreadableFileError):
    code = "assistant.id_twice"


class IdUnknown(UnreadableFileError):
    code = "assistant.id_unknown"


LineId = Annotated[str, msgspec.Meta(min_length=1)]


class CorpusLine(msgspec.Struct, frozen=True, kw_only=True):
    id: LineId
    title: str = ""
    text: str


class QuestionLine(msgspec.Struct, frozen=True, kw_only=True):
    """`before`: what was asked before it in the same conversation, the oldest first."""

    id: LineId
    question: str
    relevant: list[str] = []
    before: list[str] = []


class _Line(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Line)


def read_lines(path: Path, kind: type[T]) -> Iterator[T]:
    """Raises UnreadableFileError."""
    yield from (line for _, line in _numbered(path, kind))


def read_questions(path: Path, known: Collection[str]) -> list[QuestionLine]:
    """Every question, before any is asked: a label that names nothing in `known` would count as never found."""
    found = []
    for number, line in _numbered(path, QuestionLine):
        strange = next((label for label in line.relevant if label not in known), None)
        if strange is not None:
            raise IdUnknown(f'{path}, dòng {number}: mục "relevant" nêu mã "{strange}" không có trong kho văn bản.')
        found.append(line)
    return found


def why_not(error: OSError) -> str:
    """For the person at the command line, with the file that it is about."""
    return f"{error.filename or 'Tệp'}: {_NOT_OPENED.get(error.errno or 0, f'không dùng được ({error.strerror})')}."


def _numbered(path: Path, kind: type[T]) -> Iterator[tuple[int, T]]:
    decode = msgspec.json.Decoder(kind).decode
    first: dict[str, int] = {}
    for number, said in _lines(path):
        if said.strip():
            place = f"{path}, dòng {number}"
            try:
                read = decode(said.decode())
            except UnicodeDecodeError:
                raise NotUtf8(f"{place}: tệp không phải văn bản UTF-8.") from None
            except msgspec.ValidationError as error:
                raise _incomplete(place, str(error)) from None
            except (msgspec.DecodeError, RecursionError):
                raise LineNotJson(f"{place}: không phải JSON đúng dạng (mỗi dòng là một đối tượng JSON).") from None
            if read.id in first:
                raise IdTwice(f'{place}: mã "{read.id}" đã có ở dòng {first[read.id]}.')
            first[read.id] = number
            yield number, read
    if not first:
        raise FileEmpty(f"{path}: tệp không có dòng nào.")


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                yield number, line.removeprefix(_BOM) if number == 1 else line
    except OSError as error:
        raise UnreadableFileError(why_not(error)) from None


def _incomplete(place: str, said: str) -> UnreadableFileError:
    if missing := _MISSING.search(said):
        return LineIncomplete(f'{place}: thiếu mục "{missing[1]}".')
    if wrong := _WRONG.search(said):
        return LineIncomplete(f'{place}: mục "{wrong[1]}" trống hoặc không đúng kiểu dữ liệu.')
    return LineNotJson(f"{place}: không phải một đối tượng JSON.")
