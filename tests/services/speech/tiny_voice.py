"""A Piper voice of a few kilobytes that hums: real files for the real PiperVoice, made without training.

It keeps the contract of an exported VITS model — inputs `input`, `input_lengths`, `scales`, `sid`; output
`output`; one Ceil node that gives frames per sound, where Piper reads its alignments — and gives every sound
its own pitch, so that two texts never sound alike.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

RATE = 22_050
FRAME = 256
SOUNDS = 256
SPEAKERS = {"nu": 0, "nam": 1}
SPEAKER_PITCH = (200.0, 110.0)
VOWELS = set("aeiouyæøœɐɑɒɔɘəɚɛɜɞɤɨɪɯɵʉʊʌ")
MARKS = set("0123456789ˈˌː")


def make_tiny_voice(folder: Path, name: str = "vi_VN-tiny", ids: tuple[str, ...] = ("nu-bac", "nam-bac")) -> Path:
    """Write the model, its configuration and the manifest; returns the model's path."""
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / f"{name}.onnx"
    onnx.save(_model(), str(model))
    (folder / f"{name}.onnx.json").write_text(json.dumps(_configuration()), encoding="utf-8")
    write_manifest(folder, model, ids)
    return model


def write_manifest(folder: Path, model: Path, ids: tuple[str, ...], sha256: str | None = None) -> None:
    digest = sha256 or hashlib.sha256(model.read_bytes()).hexdigest()
    tables = [
        f'[[voice]]\nid = "{voice}"\nmodel = "{model.name}"\nsha256 = "{digest}"\nspeaker = "{voice.split("-")[0]}"\n'
        for voice in ids
    ]
    (folder / "voices.toml").write_text("\n".join(tables), encoding="utf-8")


def _configuration() -> dict[str, object]:
    return {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": "vi"},
        "inference": {"noise_scale": 0.0, "length_scale": 1.0, "noise_w": 0.0},
        "phoneme_type": "espeak",
        "num_symbols": SOUNDS,
        "num_speakers": len(SPEAKERS),
        "speaker_id_map": SPEAKERS,
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
        "hop_length": FRAME,
    }


def _tables() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Frames, loudness and pitch of every sound id."""
    frames = np.full(SOUNDS, 4, np.float32)
    loudness = np.zeros(SOUNDS, np.float32)
    pitch = np.full(SOUNDS, 500, np.float32)
    for sound, numbers in DEFAULT_PHONEME_ID_MAP.items():
        for number in numbers:
            pitch[number] = 300 + int(hashlib.sha256(sound.encode()).hexdigest(), 16) % 1500
            if sound[0] in VOWELS:
                frames[number], loudness[number] = 9, 0.35
            elif sound in MARKS or sound == "_":
                frames[number] = 1
            elif sound.isalpha():
                loudness[number] = 0.1
    return frames, loudness, pitch


def _model() -> onnx.ModelProto:
    frames, loudness, pitch = _tables()
    per_sample = np.float32(2 * np.pi / RATE)
    constants = {
        "frames": frames, "loudness": loudness, "pitch": pitch,
        "speaker_pitch": np.array(SPEAKER_PITCH, np.float32), "angle": per_sample,
        "half": np.float32(0.5), "frame": np.int64(FRAME), "zero": np.int64(0), "one": np.int64(1),
        "flat": np.array([-1], np.int64), "shape": np.array([1, 1, -1], np.int64),
        "row": np.array([0], np.int64), "column": np.array([1], np.int64),
    }  # fmt: skip
    steps = [
        ("Gather", ["scales", "one"], "length_scale"),
        ("Gather", ["frames", "input"], "asked"),
        ("Mul", ["asked", "length_scale"], "scaled"),
        ("Unsqueeze", ["scaled", "column"], "batched"),
        ("Ceil", ["batched"], "durations"),
        ("Reshape", ["durations", "flat"], "each"),
        ("CumSum", ["each", "zero"], "ends_float"),
        ("Cast", ["ends_float"], "ends", {"to": TensorProto.INT64}),
        ("ReduceMax", ["ends"], "frames_in_all", {"keepdims": 0}),
        ("Range", ["zero", "frames_in_all", "one"], "frame_numbers"),
        ("Unsqueeze", ["frame_numbers", "column"], "frames_down"),
        ("Unsqueeze", ["ends", "row"], "ends_across"),
        ("GreaterOrEqual", ["frames_down", "ends_across"], "is_past"),
        ("Cast", ["is_past"], "past", {"to": TensorProto.INT64}),
        ("ReduceSum", ["past", "column"], "position", {"keepdims": 0}),
        ("Reshape", ["input", "flat"], "sounds"),
        ("Gather", ["sounds", "position"], "sound_of_frame"),
        ("Mul", ["frames_in_all", "frame"], "samples_in_all"),
        ("Range", ["zero", "samples_in_all", "one"], "time"),
        ("Div", ["time", "frame"], "frame_of_sample"),
        ("Gather", ["sound_of_frame", "frame_of_sample"], "sound"),
        ("Gather", ["loudness", "sound"], "volume"),
        ("Gather", ["pitch", "sound"], "formant"),
        ("Gather", ["speaker_pitch", "sid"], "base"),
        ("Cast", ["time"], "time_float", {"to": TensorProto.FLOAT}),
        ("Mul", ["time_float", "angle"], "turn"),
        ("Mul", ["turn", "base"], "low_angle"),
        ("Sin", ["low_angle"], "low"),
        ("Mul", ["turn", "formant"], "high_angle"),
        ("Sin", ["high_angle"], "high"),
        ("Mul", ["high", "half"], "softer"),
        ("Add", ["low", "softer"], "wave"),
        ("Mul", ["wave", "volume"], "voiced"),
        ("Reshape", ["voiced", "shape"], "output"),
    ]
    nodes = [helper.make_node(step[0], step[1], [step[2]], **(step[3] if len(step) > 3 else {})) for step in steps]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "N"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        helper.make_tensor_value_info("sid", TensorProto.INT64, [1]),
    ]
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, "T"])
    weights = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny_voice", inputs, [output], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model
