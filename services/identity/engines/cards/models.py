"""Model folders: `inference.onnx`, `inference.yml` and the `SHA256SUMS` that both are held against before use.

PaddleOCR takes any existing folder for a good download; a model that was cut short or exchanged is refused here.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from services.identity.engines.cards.layout_files import DATA

DETECTOR, RECOGNISER = DATA / "detector", DATA / "recogniser"
PACKAGED_DETECTOR = "ch_PP-OCRv4_det_infer.onnx"
NEEDED = ("inference.onnx", "inference.yml")


class ModelBroken(Exception):
    """One sentence for the readiness page."""


@contextmanager
def model_folder(own: Path | None, shipped: Path) -> Iterator[tuple[str, Path]]:
    """The model's official name and a folder that holds it, both files verified."""
    with TemporaryDirectory(prefix="sotay-model-") as together:
        folder = Path(together)
        for name in NEEDED:
            (folder / name).symlink_to(_source(own, shipped, name).resolve())
        verify(folder, (own or shipped) / "SHA256SUMS")
        told = yaml.safe_load((folder / "inference.yml").read_text(encoding="utf-8"))
        yield str(told["Global"]["model_name"]), folder


def verify(folder: Path, sums: Path) -> None:
    """Raises ModelBroken."""
    try:
        lines = [line.split(maxsplit=1) for line in sums.read_text(encoding="ascii").splitlines()]
    except OSError:
        raise ModelBroken(f"Thiếu tệp {sums}.") from None
    expected = {name.strip(): digest for digest, name in lines}
    for name in NEEDED:
        file = folder / name
        if not file.is_file():
            raise ModelBroken(f"Thiếu tệp {name} của mô hình {sums.parent.name}.")
        if hashlib.sha256(file.read_bytes()).hexdigest() != expected.get(name):
            raise ModelBroken(f"Tệp {name} của mô hình {sums.parent.name} không đúng mã SHA-256 đã ghi.")


def _source(own: Path | None, shipped: Path, name: str) -> Path:
    """The detector's weights lie in a package, which is found without importing it."""
    file = (own or shipped) / name
    if own is None and shipped == DETECTOR and name == "inference.onnx":
        package = importlib.util.find_spec("rapidocr_onnxruntime")
        if package is None or package.submodule_search_locations is None:
            raise ModelBroken("Chưa cài gói rapidocr-onnxruntime.")
        file = Path(package.submodule_search_locations[0]) / "models" / PACKAGED_DETECTOR
    return file
