"""What a server adds to the promises of every retriever: it is away, slow, overloaded, shared by several processes.

Against the contract server (opensearch_contract.py); no real OpenSearch was to be had.
"""

import threading
from collections.abc import Iterator

import pytest

from services.assistant.engines import opensearch_client, opensearch_retriever
from services.assistant.engines.opensearch_client import OpenSearchClient, RefusedError
from services.assistant.engines.opensearch_retriever import OpenSearchRetriever
from services.assistant.engines.retrieval import RetrieverBrokenError
from services.assistant.rules.errors import LibraryClosed, SearchAway
from tests.services.assistant.engines.entries import entry, search
from tests.services.assistant.engines.opensearch_server import Server, retriever_at

DUES = entry("d1", "Đảng phí nộp hằng tháng.")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().running() as running:
        yield running


@pytest.fixture
def retriever(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenSearchRetriever]:
    monkeypatch.setattr(opensearch_client, "PAUSES", (0.01, 0.01))
    made = retriever_at(server)
    made.rebuild([DUES])
    server.asked.clear()
    yield made
    made.close()


def test_a_question_takes_two_round_trips(retriever: OpenSearchRetriever, server: Server) -> None:
    assert search(retriever, "đảng phí") == ["d1/dieu-1"]
    retriever.rarity(["dang", "phi", "dang_phi", "vang"])
    assert server.asked == ["POST /thu-v2/_search"] * 2


@pytest.mark.parametrize("fault", [429, 502, 503, "cut", "hang"])
def test_a_server_that_does_not_answer_is_unavailable_in_so_many_words(
    retriever: OpenSearchRetriever, server: Server, fault: int | str
) -> None:
    server.every = fault
    for ask in (lambda: search(retriever, "đảng phí"), lambda: retriever.rarity(["phi"]), retriever.versions):
        with pytest.raises(SearchAway, match="tạm gián đoạn"):
            ask()
    server.every = None
    assert search(retriever, "đảng phí") == ["d1/dieu-1"]


def test_an_answer_from_half_of_the_shards_is_none(retriever: OpenSearchRetriever, server: Server) -> None:
    server.failed_shards = 1
    with pytest.raises(SearchAway):
        search(retriever, "đảng phí")


def test_what_the_server_had_no_room_for_is_sent_again(retriever: OpenSearchRetriever, server: Server) -> None:
    server.items_without_room = 1
    retriever.apply([entry("d2", "Chi bộ họp.", "Bí thư chủ trì.")], [])
    assert search(retriever, "chi bộ họp") == ["d2/dieu-1"]
    assert server.asked.count("POST /thu-v2/_bulk") == 3


def test_a_server_without_room_for_long_leaves_the_document_to_the_next_look(
    retriever: OpenSearchRetriever, server: Server
) -> None:
    server.faults = [429]
    with pytest.raises(SearchAway):
        retriever.apply([entry("d2", "Chi bộ họp.")], [])
    assert retriever.versions() == {"d1": 1}
    retriever.apply([entry("d2", "Chi bộ họp.")], [])
    assert retriever.versions() == {"d1": 1, "d2": 1}


@pytest.mark.parametrize("reached", range(1, 6))
def test_a_document_half_written_is_not_said_to_be_there(
    retriever: OpenSearchRetriever, server: Server, reached: int
) -> None:
    """The process is killed after so many of its five requests; the next one does the work again."""
    server.faults = [None] * reached + ["cut"] * 10  # type: ignore[list-item]
    changed = entry("d1", "Đảng phí nộp hằng quý.", version=2)
    if reached < 5:
        with pytest.raises(SearchAway):
            retriever.apply([changed], [])
    else:
        retriever.apply([changed], [])
    server.faults = []
    assert retriever.versions() in ({"d1": 1}, {"d1": 2})
    if retriever.versions() == {"d1": 1}:
        retriever.apply([changed], [])
    assert search(retriever, "hằng quý") == ["d1/dieu-1"]
    assert search(retriever, "hằng tháng") == ["d1/dieu-1"]


