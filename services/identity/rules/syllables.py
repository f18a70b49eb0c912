"""Which written syllables Vietnamese can have at all: a misread letter or tone often makes one that it cannot.

Names of other peoples (Ksor, Niê) lie outside, so an impossible syllable is a reason to doubt, never to change.
"""

from __future__ import annotations

import unicodedata

from services.identity.rules.names import tidy

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê "
    "êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang "
    "oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ "
    "ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych "
    "uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh yt"
)
_RIMES_AFTER_Q = (
    "ua uac uach uai uan uang uanh uat uau uay uăc uăm uăn uăng uăp uăt uân uâng uât uây ue uen ueo uet uê uên uêt uêu "
    "uit uôc uơ uơn uơt uy uych uyên uyêt uynh uyt uyu"
)
"""Other beginnings write the same sounds with o: hoang, but quang."""
_SYLLABLES = {onset + rime for onset in ["", *_ONSETS.split()] for rime in _RIMES.split()}
_SYLLABLES |= {"q" + rime for rime in _RIMES_AFTER_Q.split()} | {"gi"}
_ONLY_HIGH_OR_LOW = ("p", "t", "c", "ch")
"""Endings that stop the voice: only sắc and nặng can stand on them."""


def is_syllable(word: str) -> bool:
    letters, tones = _without_tone(word)
    if len(tones) > 1 or letters not in _SYLLABLES:
        return False
    return not letters.endswith(_ONLY_HIGH_OR_LOW) or tones in ("\u0301", "\u0323")


def _without_tone(word: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", tidy(word).casefold())
    tones = "".join(char for char in decomposed if char in _TONES)
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES)), tones
