"""What can happen to an index folder, done to it: each ends in an index that is searched, rebuilt from the store."""

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.assistant.engines.retrieval import RetrieverBrokenError
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.store import knowledge
from services.assistant.usecases.bring_index_up_to_date import bring_index_up_to_date
from shared import contracts
from shared.contracts.content import DocumentPublished
from tests.services.assistant.engines.entries import at_once, entry, search
from tests.services.assistant.engines.index_child import MANY

Child = Callable[[str, Path], subprocess.Popen[str]]
Published = Callable[..., contracts.Received[DocumentPublished]]


@pytest.fixture
def child() -> Iterator[Child]:
    started: list[subprocess.Popen[str]] = []

    def start(what: str, folder: Path) -> subprocess.Popen[str]:
        module = "tests.services.assistant.engines.index_child"
        # A superuser's process would write into a folder that is read-only.
        mortal = [] if os.geteuid() else ["--bounding-set=-dac_override,-dac_read_search"]
        command = ["setpriv", "--pdeathsig", "KILL", *mortal, "--", sys.executable, "-m", module, what, str(folder)]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def filled(store: None, published: Published, tmp_path: Path) -> Iterator[TantivyRetriever]:
    """Follows a store with two documents."""
    knowledge.keep(published("dues", "1. Đảng phí nộp hằng tháng.").data)
    knowledge.keep(published("meetings", "1. Chi bộ họp định kỳ.").data)
    retriever = TantivyRetriever(tmp_path / "index")
    bring_index_up_to_date(retriever, at_once)
    yield retriever
    retriever.close()


def said(process: subprocess.Popen[str]) -> object:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the child ended without a word"
    return json.loads(line)


def delete_folder(root: Path, _generation: Path) -> None:
    shutil.rmtree(root)


def delete_generation(_root: Path, generation: Path) -> None:
    shutil.rmtree(generation)


def cut_metadata(_root: Path, generation: Path) -> None:
    path = generation / "meta.json"
    path.write_bytes(path.read_bytes()[:40])


