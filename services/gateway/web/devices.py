"""What a member's device is called in the list of those that are signed in: the browser and the kind of machine, no
more. Nobody is recognised by it; it is read once, at the log-in."""

from __future__ import annotations

# The first that is found counts: most browsers name others as well.
_BROWSERS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "máy Android"),
    ("Windows", "máy tính Windows"),
    ("Macintosh", "máy tính Mac"),
    ("CrOS", "máy Chromebook"),
    ("Linux", "máy tính Linux"),
)


def device_of(user_agent: str) -> str:
    """E.g. "Chrome trên máy Android"; empty for what is not known."""
    browser = _first(_BROWSERS, user_agent)
    machine = _first(_MACHINES, user_agent)
    return " trên ".join(name for name in (browser, machine) if name)


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in known if mark in user_agent), "")
