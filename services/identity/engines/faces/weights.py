"""The weights that faces are compared with: verified, and put where DeepFace looks for them before it would download.

Without a network a missing file is a sentence for the readiness page, never a download that hangs.
"""

from __future__ import annotations

import hashlib
import importlib.util
import tomllib
from pathlib import Path

from services.identity.engines.cards.models import ModelBroken
from services.identity.rules.faces import Bands

MODELS = Path(__file__).resolve().parents[2] / "data" / "faces" / "models.toml"
LANDMARKS = "shape_predictor_5_face_landmarks.dat"
DLIB = "dlib_face_recognition_resnet_model_v1.dat"
SHIPPED = {
    DLIB: "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
    LANDMARKS: "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
}
OWN = {"ArcFace": "arcface_weights.h5", "Facenet512": "facenet512_weights.h5"}


def read_bands(model: str, file: Path | None = None) -> tuple[Bands, str]:
    """The bands and the metric. Raises ModelBroken for a model nobody calibrated."""
    told = tomllib.loads((file or MODELS).read_text(encoding="utf-8")).get(model)
    if told is None:
        raise ModelBroken(f"Chưa có ngưỡng cho mô hình khuôn mặt {model}.")
    return Bands(model, told["accept"], told["review"], told["copy"]), str(told["metric"])


def prepare(home: Path, model: str, own: Path | None) -> Path:
    """Links what is needed under `home` and answers the landmarks' file. Raises ModelBroken."""
    folder = home / ".deepface" / "weights"
    folder.mkdir(parents=True, exist_ok=True)
    for name, digest in SHIPPED.items():
        file = _package() / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise ModelBroken(f"Tệp {name} thiếu hoặc không đúng mã SHA-256.")
        _link(folder / name, file)
    if model != "Dlib":
        name = OWN.get(model, "")
        if own is None or not (own / name).is_file():
            raise ModelBroken(f"Thiếu tệp {name or model} trong thư mục mô hình khuôn mặt.")
        _link(folder / name, own / name)
    return folder / LANDMARKS


def _package() -> Path:
    """Found without importing it: its import wants pkg_resources."""
    found = importlib.util.find_spec("face_recognition_models")
    if found is None or found.submodule_search_locations is None:
        raise ModelBroken("Chưa cài gói face_recognition_models.")
    return Path(found.submodule_search_locations[0]) / "models"


def _link(place: Path, file: Path) -> None:
    if place.is_symlink() or place.exists():
        place.unlink()
    place.symlink_to(file)
