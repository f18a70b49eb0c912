import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest

from deploy.demo.cards.damage import turned
from deploy.demo.cards.fonts import LEARNT
from deploy.demo.cards.generate import Card, make_card
from deploy.demo.cards.layouts import LAYOUTS
from deploy.demo.cards.people import invent_holder
from services.identity.engines.cards import CardReader
from services.identity.engines.cards.layout_files import DATA
from services.identity.engines.cards.models import ModelBroken
from services.identity.rules.picture_errors import BLURRED, GLARE, CardUnreadable, NoCardFound, PictureBroken
from services.identity.settings import CardSettings, load

pytestmark = pytest.mark.slow


def _card(layout: int = 0, level: int = 1, seed: int = 5) -> Card:
    chance = Random(seed)
    return make_card(
        "card", invent_holder(chance), chance, layout=LAYOUTS[layout], family=LEARNT[layout % 2], level=level
    )


@pytest.mark.parametrize("layout", range(len(LAYOUTS)), ids=[layout.name for layout in LAYOUTS])
def test_every_field_of_every_layout_is_read(reader: CardReader, layout: int) -> None:
    card = _card(layout)
    reading = reader.read(card.photograph)
    assert reading.layout == LAYOUTS[layout].name
    assert {name: field.text for name, field in reading.fields.items()} == card.truth
    assert all(0 < field.confidence <= 1 for field in reading.fields.values())
    assert reading.milliseconds > 0


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_card_upside_down_or_sideways_is_turned(reader: CardReader, quarters: int) -> None:
    card = _card(1)
    reading = reader.read(turned(card.photograph, quarters))
    assert {name: field.text for name, field in reading.fields.items()} == card.truth


@pytest.mark.parametrize("quarters", [0, 2])
def test_a_scan_without_anything_around_the_card_is_read(reader: CardReader, quarters: int) -> None:
    card = _card(0, level=0)
    assert reader.read(turned(card.photograph, quarters)).text("full_name") == card.holder.full_name


def _encoded(picture: np.ndarray) -> bytes:
    return cv2.imencode(".jpg", picture)[1].tobytes()


def _page_of_text() -> bytes:
    page = np.full((900, 1200, 3), 255, np.uint8)
    for row, text in enumerate(
        ("Bien ban hop chi bo", "Thanh phan tham du", "Noi dung cuoc hop", "Y kien phat bieu", "Ket luan")
    ):
        cv2.putText(page, text, (80, 120 + 120 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.8, (30, 30, 30), 3)
    return _encoded(page)


def _landscape() -> bytes:
    chance = np.random.default_rng(4)
    blocks = chance.integers(0, 255, (12, 16, 3), dtype=np.uint8)
    return _encoded(cv2.resize(blocks, (1200, 900), interpolation=cv2.INTER_CUBIC))


@pytest.mark.parametrize("content", [_landscape(), _page_of_text()], ids=["landscape", "page of text"])
def test_a_picture_of_something_else_is_refused(reader: CardReader, content: bytes) -> None:
    with pytest.raises(NoCardFound):
        reader.read(content)


def test_half_a_photograph_is_refused_by_name(reader: CardReader) -> None:
    with pytest.raises(PictureBroken):
        reader.read(_card().photograph[:20_000])


def test_blur_and_glare_are_told_beside_what_could_be_read(reader: CardReader) -> None:
    picture = cv2.imdecode(np.frombuffer(_card().photograph, np.uint8), cv2.IMREAD_COLOR)
    cv2.circle(picture, (430, 520), 80, (255, 255, 255), -1)
    assert GLARE in reader.read(_encoded(picture)).quality
    assert BLURRED in reader.read(_encoded(cv2.GaussianBlur(picture, (0, 0), 2.4))).quality
    assert reader.read(_card().photograph).quality == []


def test_a_card_whose_name_and_number_cannot_be_seen_is_refused_with_the_reason(reader: CardReader) -> None:
    picture = cv2.imdecode(np.frombuffer(_card().photograph, np.uint8), cv2.IMREAD_COLOR)
    cv2.circle(picture, (620, 350), 110, (255, 255, 255), -1)
    with pytest.raises(CardUnreadable, match="lóa sáng"):
        reader.read(_encoded(picture))


def test_both_readers_are_named_for_readiness(reader: CardReader) -> None:
    assert reader.complete
    assert "PaddleOCR" in reader.status
    assert "Tesseract" in reader.status


def test_without_the_second_reader_cards_are_read_and_readiness_says_so(tmp_path: Path) -> None:
    alone = CardReader.start(load(CardSettings, {"SOTAY_CARD_TESSDATA_FOLDER": str(tmp_path)}))
    assert not alone.complete
    assert "vie.traineddata" in alone.status
    assert alone.read(_card().photograph).text("card_number") == _card().holder.card_number


def test_a_model_that_is_not_the_one_written_down_is_refused_at_the_start(tmp_path: Path) -> None:
    shutil.copytree(DATA / "recogniser", tmp_path / "recogniser")
    model = tmp_path / "recogniser" / "inference.onnx"
    model.write_bytes(model.read_bytes()[:-100])
    with pytest.raises(ModelBroken, match="SHA-256"):
        CardReader.start(load(CardSettings, {"SOTAY_CARD_RECOGNISER_FOLDER": str(tmp_path / "recogniser")}))


def test_the_command_line_needs_no_store_and_loads_neither_paddle_nor_tensorflow(tmp_path: Path) -> None:
    card = _card()
    (tmp_path / "card.jpg").write_bytes(card.photograph)
    (tmp_path / "no.jpg").write_bytes(b"no picture")
    script = (
        "import sys; from services.identity.__main__ import main;"
        "code = main(['read-card', *sys.argv[1:]]);"
        "assert not {'paddle', 'tensorflow', 'torch'} & {name.partition('.')[0] for name in sys.modules};"
        "sys.exit(code)"
    )
    files = [str(tmp_path / name) for name in ("card.jpg", "no.jpg")]
    command = [sys.executable, "-W", "ignore", "-c", script, *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env={"PATH": ""})
    assert done.returncode == 1, done.stderr
    good, bad = (json.loads(line) for line in done.stdout.splitlines())
    assert {name: field["text"] for name, field in good["fields"].items()} == card.truth
    assert (good["layout"], bad["error"]) == ("party_card_2010", "identity.not_a_picture")
