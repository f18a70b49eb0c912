"""Writes Vietnamese text as old programs did: the encodings of rules/encodings.py the other way round."""

import unicodedata

from services.identity.rules.encodings import _TABLES, Encoding

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_bytes(text: str, encoding: Encoding) -> bytes:
    if encoding is Encoding.CP1258:
        return "".join(_with_tone_apart(char) for char in unicodedata.normalize("NFC", text)).encode("cp1258")
    if encoding in (Encoding.TCVN3, Encoding.VNI):
        return as_painted(text, encoding).encode("latin-1")
    return text.encode(encoding)


def as_painted(text: str, encoding: Encoding) -> str:
    """The Latin letters that a font of that kind paints over."""
    codes = {written: code for code, written in _TABLES[encoding].items()}
    return "".join(codes.get(char) or codes.get(char.lower()) or char for char in unicodedata.normalize("NFC", text))


def _with_tone_apart(char: str) -> str:
    marks = unicodedata.normalize("NFD", char)
    tones = "".join(mark for mark in marks if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)) + tones
