"""A voice that costs what a real one costs: the tiny voice's hum, and a decoder of the size of Piper's "medium".

Voices cannot be shipped with the repository. What takes the time of a real one is its HiFi-GAN decoder: here the same
layers with weights by chance (three upsamplings 8 x 8 x 4 from 256 channels, residual blocks of kernels 3, 5, 7). Its
output is added too softly to be heard. Encoder and flow are left out, so the real voice is slower, not faster.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

from services.speech.engines.espeak import Espeak
from services.speech.engines.piper import Piper
from services.speech.engines.synthesiser import Synthesiser
from services.speech.settings import VoiceSettings, load
from tests.services.speech.tiny_voice import SOUNDS, make_tiny_voice, write_manifest

LATENT, CHANNELS = 192, 256
UPSAMPLINGS = ((8, 16), (8, 16), (4, 8))  # rate, kernel
RESIDUALS = ((3, (1, 2)), (5, (2, 6)), (7, (3, 12)))  # kernel, dilations
VOICES = ("nu-bac",)


class _Decoder:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._chance = np.random.default_rng(7)

    def constant(self, name: str, value: object) -> str:
        self.weights.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def chance(self, name: str, *shape: int) -> str:
        fan_in = max(1, int(np.prod(shape[1:])))
        return self.constant(name, self._chance.normal(0, 1 / np.sqrt(fan_in), shape).astype(np.float32))

    def step(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def conv(self, given: str, name: str, channels: tuple[int, int], kernel: int, dilation: int = 1) -> str:
        pad = dilation * (kernel - 1) // 2
        weight = self.chance(f"{name}_w", channels[1], channels[0], kernel)
        return self.step("Conv", [given, weight], name, pads=[pad, pad], dilations=[dilation], kernel_shape=[kernel])

    def upsampled(self, given: str, name: str, channels: int, rate: int, kernel: int) -> str:
        pad = (kernel - rate) // 2
        weight = self.chance(f"{name}_w", channels, channels // 2, kernel)
        soft = self.step("LeakyRelu", [given], f"{name}_in", alpha=0.1)
        return self.step("ConvTranspose", [soft, weight], name, strides=[rate], pads=[pad, pad], kernel_shape=[kernel])

    def residual(self, given: str, name: str, channels: int) -> str:
        branches = []
        for kernel, dilations in RESIDUALS:
            branch = given
            for dilation in dilations:
                step = f"{name}_{kernel}_{dilation}"
                soft = self.step("LeakyRelu", [branch], f"{step}_in", alpha=0.1)
                heard = self.conv(soft, f"{step}_conv", (channels, channels), kernel, dilation)
                branch = self.step("Add", [branch, heard], step)
            branches.append(branch)
        return self.step("Sum", branches, name)


@contextmanager
def settings_of(engine: str) -> Iterator[VoiceSettings]:
    """Of a speech process with this engine only; the voice's files are there while the context is."""
    with tempfile.TemporaryDirectory() as folder:
        if engine == "piper":
            make_medium_voice(Path(folder))
        yield load(VoiceSettings, {"SOTAY_SPEECH_ENGINES": engine, "SOTAY_SPEECH_VOICE_FOLDER": folder})


def bare_engine(engine: str) -> Synthesiser:
    if engine == "espeak":
        return Espeak()
    with settings_of(engine) as settings:
        return Piper(settings.voice_folder)


def make_medium_voice(folder: Path) -> None:
    """The model, its configuration and the manifest."""
    path = make_tiny_voice(folder, ids=VOICES)
    model = onnx.load(str(path))
    decoder = _Decoder()
    decoder.chance("latent_of_sound", SOUNDS, LATENT)
    decoder.step("Gather", ["latent_of_sound", "sound_of_frame"], "latent_rows")
    decoder.step("Transpose", ["latent_rows"], "latent_columns", perm=[1, 0])
    decoder.step("Unsqueeze", ["latent_columns", "row"], "latent")
    heard, channels = decoder.conv("latent", "before", (LATENT, CHANNELS), 7), CHANNELS
    for number, (rate, kernel) in enumerate(UPSAMPLINGS):
        grown = decoder.upsampled(heard, f"up_{number}", channels, rate, kernel)
        channels //= 2
        heard = decoder.residual(grown, f"residual_{number}", channels)
    decoder.conv(heard, "wave_made", (channels, 1), 7)
    decoder.step("Tanh", ["wave_made"], "wave_bound")
    decoder.step("Mul", ["wave_bound", decoder.constant("unheard", np.float32(1e-4))], "wave_soft")
    decoder.step("Add", ["hum", "wave_soft"], "output")
    graph = model.graph
    graph.node[-1].output[0] = "hum"
    graph.node.extend(decoder.nodes)
    graph.initializer.extend(decoder.weights)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    write_manifest(folder, path, VOICES)
