"""A folder of a province's own papers, kept beside its index for questions without broker and store.

    PLACE/entries/<id>.json   what was read of each file, written whole or not at all
    PLACE/index/              a copy of them, made anew whenever it is missing or damaged
    PLACE/lock                one process at a time

An import may be killed anywhere: the next one, or the next question, goes on from what was written.
"""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import msgspec

from services.assistant.engines import guide
from services.assistant.engines.document_reading import SIDECAR, FileRead, digest_of, read_document
from services.assistant.engines.retrieval import Retriever, RetrieverBrokenError
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.rules.knowledge import Entry
from shared.errors import AppError, Invalid, Unavailable

# What systems leave in folders, and what Word keeps while a file is open.
_NOT_MEANT = ("thumbs.db", "desktop.ini")
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(FileRead).decode


class PlaceInUse(Unavailable):
    code = "assistant.place_in_use"
    message = "Thư mục tri thức này đang được một tiến trình khác dùng. Đồng chí đợi tiến trình đó xong rồi chạy lại."


class NothingToImport(Invalid):
    """Also for a folder that is not there: a name mistyped must not empty what was imported."""

    code = "assistant.nothing_to_import"
    message = "Thư mục không có hoặc không chứa tệp nào; tri thức đã nhập trước đó được giữ nguyên."


class FileTwice(Invalid):
    code = "assistant.file_twice"

    @classmethod
    def like(cls, other: str) -> FileTwice:
        return cls(f"Cùng số hiệu và cơ quan ban hành với tệp {other}; chỉ nhập tệp đó.")


@dataclass
class Imported:
    """Names of files, in the order of the folder; `refused` with the reason in words."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    read: dict[str, FileRead] = field(default_factory=dict)


@contextmanager
def opened(place: Path) -> Iterator[LocalKnowledge]:
    """Raises PlaceInUse, OSError."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PlaceInUse from None
        yield LocalKnowledge(place)


def is_there(place: Path) -> bool:
    return (place / "entries").is_dir()


class LocalKnowledge:
    def __init__(self, place: Path) -> None:
        self._entries, self._index = place / "entries", place / "index"

    def take_in(self, folder: Path) -> Imported:
        """Raises NothingToImport. A file that may no longer be taken is quoted no longer."""
        files = list(files_of(folder))
        if not files:
            raise NothingToImport
        self._entries.mkdir(exist_ok=True)
        before = {read.file: read for read in self._kept()}
        done = Imported()
        holders: dict[str, str] = {}
        for path in files:
            name = path.relative_to(folder).as_posix()
            try:
                read = self._read(path, name, before.get(name))
                if (holder := holders.setdefault(read.document.document_id, name)) != name:
                    raise FileTwice.like(holder)
            except AppError as error:
                done.refused[name] = error.message
                continue
            done.read[name] = read
            self._write(read)
            self._note(done, name, read, before.get(name))
        done.gone = sorted(before.keys() - done.read.keys() - done.refused.keys())
        self._leave_only(done.read.values())
        return done

    @contextmanager
    def index(self) -> Iterator[Retriever]:
        """As the entries say, whatever state its files were left in."""
        entries = dict(_settled(self._kept())) | {entry[0].document_id: entry for entry in guide.entries()}
        retriever = TantivyRetriever(self._index)
        try:
            try:
                indexed = retriever.versions()
                put = [entry for name, entry in entries.items() if indexed.get(name) != entry[0].version]
                gone = sorted(indexed.keys() - entries.keys())
                if put or gone:
                    retriever.apply(put, gone)
            except RetrieverBrokenError:
                retriever.rebuild(entries.values())
            yield retriever
        finally:
            retriever.close()

    def _read(self, path: Path, name: str, before: FileRead | None) -> FileRead:
        return before if before and before.digest == digest_of(path) else read_document(path, name)

    @staticmethod
    def _note(done: Imported, name: str, read: FileRead, before: FileRead | None) -> None:
        outcome = done.new if before is None else done.unchanged if read is before else done.changed
        outcome.append(name)

    def _kept(self) -> Iterator[FileRead]:
        """A file that was only half written is as if it had not been read yet."""
        for path in sorted(self._entries.glob("*.json")):
            try:
                yield _decode(path.read_bytes())
            except (msgspec.DecodeError, UnicodeDecodeError):
                path.unlink()

    def _write(self, read: FileRead) -> None:
        """Under its name only when it is whole; at once, so that an import that is killed was not in vain."""
        target, content = self._entries / _name(read), _encode(read)
        if not target.is_file() or target.read_bytes() != content:
            written = target.with_suffix(".part")
            written.write_bytes(content)
            written.replace(target)

    def _leave_only(self, read: Iterable[FileRead]) -> None:
        wanted = {_name(each) for each in read}
        for path in self._entries.iterdir():
            if path.name not in wanted:
                path.unlink()


def _name(read: FileRead) -> str:
    return f"{read.document.document_id}.json"


def files_of(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        meant = path.suffix.lower() != SIDECAR and path.name.lower() not in _NOT_MEANT
        if meant and not hidden and path.is_file():
            yield path


def _settled(read: Iterable[FileRead]) -> Iterator[tuple[str, Entry]]:
    """What another file of the folder replaces holds until the day before that one takes effect."""
    every = list(read)
    ends: dict[str, list[FileRead]] = {}
    for each in every:
        if each.supersedes and each.document.effective_from:
            ends.setdefault(each.supersedes, []).append(each)
    for each in every:
        document = each.document
        days = [newer.document.effective_from for newer in ends.get(document.document_id, []) if newer is not each]
        until = min(
            [day - timedelta(days=1) for day in days if day]
            + ([document.effective_until] if document.effective_until else []),
            default=None,
        )
        # The index compares versions: another text or another end is another version.
        version = zlib.crc32(f"{each.file}\n{each.digest}\n{until}".encode())
        yield (
            document.document_id,
            (msgspec.structs.replace(document, effective_until=until, version=version), each.clauses),
        )