def test_a_document_half_forgotten_is_forgotten_at_the_next_look(
    retriever: OpenSearchRetriever, server: Server
) -> None:
    server.faults = [None, "cut"]  # type: ignore[list-item]
    with pytest.raises(SearchAway):
        retriever.apply([], ["d1"])
    assert search(retriever, "đảng phí") == []
    assert retriever.versions() == {"d1": 1}
    retriever.apply([], ["d1"])
    assert retriever.versions() == {}


def test_a_slow_process_does_not_bring_an_older_version_back(retriever: OpenSearchRetriever, server: Server) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng quý.", version=3)], [])
    slow = retriever_at(server)
    slow.apply([entry("d1", "Đảng phí nộp hằng năm.", "Đảng phí cũ.", version=2)], [])
    assert search(retriever, "đảng phí") == ["d1/dieu-1"]
    assert search(retriever, "cũ") == []
    assert retriever.versions() == {"d1": 3}
    slow.close()


def test_an_index_that_is_gone_is_broken_to_the_follower_and_not_ready_to_the_member(
    retriever: OpenSearchRetriever, server: Server
) -> None:
    for name in list(server.cluster.indexes):
        server.cluster.drop(name)
    with pytest.raises(LibraryClosed):
        search(retriever, "đảng phí")
    for work in (retriever.versions, lambda: retriever.apply([DUES], [])):
        with pytest.raises(RetrieverBrokenError):
            work()
    assert server.cluster.indexes == {}
    retriever.rebuild([DUES])
    assert search(retriever, "đảng phí") == ["d1/dieu-1"]


def test_two_rebuilds_at_once_leave_one_index_behind_the_alias(retriever: OpenSearchRetriever, server: Server) -> None:
    many = [entry(f"d{number}", "Đảng phí nộp hằng tháng.") for number in range(30)]
    others = [retriever_at(server) for _ in range(3)]
    threads = [threading.Thread(target=each.rebuild, args=[many]) for each in others]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert search(retriever, "đảng phí")
    for thread in threads:
        thread.join()
    assert len(retriever.versions()) == 30
    assert server.cluster.aliases == {"thu-v2": set(server.cluster.indexes)}
    assert len(server.cluster.indexes) == 1
    for each in others:
        each.close()


def test_a_rebuild_that_fails_leaves_the_index_in_use_alone(retriever: OpenSearchRetriever, server: Server) -> None:
    server.faults = [None, None, None, 503]  # type: ignore[list-item]
    with pytest.raises(SearchAway):
        retriever.rebuild([entry("d2", "Chi bộ họp.")])
    assert search(retriever, "đảng phí") == ["d1/dieu-1"]
    assert len(server.cluster.indexes) == 1


def test_what_a_killed_rebuild_left_is_swept_once_it_is_old(retriever: OpenSearchRetriever, server: Server) -> None:
    for name, age_ms in (("thu-v2-left", 4_000_000), ("thu-v2-being-filled", 1_000)):
        server.cluster.create(name, {"mappings": {"properties": {}}})
        server.cluster.indexes[name].created_ms -= age_ms
    retriever.rebuild([DUES])
    assert "thu-v2-left" not in server.cluster.indexes
    assert "thu-v2-being-filled" in server.cluster.indexes


def test_more_documents_than_one_page_of_versions_are_all_known(
    retriever: OpenSearchRetriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opensearch_retriever, "VALUES_AT_A_TIME", 10)
    retriever.rebuild([entry(f"d{number}", "Họp.") for number in range(30)])
    assert len(retriever.versions()) == 30


def test_a_wrong_password_is_refused_and_told_without_any_word_of_the_question(server: Server) -> None:
    client = OpenSearchClient(server.url, user="sotay", password="sai")
    with pytest.raises(RefusedError, match="401 security_exception") as refused:
        client.call("POST", "thu-v2/_search", {"query": {"term": {"words": {"value": "bi-mat"}}}})
    assert "bi-mat" not in str(refused.value)
    client.close()
