"""The index follows the store through kills, damage and lost threads; several processes each have one of their own."""

import contextlib
import shutil
from pathlib import Path
from random import Random

import pytest
from pymongo.errors import OperationFailure

from deploy.local.mongod import Mongod
from services.content.engines.search_folder import SearchFolder
from services.content.engines.search_index import FILLED, SearchIndex
from services.content.engines.search_place import SearchPlace, use_search
from services.content.queries.search import search
from services.content.rules.errors import SearchNotOpen
from services.content.store.documents import Document
from services.content.store.migrations import MIGRATIONS
from services.content.store.search_orders import SearchOrder
from services.content.usecases import follow_the_store
from services.content.usecases.follow_the_store import StoreFollower
from services.content.usecases.on_organisation_moved import on_organisation_moved
from services.content.usecases.withdraw_document import withdraw_at_machine
from shared.inbox import react_to_all
from shared.inbox.documents import InboxEntry
from shared.store import connect, database, disconnect, ensure_indexes, migrate
from shared.usecase import perform
from tests.services.content.conftest import SERVICE, Found, Published, member
from tests.services.content.usecases.test_on_organisation_moved import NEW, OLD, moved
from tests.services.content.usecases.test_search import document, ids

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "another-search"


def look(text: str) -> list[str]:
    """What is found now, without waiting for anything."""
    return ids(perform(search, {"text": text}, member()))


def started(root: Path) -> StoreFollower:
    """A process of its own, as far as the index is concerned."""
    folder = SearchFolder(root)
    use_search(SearchPlace(folder))
    return StoreFollower(folder)


def test_a_process_that_was_away_finds_what_was_done_meanwhile(store: None, root: Path) -> None:
    kept, gone = document("1-A"), document("2-A")
    first = started(root)
    first.run_to_end()
    assert set(look("đảng phí")) == {kept, gone}
    first.close()
    withdraw_at_machine(gone)
    new = document("3-A")
    second = started(root)
    second.run_to_end()
    assert set(look("đảng phí")) == {kept, new}
    second.close()


def test_a_process_tells_that_its_index_is_not_whole_yet(store: None, root: Path) -> None:
    document()
    first = started(root)
    assert perform(search, {"text": "đảng phí"}, member())["complete"] is False
    first.run_to_end()
    assert perform(search, {"text": "đảng phí"}, member())["complete"] is True
    first.close()


def test_a_folder_that_goes_while_it_is_in_use_is_made_again_and_answers_all_the_while(store: None, root: Path) -> None:
    found = document()
    follower = started(root)
    follower.run_to_end()
    (folder,) = (root / "0").iterdir()
    shutil.rmtree(folder)
    follower.step()
    assert look("đảng phí") == [found]
    follower.run_to_end()
    (other,) = (root / "0").iterdir()
    assert other != folder
    assert look("đảng phí") == [found]
    follower.close()


def test_damaged_files_and_what_a_kill_left_half_done_are_thrown_away_at_the_start(store: None, root: Path) -> None:
    found = document()
    first = started(root)
    first.run_to_end()
    first.close()
    (folder,) = (root / "0").iterdir()
    for path in folder.iterdir():
        if path.suffix in {".term", ".idx", ".store"} or path.name == "meta.json":
            path.write_bytes(b"")
    (root / "0" / "v0-from-another-release").mkdir()
    (root / "0" / "v1-half").mkdir()
    second = started(root)
    second.run_to_end()
    assert look("đảng phí") == [found]
    assert len(list((root / "0").iterdir())) == 1
    second.close()


@pytest.mark.parametrize("damaged", ["store", "idx", "term", "fast", "fieldnorm"])
def test_files_that_change_under_the_running_process_end_no_process_and_are_replaced(
    store: None, root: Path, damaged: str
) -> None:
    found = document()
    follower = started(root)
    follower.run_to_end()
    (folder,) = (root / "0").iterdir()
    for path in folder.glob(f"*.{damaged}"):
        with path.open("r+b") as file:
            file.write(Random(1).randbytes(path.stat().st_size))
    for _ in range(2):
        with contextlib.suppress(SearchNotOpen):
            assert set(look("đảng phí")) <= {found}
        follower.run_to_end()
    assert look("đảng phí") == [found]
    follower.close()


def test_a_filled_index_is_preferred_to_one_that_was_being_filled_beside_it(store: None, root: Path) -> None:
    found = document()
    first = started(root)
    first.run_to_end()
    first.close()
    (filled,) = (root / "0").iterdir()
    SearchIndex.create(root / "0" / "v1-younger").close()
    second = started(root)
    assert look("đảng phí") == [found]
    assert [path.name for path in (root / "0").iterdir()] == [filled.name]
    second.close()


def test_two_processes_on_one_folder_have_an_index_each_and_both_follow(store: None, root: Path) -> None:
    one, two = SearchFolder(root), SearchFolder(root)
    followers = [StoreFollower(one), StoreFollower(two)]
    for follower in followers:
        follower.run_to_end()
    found = document()
    for folder, follower in zip((one, two), followers, strict=True):
        follower.run_to_end()
        use_search(SearchPlace(folder))
        assert look("đảng phí") == [found]
        follower.close()
    assert sorted(path.name for path in root.iterdir() if path.is_dir()) == ["0", "1"]