def cut_segment(_root: Path, generation: Path) -> None:
    path = next(generation.glob("*.store"))
    os.truncate(path, path.stat().st_size // 2)


def empty_segment(_root: Path, generation: Path) -> None:
    os.truncate(next(generation.glob("*.term")), 0)


def lose_segment(_root: Path, generation: Path) -> None:
    next(generation.glob("*.idx")).unlink()


def blot_segment(_root: Path, generation: Path) -> None:
    """A page that never reached the disk: the length is right, the footer too."""
    path = next(generation.glob("*.store"))
    whole = path.read_bytes()
    path.write_bytes(bytes(20) + whole[20:])


SEEN_WHILE_RUNNING = [delete_folder, delete_generation, cut_metadata, cut_segment, empty_segment, lose_segment]


@pytest.mark.parametrize("damage", SEEN_WHILE_RUNNING)
def test_damage_to_a_running_index_is_noticed_at_the_next_look_and_mended_from_the_store(
    filled: TantivyRetriever, tmp_path: Path, damage: Callable[[Path, Path], None]
) -> None:
    (generation,) = (tmp_path / "index").iterdir()
    damage(tmp_path / "index", generation)
    assert bring_index_up_to_date(filled, at_once) == 2
    assert search(filled, "nộp hằng tháng")[0] == "dues/dieu-1-khoan-1"
    assert bring_index_up_to_date(filled, at_once) == 0
    (mended,) = (tmp_path / "index").iterdir()
    assert mended != generation


@pytest.mark.parametrize("damage", [*SEEN_WHILE_RUNNING, blot_segment])
def test_a_damaged_index_is_never_opened_again_and_filled_from_the_store(
    store: None, published: Published, tmp_path: Path, damage: Callable[[Path, Path], None]
) -> None:
    knowledge.keep(published("dues", "1. Đảng phí nộp hằng tháng.").data)
    first = TantivyRetriever(tmp_path / "index")
    bring_index_up_to_date(first, at_once)
    first.close()
    del first
    (generation,) = (tmp_path / "index").iterdir()
    damage(tmp_path / "index", generation)
    second = TantivyRetriever(tmp_path / "index")
    assert second.versions() == {}
    assert bring_index_up_to_date(second, at_once) == 1
    assert search(second, "nộp hằng tháng") == ["dues/dieu-1-khoan-1"]
    second.close()


def test_a_full_disk_refuses_and_leaves_the_index_as_it_was_until_there_is_room(child: Child, tmp_path: Path) -> None:
    refused, meanwhile, dues, meetings = said(child("run_out_of_room", tmp_path / "index"))  # type: ignore[misc]
    assert refused == [True, True]
    assert meanwhile == ["d1/dieu-1"]
    assert (dues, meetings) == (["d2/dieu-1"], ["d3/dieu-1"])
    assert len(list((tmp_path / "index").iterdir())) == 1


def test_a_folder_made_read_only_refuses_and_answers_go_on_also_after_a_start(child: Child, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    refused, meanwhile, started, mended = said(child("may_not_write", tmp_path / "index"))  # type: ignore[misc]
    assert refused == [True, True]
    assert (meanwhile, started) == (["d1/dieu-1"], ["d1/dieu-1"])
    assert mended == ["d2/dieu-1"]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_cut_lost_or_blotted_at_random_the_next_start_ends_in_a_whole_index(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    first = TantivyRetriever(tmp_path)
    first.rebuild(MANY[:5])
    first.apply([entry("d1", "Đảng phí đổi.", version=2)], ["d2"])
    first.close()
    del first
    for path in sorted(each for each in tmp_path.rglob("*") if each.is_file()):
        if chance.random() < 0.4:
            damage_at_random(path, chance)
    second = TantivyRetriever(tmp_path)
    try:
        held = second.versions()
    except RetrieverBrokenError:
        held = {}
    assert held in ({}, {"d0": 1, "d1": 2, "d3": 1, "d4": 1})
    if not held:
        second.rebuild(MANY[:5])
    assert len(search(second, "đảng phí", limit=200)) >= 61
    second.close()


def damage_at_random(path: Path, chance: random.Random) -> None:
    whole = path.read_bytes()
    at = chance.randrange(len(whole) + 1)
    match chance.choice(["cut", "lost", "blotted"]):
        case "cut":
            path.write_bytes(whole[:at])
        case "lost":
            path.unlink()
        case _:
            path.write_bytes(whole[:at] + bytes([0xFF ^ byte for byte in whole[at : at + 1]]) + whole[at + 1 :])


def test_a_second_process_is_refused_until_the_first_is_killed_and_then_finds_its_index(
    child: Child, tmp_path: Path
) -> None:
    holder = child("hold", tmp_path)
    assert said(holder) == "held"
    with pytest.raises(RuntimeError, match="in use by another process"):
        TantivyRetriever(tmp_path)
    holder.kill()
    holder.wait()
    retriever = TantivyRetriever(tmp_path)
    assert search(retriever, "đảng phí") == ["d1/dieu-1"]
    retriever.close()


def test_a_process_killed_in_the_middle_of_a_rebuild_leaves_the_index_it_was_serving(
    child: Child, tmp_path: Path
) -> None:
    chance, unfinished = random.Random(5), 0
    for _ in range(4):
        rebuilding = child("rebuild_for_ever", tmp_path)
        assert said(rebuilding) == "filled"
        time.sleep(chance.uniform(0.05, 0.4))
        rebuilding.kill()
        rebuilding.wait()
        unfinished += sum(not (generation / "complete").exists() for generation in tmp_path.iterdir())
        retriever = TantivyRetriever(tmp_path)
        assert len(retriever.versions()) == len(MANY)
        assert len(search(retriever, "đảng phí", limit=2000)) == 20 * len(MANY)
        assert len(list(tmp_path.iterdir())) == 1
        retriever.close()
        del retriever
    assert unfinished, "no rebuild was met half way"


def test_a_process_killed_in_the_middle_of_a_change_loses_nothing_that_was_committed(
    child: Child, tmp_path: Path
) -> None:
    for _ in range(3):
        applying = child("apply_for_ever", tmp_path)
        for version in range(1, 8):
            assert said(applying) == version
        applying.kill()
        applying.wait()
        retriever = TantivyRetriever(tmp_path)
        assert retriever.versions()["d1"] >= 7
        retriever.apply([entry("d1", "Đảng phí lần cuối.", version=1000)], [])
        assert search(retriever, "lần cuối") == ["d1/dieu-1"]
        retriever.close()
        del retriever


def test_two_rebuilds_at_once_leave_one_whole_index(filled: TantivyRetriever, tmp_path: Path) -> None:
    for _ in range(5):
        threads = [threading.Thread(target=filled.rebuild, args=[MANY]) for _ in range(2)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            assert search(filled, "đảng phí")
        assert len(filled.versions()) == len(MANY)
    assert len(list((tmp_path / "index").iterdir())) == 1
    # What the store says is taken up again: neither rebuild was made from it.
    bring_index_up_to_date(filled, at_once)
    assert filled.versions() == {"dues": 1, "meetings": 1}
