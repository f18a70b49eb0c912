from __future__ import annotations

import pytest

from services.gateway.web.pages.log_in import own_path


@pytest.mark.parametrize("path", ["/", "/news/0199-a", "/desk/meetings/x.y_z"])
def test_after_log_in_one_comes_back_to_the_page_one_wanted(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path", ["//elsewhere", "/\\elsewhere", "https://elsewhere", "news", "", "/a?b=c", "/a\r\nb", "/a\n"]
)
def test_log_in_never_leads_to_another_site(path: str) -> None:
    assert own_path(path) == "/"
