"""The door and the command line as they run: own processes, real mongod and broker."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.demo.story.patience import eventually
from deploy.local.mongod import Mongod
from deploy.local.place import Place
from deploy.local.rabbitmq import Broker
from shared.security import Grant
from tests.services import bus
from tests.services.content.conftest import CELL

pytestmark = pytest.mark.slow
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def environment(stack_place: Place, mongod: Mongod, broker: Broker) -> dict[str, str]:
    bus.emptied("content", mongod)
    return bus.environment_of("content", stack_place)


@pytest.fixture(scope="module")
def seeded(environment: dict[str, str]) -> str:
    done = bus.command("content", environment, "seed-demo", "--audience", "ts/")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def ask(environment: dict[str, str], seeded: str, broker: Broker, stack_place: Place) -> Iterator[Ask]:
    """Asks as an editor of the province or as a member of a cell."""
    with bus.serving("content", environment), bus.line_to("content", broker) as line:

        def call(method: str, *roles: str, repeat_key: str = "", **fields: Any) -> dict[str, Any]:
            token = bus.token_for(stack_place, "m1", CELL, *(Grant(role, "ts/") for role in roles))
            return line.ask(method, token, repeat_key=repeat_key, **fields)

        yield call


def test_seeding_again_changes_nothing(environment: dict[str, str], seeded: str) -> None:
    assert "4 mới" in seeded
    assert "8 bài mới" in seeded
    assert "Chuyên đề, sách nói, bản tin: 3 mới" in seeded
    again = bus.command("content", environment, "seed-demo", "--audience", "ts/").stdout
    assert "0 mới, 0 thay đổi, 4 giữ nguyên" in again
    assert "0 bài mới" in again
    assert "bản tin: 0 mới" in again


def test_a_real_province_is_not_seeded(environment: dict[str, str]) -> None:
    done = bus.command("content", environment | {"SOTAY_PROVINCE": "tn"}, "seed-demo", "--audience", "tn/")
    assert (done.returncode, done.stdout) == (1, "")
    assert "tỉnh hư cấu" in done.stderr


def test_what_is_exported_at_the_machine_is_known_when_it_comes_back(
    environment: dict[str, str], seeded: str, tmp_path: Path
) -> None:
    package = tmp_path / "van-ban.zip"
    assert (
        "Đã xuất 4 văn bản"
        in bus.command("content", environment, "export-documents", package, "--audience", "ts/").stdout
    )
    done = bus.command("content", environment, "import-package", package, "--audience", "ts/")
    assert (done.returncode, done.stdout.count("unchanged")) == (0, 4)
    done = bus.command("content", environment, "import-package", package, "--audience", "ts/x03/")
    assert (done.returncode, done.stdout.count("nằm ngoài phạm vi")) == (1, 4)


def test_bad_files_and_a_bad_audience_end_with_a_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "mat.txt").write_text("---\nnumber: 1\n---\nMẬT\n", encoding="utf-8")
    done = bus.command("content", environment, "import-documents", tmp_path, "--audience", "ts/")
    assert done.returncode == 1
    assert "mat.txt: Nội dung có dấu chỉ độ mật" in done.stdout
    done = bus.command("content", environment, "import-documents", tmp_path, "--audience", "/")
    assert "Mã tổ chức đảng" in done.stdout
    assert "Không tìm thấy tài liệu" in bus.command("content", environment, "withdraw-document", "nothing").stderr


def test_a_member_reads_the_seeded_news_and_documents_over_the_bus(ask: Ask) -> None:
    articles = ask("list_articles")["result"]["items"]
    assert len(articles) == 8
    assert len(ask("list_categories")["result"]["items"]) == 11
    assert len(ask("list_articles", category="ngay-le-ky-niem")["result"]["items"]) == 1
    shown = ask("read_article", article_id=articles[0]["id"])["result"]
    assert len(shown["paragraphs"]) >= 6
    document = ask("list_documents")["result"]["items"][0]
    sections = ask("read_document", document_id=document["id"])["result"]["sections"]
    assert sections[0]["anchor"] == "dieu-1-khoan-1"


def test_what_is_stored_is_found_over_the_bus_and_what_is_published_while_it_runs_soon_after(ask: Ask) -> None:
    def searched(text: str) -> list[dict[str, Any]]:
        return list(ask("search", text=text)["result"]["items"])

    hit = eventually("the seeded documents", lambda: searched("thu nop dang phi"))[0]
    sections = ask("read_document", document_id=hit["id"])["result"]["sections"]
    assert hit["anchor"] in {section["anchor"] for section in sections}
    assert searched("cầu treo Nậm Rốm") == []
    text = {"title": "Khánh thành cầu treo Nậm Rốm", "body": "Nội dung.", "audience": "ts/"}
    written = ask("write_article", "committee_editor", **text)["result"]
    ask("publish_article", "committee_editor", article_id=written["id"], version=1)
    (hit,) = eventually("the new article", lambda: searched("cau treo nam rom"))
    assert hit["id"] == written["id"]


def test_the_index_is_made_anew_by_a_command_while_it_answers(ask: Ask, environment: dict[str, str]) -> None:
    eventually("the seeded documents", lambda: ask("search", text="dang phi")["result"]["items"])
    folder = Path(environment["SOTAY_DATA_DIR"]) / "content-search" / "0"

    def generations() -> set[str]:
        return {path.name for path in folder.iterdir()}

    before = generations()
    assert bus.command("content", environment, "rebuild-search").returncode == 0

    def made_anew() -> bool:
        assert ask("search", text="dang phi")["result"]["items"]
        return not generations() & before

    eventually("another index", made_anew)


def test_a_command_repeated_over_the_bus_writes_one_article(ask: Ask) -> None:
    text = {"title": "Tin mới", "body": "Nội dung.", "audience": "ts/"}
    written = [ask("write_article", "committee_editor", repeat_key="k-12345678", **text)["result"] for _ in range(2)]
    assert written[0] == written[1]
    published = ask("publish_article", "committee_editor", article_id=written[0]["id"], version=1)["result"]
    assert published["state"] == "published"


def test_a_member_without_the_role_is_refused_in_vietnamese(ask: Ask) -> None:
    told = ask("write_article", title="A", body="B", audience="ts/")["error"]["exc_args"][0]
    assert told["kind"] == "forbidden"
    assert told["message"].startswith("Đồng chí")
