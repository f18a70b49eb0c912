"""Writes a trained network as the two files that PaddleX loads: inference.onnx and inference.yml.

    python -m scripts.recogniser.export WEIGHTS.pt services/identity/data/recogniser

PaddleX knows the model by an official name, `latin_PP-OCRv5_mobile_rec`: the name must be in the yml and be asked for.
"""

import hashlib
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
import yaml

from scripts.recogniser.alphabet import LETTERS
from scripts.recogniser.damage import HEIGHT
from scripts.recogniser.net import LineReader, Scores

MODEL_NAME = "latin_PP-OCRv5_mobile_rec"
OPSET = 17


def settings() -> dict[str, object]:
    """What PaddleX reads of inference.yml; the space after the dictionary is its own doing."""
    return {
        "Global": {"model_name": MODEL_NAME},
        "PreProcess": {
            "transform_ops": [
                {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                {"MultiLabelEncode": {"gtc_encode": "NRTRLabelEncode"}},
                {"RecResizeImg": {"image_shape": [3, HEIGHT, 320]}},
                {"KeepKeys": {"keep_keys": ["image", "label_ctc"]}},
            ]
        },
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": LETTERS},
    }


def export(weights: Path, folder: Path) -> None:
    reader = LineReader()
    reader.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    scores = Scores(reader).eval()
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / "inference.onnx"
    torch.onnx.export(
        scores,
        (torch.zeros(1, 3, HEIGHT, 320),),
        str(model),
        input_names=["x"],
        output_names=["scores"],
        dynamic_axes={"x": {0: "lines", 3: "width"}, "scores": {0: "lines", 1: "steps"}},
        opset_version=OPSET,
        dynamo=False,
    )
    text = yaml.safe_dump(settings(), allow_unicode=True, sort_keys=False)
    (folder / "inference.yml").write_text(text, encoding="utf-8")
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    for lines, width in ((1, 320), (3, 777)):  # other shapes than the one traced
        x = np.random.default_rng(lines).uniform(-1, 1, (lines, 3, HEIGHT, width)).astype(np.float32)
        with torch.inference_mode():
            apart = np.abs(session.run(None, {"x": x})[0] - scores(torch.from_numpy(x)).numpy()).max()
        if apart > 1e-3:
            raise SystemExit(f"the exported model says something else than the network: {apart:.4f}")
    print(f"{hashlib.sha256(model.read_bytes()).hexdigest()}  {model.name}  {model.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
