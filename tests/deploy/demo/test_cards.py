import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import ImageFont

from deploy.demo.cards.fonts import FAMILIES, HELD_OUT, LEARNT, Pen
from deploy.demo.cards.generate import cards, write
from deploy.demo.cards.layouts import LAYOUTS
from services.identity.rules import numbers
from services.identity.rules.dates import parse_date
from services.identity.rules.names import person_name

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_people() -> None:
    first, again, other = (list(cards(3, seed=seed, levels=(2,))) for seed in (1, 1, 2))
    assert [card.photograph for card in first] == [card.photograph for card in again]
    assert first[0].holder != other[0].holder


def test_every_family_level_and_layout_has_its_turn() -> None:
    made = list(cards(len(FAMILIES) * len(LAYOUTS), levels=(0,)))
    assert len({(card.family.name, card.layout.name) for card in made}) == len(FAMILIES) * len(LAYOUTS)
    assert {card.level for card in cards(4, families=FAMILIES[:1])} == {0, 1, 2, 3}
    assert len(FAMILIES) >= 8
    assert not {family.name for family in HELD_OUT} & {family.name for family in LEARNT}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_family_has_every_vietnamese_letter(family: object) -> None:
    import unicodedata

    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
    for files in (family.regular, family.bold):  # type: ignore[attr-defined]
        pen = Pen(files, 32)
        missing = bytes(ImageFont.truetype(str(files[-1]), 32).getmask("\ufffe"))
        for letter in letters | {letter.upper() for letter in letters}:
            [(face, _)] = pen._parts(letter)
            assert bytes(face.getmask(letter)) != missing, letter


def test_the_people_are_nobody_and_their_facts_are_possible() -> None:
    for card in cards(30, levels=(0,)):
        holder = card.holder
        assert numbers.card_number(holder.card_number).startswith("99")
        assert numbers.citizen_number(holder.citizen_number).startswith("999")
        assert person_name(holder.full_name)
        assert parse_date(holder.birth_date) < parse_date(holder.admitted_on) < parse_date(holder.official_on)


def test_more_damage_leaves_less_of_the_print() -> None:
    def sharpness(level: int) -> float:
        [card] = cards(1, levels=(level,))
        grey = cv2.imdecode(np.frombuffer(card.photograph, np.uint8), cv2.IMREAD_GRAYSCALE)
        return float(cv2.Laplacian(cv2.GaussianBlur(grey, (0, 0), 1.5), cv2.CV_64F).var())

    found = [sharpness(level) for level in (0, 1, 2, 3)]
    assert found == sorted(found, reverse=True)


def test_a_folder_holds_the_photographs_and_what_stands_on_them(tmp_path: Path) -> None:
    assert write(tmp_path, cards(2, levels=(1,))) == 2
    told = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(tmp_path / line["file"]).is_file() for line in told] == [True, True]
    assert told[0]["fields"]["full_name"]
