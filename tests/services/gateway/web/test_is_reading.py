from __future__ import annotations

import pytest
from starlette.requests import Request

from services.gateway.web.pages.news import is_reading


def opened(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": raw})


def test_a_page_that_somebody_opens_is_read() -> None:
    assert is_reading(opened(accept="text/html"))


@pytest.mark.parametrize(
    "headers",
    [{"hx_request": "true"}, {"sec_purpose": "prefetch;prerender"}, {"purpose": "prefetch"},
     {"cache_control": "max-age=0"}, {"cache_control": "no-cache"}],
)  # fmt: skip
def test_a_part_drawn_anew_a_reload_or_a_fetch_ahead_is_not(headers: dict[str, str]) -> None:
    assert not is_reading(opened(**headers))
