"""The promises of `Retriever`, held by the tantivy implementation on real folders, also damaged ones."""

import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines.retrieval import RetrieverBrokenError
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from tests.services.assistant.engines.entries import entry, search


@pytest.fixture
def retriever(tmp_path: Path) -> Iterator[TantivyRetriever]:
    made = TantivyRetriever(tmp_path / "index")
    yield made
    made.close()


def test_the_clause_that_says_it_comes_first(retriever: TantivyRetriever) -> None:
    retriever.apply([entry("d1", "Chi bộ họp hằng tháng.", "Đảng phí nộp hằng tháng.")], [])
    assert search(retriever, "nộp đảng phí")[0] == "d1/dieu-2"


def test_a_question_without_diacritics_finds_the_same_in_the_same_order(retriever: TantivyRetriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.", "Chi bộ họp hằng tháng.", "Bí thư chủ trì.")], [])
    assert search(retriever, "nop dang phi hang thang") == search(retriever, "Nộp đảng phí hằng tháng")


def test_neighbouring_syllables_win_over_scattered_ones(retriever: TantivyRetriever) -> None:
    retriever.apply([entry("d1", "Phí của đảng bộ do chi bộ thu.", "Đảng phí do chi bộ thu.")], [])
    assert search(retriever, "đảng phí")[0] == "d1/dieu-2"


def test_a_document_for_another_organisation_is_never_found(retriever: TantivyRetriever) -> None:
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


def test_nobody_in_particular_is_answered_nothing(retriever: TantivyRetriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.")], [])
    assert search(retriever, "đảng phí", audiences=[]) == []


def test_a_document_is_found_from_its_first_to_its_last_day(retriever: TantivyRetriever) -> None:
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
def test_what_may_be_read_is_found_however_much_else_matches_better(retriever: TantivyRetriever, every: int) -> None:
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


def test_a_new_version_replaces_the_old_one(retriever: TantivyRetriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng quý.", "Chi bộ họp hằng quý.")], [])
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.", version=2)], [])
    assert search(retriever, "hằng quý") == ["d1/dieu-1"]
    assert retriever.versions() == {"d1": 2}


def test_a_document_gone_is_found_no_more(retriever: TantivyRetriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng."), entry("d2", "Chi bộ họp.")], [])
    retriever.apply([], ["d1"])
    assert search(retriever, "đảng phí") == []
    assert retriever.versions() == {"d2": 1}


def test_a_document_without_clauses_is_known_but_never_found(retriever: TantivyRetriever) -> None:
    retriever.apply([entry("empty")], [])
    assert retriever.versions() == {"empty": 1}
    assert search(retriever, "quy định") == []


def test_what_stands_in_no_clause_is_rarest(retriever: TantivyRetriever) -> None:
    retriever.apply([entry("d1", "Đảng phí.", "Đảng viên.")], [])
    rarity = retriever.rarity(["dang", "phi", "vang"])
    assert rarity["vang"] > rarity["phi"] > rarity["dang"] > 0


def test_the_index_is_still_there_after_a_restart(tmp_path: Path) -> None:
    first = TantivyRetriever(tmp_path)
    first.apply([entry("d1", "Đảng phí nộp hằng tháng.")], [])
    first.close()
    del first
    second = TantivyRetriever(tmp_path)
    assert search(second, "đảng phí") == ["d1/dieu-1"]
    second.close()


def test_a_second_process_on_the_same_folder_is_told_so(tmp_path: Path) -> None:
    first = TantivyRetriever(tmp_path)
    with pytest.raises(RuntimeError, match="in use by another process"):
        TantivyRetriever(tmp_path)
    first.close()


def test_a_folder_deleted_under_a_running_index_is_noticed_and_rebuilt(
    retriever: TantivyRetriever, tmp_path: Path
) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.")], [])
    shutil.rmtree(tmp_path / "index")
    with pytest.raises(RetrieverBrokenError):
        retriever.apply([entry("d2", "Chi bộ họp.")], [])
    retriever.rebuild([entry("d1", "Đảng phí nộp hằng tháng."), entry("d2", "Chi bộ họp.")])
    assert search(retriever, "chi bộ họp") == ["d2/dieu-1"]


@pytest.mark.parametrize("damage", ["metadata", "truncated", "segments gone", "empty folder"])
def test_a_half_written_index_is_thrown_away_at_the_start(tmp_path: Path, damage: str) -> None:
    first = TantivyRetriever(tmp_path)
    first.apply([entry("d1", "Đảng phí nộp hằng tháng.")], [])
    first.close()
    del first
    (folder,) = tmp_path.iterdir()
    _damage(folder, damage)
    second = TantivyRetriever(tmp_path)
    assert second.versions() == {}
    second.rebuild([entry("d1", "Đảng phí nộp hằng tháng.")])
    assert search(second, "đảng phí") == ["d1/dieu-1"]
    second.close()


def _damage(folder: Path, kind: str) -> None:
    if kind == "metadata":
        (folder / "meta.json").write_text('{"segments": [', encoding="utf-8")
    for path in folder.iterdir():
        segment = len(path.stem) == 32
        if kind == "empty folder" or (segment and kind == "segments gone"):
            path.unlink()
        elif segment and kind == "truncated":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_searches_go_on_while_the_index_is_rebuilt(retriever: TantivyRetriever) -> None:
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


def test_only_the_index_in_use_is_kept_on_disk(retriever: TantivyRetriever, tmp_path: Path) -> None:
    for _ in range(3):
        retriever.rebuild([entry("d1", "Đảng phí.")])
    assert len(list((tmp_path / "index").iterdir())) == 1
