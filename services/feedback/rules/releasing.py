"""What may stand in an answer that everybody reads: the rule, in a general form, and no person."""

from __future__ import annotations

import re
from collections.abc import Mapping

from services.feedback.rules.release_errors import PersonalNumber

# Of a telephone, a citizen or a card: nine digits or more, also with the usual signs between them. A date or an amount
# of money has fewer in a run, or dots every three digits.
_LONG_NUMBER = re.compile(r"(?<![\w.,])(?:\+?\d[ .-]?){9,14}(?!\w)")
_AMOUNT = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?:[.]\d{3})+(?![\d.]*\d)")


def refuse_personal_numbers(texts: Mapping[str, str]) -> None:
    """`texts`: field → text. Raises PersonalNumber."""
    found = [name for name, text in texts.items() if _LONG_NUMBER.search(_AMOUNT.sub("", text))]
    if found:
        raise PersonalNumber(details=dict.fromkeys(found, PersonalNumber.message))
