"""A large installation whose search server is away: members and the desk are told, and it mends itself.

Against the contract server (engines/opensearch_contract.py); no real OpenSearch was to be had.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from services.assistant.engines.library import Library, open_library, use_library
from services.assistant.engines.opensearch_retriever import OpenSearchRetriever
from services.assistant.engines.policy_file import load_policy
from services.assistant.follower import IndexFollower
from services.assistant.rules.errors import LibraryClosed, SearchAway
from services.assistant.settings import Settings
from services.assistant.store import knowledge
from services.assistant.store.questions import AskedQuestion
from services.assistant.usecases.ask import ask
from shared import contracts
from shared.contracts.content import DocumentPublished
from shared.observability.health import Health
from shared.settings import SettingsError, load
from shared.usecase import Context, perform
from tests.services.assistant.engines.opensearch_server import PASSWORD, USER, Server, retriever_at

Published = Callable[..., contracts.Received[DocumentPublished]]
QUESTION = {"question": "Đảng viên nộp đảng phí khi nào?"}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().running() as running:
        yield running


@pytest.fixture
def follower(store: None, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[IndexFollower]:
    monkeypatch.setattr("services.assistant.follower.health", Health())
    use_library(Library(retriever_at(server), load_policy(), timedelta(days=30), timedelta(days=180)))
    made = IndexFollower()
    made.setup()
    yield made
    made._library.retriever.close()
    use_library(None)


def test_an_empty_server_is_filled_from_the_store_and_answers(
    follower: IndexFollower, published: Published, as_member: Callable[..., Context]
) -> None:
    knowledge.keep(published("d1").data)
    with pytest.raises(LibraryClosed):
        perform(ask, QUESTION, as_member())
    follower._look()
    follower._check()
    answered = perform(ask, QUESTION, as_member())
    assert [citation["document_id"] for citation in answered["citations"]] == ["d1"]


def test_while_it_is_away_members_and_readiness_are_told_and_nothing_is_kept(
    follower: IndexFollower, server: Server, published: Published, as_member: Callable[..., Context]
) -> None:
    knowledge.keep(published("d1").data)
    follower._look()
    server.every = 503
    with pytest.raises(SearchAway) as told:
        perform(ask, QUESTION, as_member())
    assert told.value.kind == "unavailable"
    assert "tạm gián đoạn" in told.value.message
    assert AskedQuestion.objects.count() == 0
    follower._look()
    with pytest.raises(RuntimeError, match="search server does not answer"):
        follower._check()
    server.every = None
    follower._look()
    follower._check()
    assert perform(ask, QUESTION, as_member())["citations"]


def test_the_retriever_is_chosen_by_settings_and_its_password_read_from_a_file(
    tmp_path: Path, server: Server, environment: dict[str, str]
) -> None:
    (tmp_path / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    chosen = {
        **environment,
        "SOTAY_ASSISTANT_RETRIEVER": "opensearch",
        "SOTAY_ASSISTANT_OPENSEARCH_URL": server.url,
        "SOTAY_ASSISTANT_OPENSEARCH_USER": USER,
        "SOTAY_ASSISTANT_OPENSEARCH_PASSWORD_FILE": str(tmp_path / "password"),
    }
    opened = open_library(load(Settings, chosen)).retriever
    assert isinstance(opened, OpenSearchRetriever)
    opened.rebuild([])
    assert opened.versions() == {}
    opened.close()


@pytest.mark.parametrize(
    "wrong", [{"SOTAY_ASSISTANT_RETRIEVER": "lucene"}, {"SOTAY_ASSISTANT_RETRIEVER": "opensearch"}]
)
def test_a_retriever_that_is_not_known_or_not_addressed_is_told_at_the_start(
    environment: dict[str, str], wrong: dict[str, str]
) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_OPENSEARCH_URL"):
        open_library(load(Settings, {**environment, **wrong}))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        "SOTAY_PROVINCE": "ts",
        "SOTAY_AMQP_URI": "amqp://localhost",
        "SOTAY_MONGO_URI": "mongodb://localhost",
        "SOTAY_METRICS_PORT": "0",
        "SOTAY_TOKEN_PUBLIC_KEY_FILE": "keys",
        "SOTAY_FIELD_KEYS_FILE": "keys",
        "SOTAY_DATA_DIR": str(tmp_path),
    }
