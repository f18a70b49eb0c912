"""Card reading: a photograph → what stands on the card. Heavy: only the card worker and the command line start it."""

from services.identity.engines.cards.looking import TOGETHER
from services.identity.engines.cards.reader import CardReader

__all__ = ["TOGETHER", "CardReader"]
