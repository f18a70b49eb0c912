from pathlib import Path

import pytest

from services.speech.engines.choose import RETRY_SECONDS, Engines
from services.speech.engines.espeak import Espeak
from services.speech.engines.piper import Piper
from services.speech.engines.start import start_narrator
from services.speech.rules.errors import NoVoiceEngine
from services.speech.settings import VoiceSettings, load
from tests.services.speech.tiny_voice import make_tiny_voice


def engines(folder: Path, order: str = "piper,espeak") -> Engines:
    return Engines(order.split(","), {"piper": lambda: Piper(folder), "espeak": Espeak})


def test_the_first_engine_of_the_order_speaks_what_it_has(tmp_path: Path) -> None:
    make_tiny_voice(tmp_path)
    chosen = engines(tmp_path)
    assert chosen.choose("nam-bac").engine.name.startswith("piper 1.8.0 vi_VN-tiny")
    assert not chosen.choose("nam-bac").fallback
    assert chosen.complete


def test_a_voice_the_first_engine_lacks_is_a_named_fallback(tmp_path: Path) -> None:
    make_tiny_voice(tmp_path, ids=("nu-bac",))
    chosen = engines(tmp_path)
    assert chosen.choose("nam-bac").fallback
    assert not chosen.complete
    assert "nam-bac: espeak-ng" in chosen.status
    assert "(dự phòng)" in chosen.status


def test_an_engine_that_cannot_start_is_named_with_its_reason(tmp_path: Path) -> None:
    chosen = engines(tmp_path)
    assert chosen.choose("nu-bac").fallback
    assert not chosen.complete
    assert "piper: Chưa có giọng Piper" in chosen.status


def test_espeak_as_the_configured_engine_is_no_fallback(tmp_path: Path) -> None:
    chosen = engines(tmp_path, "espeak")
    assert not chosen.choose("nu-bac").fallback
    assert chosen.complete


def test_without_any_engine_the_voice_is_unavailable_and_readiness_says_so(tmp_path: Path) -> None:
    chosen = engines(tmp_path, "piper")
    with pytest.raises(NoVoiceEngine):
        chosen.choose("nu-bac")
    assert "nu-bac: chưa có bộ đọc" in chosen.status
    assert not chosen.complete


def test_the_order_comes_from_the_settings(tmp_path: Path) -> None:
    make_tiny_voice(tmp_path)
    environment = {"SOTAY_SPEECH_ENGINES": "espeak, piper", "SOTAY_SPEECH_VOICE_FOLDER": str(tmp_path)}
    narrator = start_narrator(load(VoiceSettings, environment))
    assert narrator.engines.choose("nu-bac").engine.name.startswith("espeak-ng")


@pytest.mark.parametrize("order", ["festival", " , "])
def test_an_unknown_engine_stops_the_start(order: str) -> None:
    with pytest.raises(ValueError, match="SPEECH_ENGINES"):
        start_narrator(load(VoiceSettings, {"SOTAY_SPEECH_ENGINES": order}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VOICES", "nu-bac,nu-sao-hoa"),
        ("VOICES", " , "),
        ("VOICE_ENGINES", "nu-bac=piper"),
        ("VOICE_ENGINES", "x=espeak"),
    ],
)
def test_a_voice_or_an_engine_nobody_knows_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"SPEECH_{name}"):
        start_narrator(load(VoiceSettings, {"SOTAY_SPEECH_ENGINES": "espeak", f"SOTAY_SPEECH_{name}": value}))


def test_every_region_has_a_woman_and_a_man_and_the_settings_say_who_reads() -> None:
    everybody = "nu-bac,nam-bac,nu-trung,nam-trung,nu-nam,nam-nam"
    settings = load(VoiceSettings, {"SOTAY_SPEECH_ENGINES": "espeak", "SOTAY_SPEECH_VOICES": everybody})
    engines = start_narrator(settings).engines
    assert engines.read_by == tuple(everybody.split(","))
    assert engines.complete
    said = {voice: engines.choose(voice).engine.synthesise("chi bộ họp.", voice).samples for voice in engines.read_by}
    assert len({audio.tobytes() for audio in said.values()}) == 6


def test_a_voice_laid_into_the_folder_later_is_used_without_a_restart(tmp_path: Path) -> None:
    now = [0.0]
    makers = {"piper": lambda: Piper(tmp_path), "espeak": Espeak}
    chosen = Engines(["piper", "espeak"], makers, seconds=lambda: now[0])
    assert chosen.choose("nu-bac").fallback
    make_tiny_voice(tmp_path)
    assert chosen.choose("nu-bac").fallback
    now[0] += RETRY_SECONDS
    assert not chosen.choose("nu-bac").fallback
    assert chosen.complete
