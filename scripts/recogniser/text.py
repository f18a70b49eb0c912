"""What the lines say: names, dates, numbers, places, issuers and labels of cards, and much that is in no word list.

A text is a list of runs, each run a string drawn in one style: a card writes a label in one and its value in another.
"""

import unicodedata
from collections.abc import Callable
from random import Random

from scripts.recogniser import words
from scripts.recogniser.alphabet import LETTERS
from scripts.recogniser.chance import happens

LONGEST = 48  # letters; a longer line is cut between words
_PLAIN_VOWELS = "aeiouy"
_MARKED_VOWELS = "ăâêôơư"


def with_tone(rime: str, tone: str) -> str:
    """Puts a combining tone mark where spelling does: on the marked vowel, else by the shape of the rime."""
    marked = [place for place, letter in enumerate(rime) if letter in _MARKED_VOWELS]
    plain = [place for place, letter in enumerate(rime) if letter in _PLAIN_VOWELS]
    if marked:
        place = marked[-1]
    elif len(plain) == 1 or rime[-1] not in _PLAIN_VOWELS:
        place = plain[-1]
    else:
        place = plain[-2]
    return unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :])


def syllable(chance: Random) -> str:
    return chance.choice(words.ONSETS) + with_tone(chance.choice(words.RIMES), chance.choice(words.TONES))


def syllables(chance: Random) -> str:
    text = " ".join(syllable(chance) for _ in range(chance.randint(1, 5)))
    style = chance.random()
    if style < 0.45:
        return text.upper()
    return text.title() if style < 0.75 else text


def name(chance: Random) -> str:
    """A person's name, a fifth of the words replaced by random syllables so that no list is learnt by heart."""
    middle = [chance.choice(words.MIDDLE_NAMES) for _ in range(chance.choice([1, 1, 1, 2]))]
    parts = [chance.choice(words.SURNAMES), *middle, chance.choice(words.GIVEN_NAMES)]
    parts = [syllable(chance).capitalize() if happens(chance, 0.2) else part for part in parts]
    text = " ".join(parts)
    return text.upper() if happens(chance, 0.65) else text


def date(chance: Random) -> str:
    day, month, year = chance.randint(1, 31), chance.randint(1, 12), chance.randint(1920, 2049)
    style = chance.random()
    if style < 0.72:
        return f"{day:02d}/{month:02d}/{year}"
    if style < 0.80:
        return f"{day:02d}-{month:02d}-{year}"
    if style < 0.88:
        return f"{day:02d}.{month:02d}.{year}"
    if style < 0.95:
        return f"Ngày {day:02d} tháng {month:02d} năm {year}"
    return f"{day:02d} - {month:02d} - {year}"


def digits(chance: Random, count: int) -> str:
    return f"{chance.randrange(10**count):0{count}d}"


def number(chance: Random) -> str:
    """Card numbers 12.345678 and 12345678, citizens' twelve digits, curriculum numbers 123456 AB."""
    style = chance.random()
    if style < 0.45:
        return f"{digits(chance, 2)}.{digits(chance, 6)}"
    if style < 0.58:
        return digits(chance, 8)
    if style < 0.74:
        return digits(chance, 12)
    if style < 0.80:
        return " ".join([digits(chance, 3), digits(chance, 3), digits(chance, 3), digits(chance, 3)])
    if style < 0.90:
        letters = "".join(chance.choice("ABCDEGHIKLMNOPQRSTUVXY") for _ in range(chance.randint(1, 3)))
        return digits(chance, 6) + chance.choice(["", " ", "/"]) + letters
    return digits(chance, chance.randint(1, 10))