def test_an_order_has_every_process_fill_another_index_and_take_it_when_it_is_whole(
    store: None, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow_the_store, "SECONDS_BETWEEN_ORDERS", 0.0)
    monkeypatch.setattr(follow_the_store, "BATCH", 2)
    made = [document(f"{number}-A") for number in range(7)]
    follower = started(root)
    follower.run_to_end()
    (old,) = (root / "0").iterdir()
    assert SearchOrder.give() == 1
    follower.step()
    assert not follower.up_to_date
    late = document("99-A")
    assert set(look("đảng phí")) == set(made)
    follower.run_to_end()
    (new,) = (root / "0").iterdir()
    assert new != old
    assert (new / FILLED).read_text() == "1"
    assert set(look("đảng phí")) == {*made, late}
    follower.run_to_end()
    assert list((root / "0").iterdir()) == [new]
    follower.close()


def test_a_new_process_does_not_obey_an_order_that_was_given_before_it(store: None, root: Path) -> None:
    SearchOrder.give()
    document()
    follower = started(root)
    follower.run_to_end()
    (folder,) = (root / "0").iterdir()
    assert (folder / FILLED).read_text() == "1"
    follower.close()


def test_after_an_error_of_the_store_it_goes_on_where_it_was(found: Found, follower: StoreFollower) -> None:
    first = document("1-A")
    assert ids(found("đảng phí")) == [first]
    second = document("2-A")
    follower.lose_thread()
    assert set(ids(found("đảng phí"))) == {first, second}


def test_while_the_store_is_away_members_are_answered_from_the_index_as_it_is(
    store: None, root: Path, mongod: Mongod
) -> None:
    found = document()
    follower = started(root)
    follower.run_to_end()
    follower.lose_thread()
    disconnect()
    try:
        assert look("đảng phí") == [found]
    finally:
        connect(mongod.uri(SERVICE))
    later = document("2-A")
    follower.run_to_end()
    assert set(look("đảng phí")) == {found, later}
    follower.close()


def test_where_the_store_has_no_history_any_more_all_is_compared(found: Found, follower: StoreFollower) -> None:
    first = document("1-A")
    assert ids(found("đảng phí")) == [first]
    follower.lose_thread()
    follower._changes._token = {"_data": "8200000000"}
    second = document("2-A")
    with pytest.raises(OperationFailure):
        follower.step()
    assert set(ids(found("đảng phí"))) == {first, second}


def test_what_went_with_its_whole_collection_is_not_found_and_found_again_when_it_is_back(found: Found) -> None:
    kept = document("1-A")
    assert ids(found("đảng phí")) == [kept]
    rows, aside = database()["documents"], database()["documents_aside"]
    rows.rename(aside.name)
    try:
        assert ids(found("đảng phí")) == []
    finally:
        aside.rename(rows.name, dropTarget=True)
    assert ids(found("đảng phí")) == [kept]


def test_without_an_index_of_the_store_members_are_answered_as_before_and_the_next_start_mends_it(
    store: None, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow_the_store, "SECONDS_BETWEEN_ORDERS", 0.0)
    kept = document("1-A")
    follower = started(root)
    follower.run_to_end()
    database()["documents"].drop_index("documents_for_search")
    try:
        SearchOrder.give()
        with pytest.raises(OperationFailure):
            follower.run_to_end()
        assert look("đảng phí") == [kept]
    finally:
        ensure_indexes([Document])
    follower.lose_thread()
    follower.run_to_end()
    assert look("đảng phí") == [kept]
    follower.close()


def test_what_moves_with_its_organisation_is_found_by_those_who_are_there_then(
    found: Found, published: Published
) -> None:
    InboxEntry.objects.delete()
    article, paper = published(title="Đảng phí", audience=OLD), document(audience=OLD)
    assert set(ids(found("đảng phí"))) == {article, paper}
    react_to_all(on_organisation_moved, [moved("e1")])
    assert ids(found("đảng phí")) == []
    assert set(ids(found("đảng phí", member(f"{NEW}c0312/")))) == {article, paper}


def test_a_row_that_makes_no_entry_holds_up_no_other(found: Found) -> None:
    bad, good = document("1-A"), document("2-A")
    Document.objects(pk=bad).update(set__sections=[{"anchor": "x"}])
    assert ids(found("đảng phí")) == [good]


def test_rows_of_the_release_before_are_read_and_lose_what_only_its_search_used(
    found: Found, published: Published
) -> None:
    article, paper = published(title="Đảng phí"), document()
    for collection, index in (("articles", "articles_by_word"), ("documents", "documents_by_word")):
        database()[collection].update_many({}, {"$set": {"words": ["dang"], "folded": "dang phi"}})
        database()[collection].create_index("words", name=index)
    assert set(ids(found("đảng phí"))) == {article, paper}
    assert migrate(MIGRATIONS) == ["0001-without-folded-texts", "0002-first-categories"]
    for collection in ("articles", "documents"):
        assert database()[collection].count_documents({"folded": {"$exists": True}}) == 0
        assert not any(name.endswith("_by_word") for name in database()[collection].index_information())
    assert migrate(MIGRATIONS) == []
    database()["migrations"].drop()
    migrate(MIGRATIONS)
    assert set(ids(found("đảng phí"))) == {article, paper}
