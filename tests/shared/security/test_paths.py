"""Organisation paths, by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.security import PathInvalid, paths

ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
chains = st.lists(ids, min_size=1, max_size=8)


def path_of(chain: list[str]) -> str:
    return "/".join(chain) + "/"


@given(chains, st.lists(ids, max_size=4))
def test_an_organisation_covers_itself_and_everything_below(chain: list[str], below: list[str]) -> None:
    assert paths.covers(path_of(chain), path_of(chain + below))


@given(chains, chains)
def test_covering_is_being_a_prefix_of_the_chain_of_ids(upper: list[str], lower: list[str]) -> None:
    assert paths.covers(path_of(upper), path_of(lower)) == (lower[: len(upper)] == upper)


@given(chains, ids)
def test_a_neighbour_whose_id_only_begins_the_same_is_not_covered(chain: list[str], more: str) -> None:
    sibling = [*chain[:-1], chain[-1] + more]
    assert not paths.covers(path_of(chain), path_of(sibling))


@given(chains, chains, chains)
def test_covering_is_transitive(first: list[str], second: list[str], third: list[str]) -> None:
    a, b, c = path_of(first), path_of(first + second), path_of(first + second + third)
    assert paths.covers(a, b)
    assert paths.covers(b, c)
    assert paths.covers(a, c)


@given(chains, ids)
def test_join_and_parent_undo_each_other(chain: list[str], organisation_id: str) -> None:
    path = path_of(chain)
    below = paths.join(path, organisation_id)
    assert paths.parent(below) == path
    assert paths.depth(below) == paths.depth(path) + 1
    assert paths.ancestors(below)[-2:] == [path, below]
    assert len(paths.ancestors(below)) == paths.depth(below)


def test_a_root_has_no_parent() -> None:
    assert paths.parent("ts/") is None
    assert paths.join(None, "ts") == "ts/"


@pytest.mark.parametrize(
    "broken", ["", "/", "ts", "/ts/", "ts//", "ts/../x/", "ts/ /", "ts/x.*/", "tś/", "ts/\n", "a/" * 400, None, 5]
)
def test_what_is_no_path_is_refused(broken: object) -> None:
    assert not paths.valid(broken)
    if isinstance(broken, str):
        with pytest.raises(PathInvalid):
            paths.covers("ts/", broken)
        with pytest.raises(PathInvalid):
            paths.covers(broken, "ts/")
