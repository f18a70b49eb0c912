"""The promises of `Retriever`: tantivy on real folders; the OpenSearch client against a server that keeps to what
OpenSearch's reference says (opensearch_contract.py says what that cannot catch). No real OpenSearch was used."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines.retrieval import Retriever
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from tests.services.assistant.engines.entries import entry, search
from tests.services.assistant.engines.opensearch_server import Server, retriever_at


@pytest.fixture(params=["tantivy", "opensearch"])
def retriever(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Retriever]:
    """Empty, as a process finds it at its first start."""
    if request.param == "tantivy":
        made: Retriever = TantivyRetriever(tmp_path / "index")
        yield made
        made.close()
        return
    with Server().running() as server:
        made = retriever_at(server)
        made.rebuild([])
        yield made
        made.close()


def test_the_clause_that_says_it_comes_first(retriever: Retriever) -> None:
    retriever.apply([entry("d1", "Chi bộ họp hằng tháng.", "Đảng phí nộp hằng tháng.")], [])
    assert search(retriever, "nộp đảng phí")[0] == "d1/dieu-2"


def test_a_question_without_diacritics_finds_the_same_in_the_same_order(retriever: Retriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.", "Chi bộ họp hằng tháng.", "Bí thư chủ trì.")], [])
    assert search(retriever, "nop dang phi hang thang") == search(retriever, "Nộp đảng phí hằng tháng")


def test_neighbouring_syllables_win_over_scattered_ones(retriever: Retriever) -> None:
    retriever.apply([entry("d1", "Phí của đảng bộ do chi bộ thu.", "Đảng phí do chi bộ thu.")], [])
    assert search(retriever, "đảng phí")[0] == "d1/dieu-2"


def test_a_document_for_another_organisation_is_never_found(retriever: Retriever) -> None:
    texts = ["Đảng phí nộp hằng tháng."]
    retriever.apply(
        [
            entry("own-cell", *texts, audience="ts/x03/c0312/"),
            entry("own-commune", *texts, audience="ts/x03/"),
            entry("other-cell", *texts, audience="ts/x03/c0313/"),
            entry("other-commune", *texts, audience="ts/x04/"),
            entry("below", *texts, audience="ts/x03/c0312/to1/"),
        ],
        [],
    )
    assert set(search(retriever, "đảng phí")) == {"own-cell/dieu-1", "own-commune/dieu-1"}


def test_nobody_in_particular_is_answered_nothing(retriever: Retriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.")], [])
    assert search(retriever, "đảng phí", audiences=[]) == []


def test_a_document_is_found_from_its_first_to_its_last_day(retriever: Retriever) -> None:
    retriever.apply(
        [
            entry("old", "Đảng phí nộp hằng quý.", ends=date(2026, 2, 28)),
            entry("new", "Đảng phí nộp hằng tháng.", begins=date(2026, 3, 1)),
        ],
        [],
    )
    assert search(retriever, "đảng phí", as_of=date(2026, 2, 28)) == ["old/dieu-1"]
    assert search(retriever, "đảng phí", as_of=date(2026, 3, 1)) == ["new/dieu-1"]


@pytest.mark.parametrize("every", [50, 5, 2, 1])
def test_what_may_be_read_is_found_however_much_else_matches_better(retriever: Retriever, every: int) -> None:
    """Little, some, half, all of it: each is searched another way."""
    entries = [
        entry(f"own{n}", "Đảng phí nộp hằng tháng cho chi bộ.")
        if n % every == 0
        else entry(f"other{n}", "Đảng phí.", audience="ts/x04/")
        for n in range(300)
    ]
    over = [entry(f"over{n}", "Đảng phí.", ends=date(2026, 1, 1)) for n in range(40)]
    retriever.apply([*entries, *over], [])
    found = search(retriever, "đảng phí")
    assert len(found) == min(10, 300 // every)
    assert all(each.startswith("own") for each in found)


def test_a_new_version_replaces_the_old_one(retriever: Retriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng quý.", "Chi bộ họp hằng quý.")], [])
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.", version=2)], [])
    assert search(retriever, "hằng quý") == ["d1/dieu-1"]
    assert retriever.versions() == {"d1": 2}


def test_a_document_gone_is_found_no_more(retriever: Retriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng."), entry("d2", "Chi bộ họp.")], [])
    retriever.apply([], ["d1"])
    assert search(retriever, "đảng phí") == []
    assert retriever.versions() == {"d2": 1}


def test_a_document_without_clauses_is_known_but_never_found(retriever: Retriever) -> None:
    retriever.apply([entry("empty")], [])
    assert retriever.versions() == {"empty": 1}
    assert search(retriever, "quy định") == []


def test_what_stands_in_no_clause_is_rarest(retriever: Retriever) -> None:
    retriever.apply([entry("d1", "Đảng phí.", "Đảng viên.")], [])
    rarity = retriever.rarity(["dang", "phi", "vang"])
    assert rarity["vang"] > rarity["phi"] > rarity["dang"] > 0


def test_searches_go_on_while_the_index_is_rebuilt(retriever: Retriever) -> None:
    entries = [entry(f"d{number}", *["Đảng phí nộp hằng tháng."] * 20) for number in range(40)]
    retriever.rebuild(entries)
    rebuilding = threading.Thread(target=lambda: [retriever.rebuild(entries) for _ in range(3)])
    rebuilding.start()
    answers = [len(search(retriever, "đảng phí"))]
    while rebuilding.is_alive():
        answers.append(len(search(retriever, "đảng phí")))
    rebuilding.join()
    assert len(answers) > 5
    assert set(answers) == {10}


def test_a_changed_audience_is_followed(retriever: Retriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.")], [])
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.", version=2, audience="ts/x04/")], [])
    assert search(retriever, "đảng phí") == []
    assert search(retriever, "đảng phí", audiences=["ts/x04/"]) == ["d1/dieu-1"]


def test_a_rebuild_leaves_nothing_of_what_was(retriever: Retriever) -> None:
    retriever.apply([entry("old", "Đảng phí nộp hằng quý.")], [])
    retriever.rebuild([entry("new", "Đảng phí nộp hằng tháng.")])
    assert retriever.versions() == {"new": 1}
    assert search(retriever, "đảng phí") == ["new/dieu-1"]
    assert retriever.rarity(["hang_quy"])["hang_quy"] == retriever.rarity(["vang"])["vang"]


def test_the_vocabulary_is_every_syllable_and_follows_a_change(retriever: Retriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp.", "Đảng bộ 12.")], [])
    known = retriever.vocabulary()
    assert known["phi"] == 1
    assert known["dang"] == 2
    assert not [word for word in known if not word.isalpha()]
    retriever.apply([entry("d1", "Chi bộ họp.", version=2)], [])
    assert "hop" in retriever.vocabulary()
    retriever.rebuild([entry("d2", "Kết nạp.")])
    assert "nap" in retriever.vocabulary()


def test_it_tells_in_how_many_clauses_a_syllable_or_pair_stands(retriever: Retriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp.", "Đảng bộ.")], [])
    assert retriever.seen(["dang", "dang_phi", "phi_dang"]) == [2, 1, 0]
