"""Documents with their manifest, as a folder or a zip file: read with limits, written the same every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Protocol

from services.content.rules.exchange_errors import FileMissing, ManifestUnreadable, PackageUnreadable
from services.content.rules.manifest import MOST_MANIFEST_BYTES, NAME
from shared.reading.kinds import MOST_BYTES

MOST_FILES = 5_000
MOST_UNPACKED = 1_000_000_000
"""All files of a package together; each is read alone, so memory holds one."""


class Package(Protocol):
    def read(self, name: str, most: int = MOST_BYTES + 1) -> bytes:
        """No more than `most` bytes. Raises FileMissing."""


class FolderPackage:
    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def read(self, name: str, most: int = MOST_BYTES + 1) -> bytes:
        path = (self._folder / PurePosixPath(name)).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            raise FileMissing
        with path.open("rb") as file:
            return file.read(most)


class ZipPackage:
    def __init__(self, content: bytes | Path) -> None:
        """Raises PackageUnreadable."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content)
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise PackageUnreadable from None
        entries = self._archive.infolist()
        if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise PackageUnreadable
        if any(entry.flag_bits & 1 for entry in entries):  # locked
            raise PackageUnreadable

    def read(self, name: str, most: int = MOST_BYTES + 1) -> bytes:
        try:
            with self._archive.open(name) as file:
                return file.read(most)
        except (KeyError, zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, OSError, ValueError):
            raise FileMissing from None


def package_at(path: Path) -> Package:
    """Raises PackageUnreadable."""
    return FolderPackage(path) if path.is_dir() else ZipPackage(path)


def manifest_in(package: Package) -> bytes:
    """Raises ManifestUnreadable."""
    try:
        raw = package.read(NAME, MOST_MANIFEST_BYTES + 1)
    except FileMissing:
        raise ManifestUnreadable from None
    if len(raw) > MOST_MANIFEST_BYTES:
        raise ManifestUnreadable
    return raw


def write_package(target: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """A zip file where the name ends in .zip, otherwise a folder. One file after the other: the manifest comes last, so
    that what is half written has none."""
    if target.suffix.lower() == ".zip":
        beside = target.with_suffix(".part")
        _pack(beside, files)
        beside.replace(target)
        return
    for name, content in files:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.part")
        beside.write_bytes(content)
        beside.replace(path)


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    _pack(buffer, files)
    return buffer.getvalue()


def _pack(target: Path | io.BytesIO, files: Iterable[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
