import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.rules import tree
from services.identity.rules.errors import FieldProblem


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Đảng bộ tỉnh", tree.Kind.PROVINCE),
        ("TỈNH ỦY", tree.Kind.PROVINCE),
        ("đảng bộ phường", tree.Kind.COMMUNE),
        ("Chi bộ", tree.Kind.CELL),
        ("cell", tree.Kind.CELL),
    ],
)
def test_kinds_are_known_by_the_words_of_the_offices(text: str, kind: tree.Kind) -> None:
    assert tree.kind_of(text) is kind


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(FieldProblem) as refused:
        tree.kind_of("Huyện ủy")
    assert "Chi bộ" in refused.value.message


def test_a_code_becomes_an_id_that_fits_in_a_path() -> None:
    assert tree.organisation_code(" X01.C03 ") == "x01-c03"
    assert tree.path_of("x01-c03", "ts/x01/") == "ts/x01/x01-c03/"


@pytest.mark.parametrize("text", ["", "a/b", "mã số rất là dài quá hai mươi bốn", "../x", "-x"])
def test_a_code_that_would_break_a_path_is_refused(text: str) -> None:
    with pytest.raises(FieldProblem):
        tree.organisation_code(text)


def test_nothing_stands_below_a_cell_and_only_the_province_stands_alone() -> None:
    tree.check_place(tree.Kind.PROVINCE, None)
    tree.check_place(tree.Kind.CELL, tree.Kind.SECTION)
    for kind, parent in [
        (tree.Kind.CELL, None),
        (tree.Kind.CELL, tree.Kind.CELL),
        (tree.Kind.COMMUNE, tree.Kind.COMMUNE),
        (tree.Kind.PROVINCE, tree.Kind.PROVINCE),
    ]:
        with pytest.raises(FieldProblem):
            tree.check_place(kind, parent)


codes = st.integers(0, 11).map(str)


@given(st.dictionaries(codes, st.none() | codes, max_size=12), st.sets(codes, max_size=3))
def test_parents_come_first_and_every_code_is_either_placed_or_named_as_lost(
    parents: dict[str, str | None], known: set[str]
) -> None:
    ordered, lost = tree.parents_first(parents, known)
    assert sorted([*ordered, *lost]) == sorted(parents)
    placed = set(known)
    for code in ordered:
        assert code in known or parents[code] is None or parents[code] in placed
        placed.add(code)
    for code in lost:
        assert parents[code] not in placed


def test_a_circle_is_lost_and_not_followed_for_ever() -> None:
    assert tree.parents_first({"a": "b", "b": "a", "c": None}) == (["c"], {"a", "b"})
