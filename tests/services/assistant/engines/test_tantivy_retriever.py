"""What tantivy's folders add to the promises of every retriever (test_retrievers.py)."""

import shutil
from collections.abc import Iterator
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


def test_only_the_index_in_use_is_kept_on_disk(retriever: TantivyRetriever, tmp_path: Path) -> None:
    for _ in range(3):
        retriever.rebuild([entry("d1", "Đảng phí.")])
    assert len(list((tmp_path / "index").iterdir())) == 1