def place(chance: Random) -> str:
    commune, district = chance.choice(words.COMMUNES), chance.choice(words.DISTRICTS)
    province = chance.choice(words.PROVINCES)
    if happens(chance, 0.2):
        commune = f"{syllable(chance)} {syllable(chance)}".title()
    if happens(chance, 0.2):
        district = f"{syllable(chance)} {syllable(chance)}".title()
    style = chance.random()
    if style < 0.4:
        return f"{commune}, {district}, {province}"
    if style < 0.6:
        return f"{chance.choice(['Xã', 'xã', 'Phường', 'TT.'])} {commune}, huyện {district}, tỉnh {province}"
    if style < 0.8:
        return f"{district}, {province}"
    if style < 0.9:
        kind = chance.choice(["Tổ", "Thôn", "Xóm", "Khu phố", "Số nhà"])
        return f"{kind} {chance.randint(1, 99)}, {commune}, {district}"
    return f"{commune} - {province}"


def issuer(chance: Random) -> str:
    text = chance.choice(words.ISSUERS)
    if text.endswith(("ủy", "tỉnh", "phường", "xã")) and happens(chance, 0.8):
        text = f"{text} {chance.choice(words.PROVINCES)}"
    return text.upper() if happens(chance, 0.25) else text


def heading(chance: Random) -> str:
    return chance.choice([*words.HEADINGS, *words.PARTY_LABELS, *words.CITIZEN_LABELS])


def letters(chance: Random) -> str:
    """Letters that no language model could guess, every letter of the alphabet as likely as the next."""
    groups = ["".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 6))) for _ in range(chance.randint(1, 4))]
    return " ".join(groups)


def machine_line(chance: Random) -> str:
    """A piece of the machine-readable lines on a citizen card's back."""
    filler = "<" * chance.randint(1, 12)
    style = chance.random()
    if style < 0.4:
        return f"IDVNM{digits(chance, 9)}{digits(chance, 1)}{digits(chance, 12)}{filler[:2]}{digits(chance, 1)}"
    if style < 0.7:
        return f"{digits(chance, 7)}{chance.choice('MF')}{digits(chance, 7)}VNM{filler}{digits(chance, 1)}"
    folded = unicodedata.normalize("NFD", name(chance).upper().replace("Đ", "D"))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return plain.replace(" ", "<<", 1).replace(" ", "<") + filler


VALUES: tuple[Callable[[Random], str], ...] = (name, name, date, date, place, number, number, issuer)
KINDS: dict[str, tuple[float, Callable[[Random], str]]] = {
    "name": (0.20, name),
    "date": (0.11, date),
    "number": (0.12, number),
    "place": (0.12, place),
    "issuer": (0.06, issuer),
    "heading": (0.06, heading),
    "syllables": (0.26, syllables),
    "letters": (0.05, letters),
    "machine line": (0.02, machine_line),
}


def shortened(text: str, longest: int) -> str:
    """The text in NFC, cut between words where there is a space to cut at."""
    text = unicodedata.normalize("NFC", text)
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).strip()


def of_kind(chance: Random, kind: str) -> str:
    return shortened(KINDS[kind][1](chance), LONGEST)


def labelled(chance: Random) -> list[str]:
    """Label and value as two runs, the space between them at the end of the first."""
    label = chance.choice(words.CITIZEN_LABELS if happens(chance, 0.3) else words.PARTY_LABELS)
    label += chance.choice([": ", ": ", ": ", " : ", " "])
    value = shortened(chance.choice(VALUES)(chance), max(8, LONGEST - len(label)))
    return [unicodedata.normalize("NFC", label), value]


def any_line(chance: Random) -> list[str]:
    """Runs of a line as a card has them."""
    if happens(chance, 0.18):
        return labelled(chance)
    kinds = list(KINDS)
    return [of_kind(chance, chance.choices(kinds, [KINDS[kind][0] for kind in kinds])[0])]


def short_line(chance: Random) -> list[str]:
    """A word or two, or a number: what the first stage of training and much of the second read."""
    style = chance.random()
    if style < 0.45:
        text = " ".join(syllable(chance) for _ in range(chance.randint(1, 2)))
        text = text.upper() if happens(chance, 0.5) else text.capitalize()
    elif style < 0.70:
        parts = name(chance).split()
        text = " ".join(parts[: chance.randint(1, 3)])
    elif style < 0.92:
        text = chance.choice((date, number))(chance)
    else:
        text = letters(chance)
    return [shortened(text, 18)]
