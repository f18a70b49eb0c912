from __future__ import annotations

import pytest

from services.gateway.web.forms import Fields
from shared.errors import Invalid


def test_all_fields_left_empty_are_told_at_once() -> None:
    fields = Fields({"title": ["  "], "place": ["Nhà văn hóa"]})
    with pytest.raises(Invalid) as refused:
        fields.demand("title", "place", "agenda")
    assert set(refused.value.details) == {"title", "agenda"}


def test_a_filled_form_is_let_through() -> None:
    Fields({"title": ["Họp chi bộ"]}).demand("title")
