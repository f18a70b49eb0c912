"""What reaches a use case is clean, typed and limited; what does not fit is answered in Vietnamese, by field."""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.errors import Unauthenticated
from shared.usecase import Context, Id, InvalidRequest, Line, Request, UnreadableText, clean, context, perform


class Form(Request):
    title: Line
    item_id: Id | None = None
    count: Annotated[int, msgspec.Meta(ge=2, le=10)] | None = None
    coming: bool | None = None
    choice: Literal["agree", "disagree"] | None = None
    options: Annotated[list[Line], msgspec.Meta(min_length=1, max_length=3)] | None = None
    starts_at: datetime | None = None
    day: date | None = None


def keep(form: Form, ctx: Context) -> Form:
    return form


def performed(**payload: Any) -> Any:
    return perform(keep, payload, context(None))


def refused(**payload: Any) -> dict[str, str]:
    with pytest.raises(InvalidRequest) as raised:
        performed(**payload)
    assert raised.value.to_wire()["code"] == "request.invalid"
    return raised.value.details


def test_text_arrives_composed_trimmed_and_with_plain_line_ends() -> None:
    decomposed = unicodedata.normalize("NFD", "Nghị quyết")
    assert performed(title=f"  {decomposed}\r\nĐiều 1\rĐiều 2\t. \n")["title"] == "Nghị quyết\nĐiều 1\nĐiều 2\t."


def test_what_is_unseen_is_left_out_so_that_no_name_is_shown_as_another() -> None:
    assert clean("bao-cao\u202efdp.exe") == "bao-caofdp.exe"
    assert clean("\ufeffTin\u200b \u2066m\u00adới\u2069\u200f") == "Tin mới"
    assert clean("\u200b\u2060\u3164") == ""
    assert clean("👩\u200d🌾 ❤\ufe0f") == "👩\u200d🌾 ❤\ufe0f"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ud800", "\uffff"])
def test_a_character_nobody_types_is_refused_wherever_it_stands(character: str) -> None:
    for payload in ({"title": f"a{character}"}, {"title": "a", "options": [f"{character}"]}, {f"t{character}": "a"}):
        with pytest.raises(UnreadableText) as raised:
            performed(**payload)
        assert raised.value.to_wire()["code"] == "request.unreadable_text"


@pytest.mark.parametrize(
    ("payload", "field", "sentence"),
    [
        ({}, "title", "Cần điền mục này."),
        ({"title": "   "}, "title", "Cần điền mục này."),
        ({"title": "d" * 201}, "title", "Dài quá mức cho phép (tối đa 200 ký tự)."),
        ({"title": 5}, "title", "Cần là một đoạn chữ."),
        ({"title": None}, "title", "Cần là một đoạn chữ."),
        ({"title": "a", "titel": "a"}, "titel", "Mục này không có trong biểu mẫu."),
        ({"title": "a", "item_id": "a b"}, "item_id", "Nội dung không đúng dạng quy định."),
        ({"title": "a", "count": 1}, "count", "Cần là số từ 2 trở lên."),
        ({"title": "a", "count": 11}, "count", "Cần là số không quá 10."),
        ({"title": "a", "count": "5"}, "count", "Cần là một số nguyên."),
        ({"title": "a", "coming": "yes"}, "coming", "Cần chọn có hoặc không."),
        ({"title": "a", "choice": "maybe"}, "choice", "Lựa chọn này không có trong danh sách."),
        ({"title": "a", "options": []}, "options", "Cần ít nhất 1 mục."),
        ({"title": "a", "options": ["a"] * 4}, "options", "Nhiều quá mức cho phép (tối đa 3 mục)."),
        ({"title": "a", "options": ["a", ""]}, "options[1]", "Cần điền mục này."),
        ({"title": "a", "starts_at": "tomorrow"}, "starts_at", "Ngày giờ không đúng."),
        ({"title": "a", "starts_at": 5}, "starts_at", "Ngày giờ không đúng."),
        ({"title": "a", "day": "31/02/2026"}, "day", "Ngày giờ không đúng."),
    ],
)
def test_what_does_not_fit_is_explained_at_its_field(payload: dict[str, Any], field: str, sentence: str) -> None:
    assert list(refused(**payload).items()) in ([(field, sentence)], [(re.sub(r"\[\d+\]", "[...]", field), sentence)])


def test_what_is_nested_without_end_is_refused() -> None:
    deep: Any = "x"
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(UnreadableText):
        clean(deep)


NAMES = st.text() | st.text(alphabet=st.characters())
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.binary() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner) | st.tuples(inner, inner),
)


@given(ANYTHING)
@example("\ud800")
@example({"\ud800": 1})
def test_cleaning_anything_at_all_succeeds_or_says_the_text_is_unreadable(value: Any) -> None:
    try:
        once = clean(value)
    except UnreadableText:
        return
    assert repr(clean(once)) == repr(once), "clean text stays as it is"


@given(st.dictionaries(st.sampled_from([*Form.__struct_fields__, "other"]), ANYTHING))
def test_any_payload_at_all_is_taken_or_refused_as_a_request(payload: dict[str, Any]) -> None:
    explained: dict[str, str] = {}
    try:
        performed(**payload)
    except (InvalidRequest, UnreadableText) as error:
        explained = error.details
    assert all(re.search(r"[À-ỹ]", sentence) for sentence in explained.values())


def test_a_repeated_command_makes_the_same_ids_again_and_another_one_others() -> None:
    first, again, other = (context(None, repeat_key=key) for key in ("a/b/1", "a/b/1", "a/b/2"))
    ids = [first.new_id(), first.new_id()]
    assert [again.new_id(), again.new_id()] == ids
    assert len({*ids, other.new_id(), other.new_id()}) == 4


def test_without_a_key_every_id_is_new() -> None:
    ctx = context(None)
    assert len({ctx.new_id() for _ in range(100)}) == 100


def test_the_context_knows_the_time_and_the_correlation() -> None:
    ctx = context(None, correlation_id="abc")
    assert ctx.correlation_id == "abc"
    assert ctx.now.tzinfo is UTC
    assert context(None).correlation_id


def test_nobody_is_no_actor() -> None:
    with pytest.raises(Unauthenticated):
        _ = context(None).actor
