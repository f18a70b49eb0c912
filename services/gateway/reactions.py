"""What the gateway reacts to, for the inventory of the whole system."""

from services.gateway.live.recorder import REACTION

REACTIONS = (REACTION,)
