"""An administrator says that an abbreviation is rightly spelled by its letters: it is no longer proposed."""

from __future__ import annotations

import msgspec

from services.speech.rules.permissions import authorise_readings
from services.speech.store import unknown_words
from shared.usecase import Context, Line, Request


class SpellWord(Request):
    word: Line


class WordSpelled(msgspec.Struct, frozen=True):
    """`known`: whether it was among the proposals."""

    known: bool


def spell_word(command: SpellWord, ctx: Context) -> WordSpelled:
    authorise_readings(ctx.actor)
    return WordSpelled(unknown_words.spell(command.word))
