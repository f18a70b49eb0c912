"""The desk's pages about the assistant's answers, over HTTP, with the real assistant behind the door."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import httpx
import msgspec
import pytest

from deploy.local.keys import make_keys, token_public_key_file
from deploy.local.mongod import Mongod
from deploy.local.place import Place
from deploy.local.processes import PROCESSES, metrics_port, program
from deploy.local.programs import RunningProgram
from deploy.local.rabbitmq import Broker
from services.assistant.engines.policy_file import load_policy
from services.gateway.app import build
from services.gateway.callers import SESSION_COOKIE
from services.gateway.settings import from_environment
from shared.security import Grant
from tests.services import bus
from tests.services.assistant.test_service import is_ready
from tests.services.gateway.conftest import RunningDoor

pytestmark = pytest.mark.slow
CELL = "ts/x03/c0312/"
ADMINISTRATOR, EDITOR = Grant("administrator", "ts/"), Grant("committee_editor", "ts/")
LINE = {"id": "q1", "question": "Trồng cây gì?", "relevant": []}


@pytest.fixture(scope="module")
def assistant(stack_place: Place, broker: Broker, mongod: Mongod) -> Iterator[None]:
    make_keys(stack_place)
    process = next(each for each in PROCESSES if each.name == "assistant")
    running = RunningProgram(program(stack_place, process), stack_place.log_dir / "assistant.log")
    running.wait_until(lambda: is_ready(metrics_port(stack_place, process)), 30)
    yield
    running.stop()


@pytest.fixture
def desk(assistant: None, stack_place: Place, broker: Broker, mongod: Mongod, store_uri: str) -> Iterator[RunningDoor]:
    public = str(token_public_key_file(stack_place))
    settings = {
        "PROVINCE": "ts", "AMQP_URI": broker.uri, "MONGO_URI": store_uri, "METRICS_PORT": "0", "RPC_SECONDS": "3",
        "MEDIA_URI": mongod.uri("media", "media_reader"), "TOKEN_PUBLIC_KEY_FILE": public, "FIELD_KEYS_FILE": public,
        "SECURE_COOKIES": "yes",
    }  # fmt: skip
    running = RunningDoor(build(from_environment({f"SOTAY_{name}": value for name, value in settings.items()})))
    running.start()
    yield running
    running.stop()


def browser(desk: RunningDoor, place: Place, *grants: Grant) -> httpx.Client:
    token = bus.token_for(place, "p1", CELL, *grants)
    client = desk.client(cookies={SESSION_COOKIE: token}, follow_redirects=True)
    client.headers["Sec-Fetch-Site"] = "same-origin"
    return client


def key_in(page: str) -> str:
    found = re.search(r'name="idempotency_key" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def sent(client: httpx.Client, path: str, field: str, content: str) -> httpx.Response:
    key = key_in(client.get("/desk/answer-quality").text)
    return client.post(path, data={"idempotency_key": key}, files={field: ("file.json", content.encode())})


def test_thresholds_are_added_compared_and_switched(desk: RunningDoor, stack_place: Place) -> None:
    own = load_policy()
    policy = msgspec.structs.replace(own, version="shy.1", fitted_on="a test", answer_from=0.9)
    with browser(desk, stack_place, ADMINISTRATOR) as client:
        put = sent(client, "/desk/answer-quality/golden", "golden", json.dumps(LINE))
        assert "Đã nhập bộ câu hỏi mẫu" in put.text
        shown = sent(client, "/desk/answer-quality/policies", "thresholds", msgspec.json.encode(policy).decode())
        assert "So sánh ngưỡng trả lời" in shown.text
        form = {"idempotency_key": key_in(shown.text), "was": own.version}
        switched = client.post("/desk/answer-quality/policies/shy.1", data=form)
        assert "Đã đổi ngưỡng trả lời" in switched.text
        again = client.post(
            "/desk/answer-quality/policies/shy.1", data={"idempotency_key": "12345678-other", "was": "older"}
        )
        assert again.status_code == 200
        back = client.get(f"/desk/answer-quality/policies/{own.version}").text
        refused = {"idempotency_key": key_in(back), "was": "older"}
        assert "vừa được đổi" in client.post(f"/desk/answer-quality/policies/{own.version}", data=refused).text
        form = {"idempotency_key": key_in(back) + "1", "was": "shy.1"}
        assert client.post(f"/desk/answer-quality/policies/{own.version}", data=form).status_code == 200


def test_a_file_that_cannot_be_read_is_told_beside_its_field(desk: RunningDoor, stack_place: Place) -> None:
    with browser(desk, stack_place, ADMINISTRATOR) as client:
        answer = sent(client, "/desk/answer-quality/golden", "golden", "{")
        assert answer.status_code == 422
        assert "Dòng 1: không đọc được." in answer.text
        assert sent(client, "/desk/answer-quality/policies", "thresholds", "[]").status_code == 422
        empty = client.post("/desk/answer-quality/golden", files={"golden": ("a", b"\xff\xfe")})
        assert "Tệp phải là văn bản UTF-8" in empty.text


@pytest.mark.parametrize("role", ["committee_editor", "administrator"])
def test_who_keeps_documents_below_the_province_opens_what_the_menu_shows(
    desk: RunningDoor, stack_place: Place, role: str
) -> None:
    with browser(desk, stack_place, Grant(role, "ts/x03/")) as client:
        menu = client.get("/desk").text.partition('<nav class="menu"')[2].partition("</nav>")[0]
        for place in ("/desk/unanswered", "/desk/answer-quality"):
            assert f'href="{place}"' in menu
            page = client.get(place)
            assert page.status_code == 200
            assert f'action="{place}' not in page.text
        refused = client.post("/desk/answer-quality/golden", files={"golden": ("a", json.dumps(LINE).encode())})
        assert refused.status_code == 403


def test_an_editor_reads_the_list_of_what_went_unanswered(desk: RunningDoor, stack_place: Place) -> None:
    with browser(desk, stack_place, EDITOR) as client:
        page = client.get("/desk/unanswered")
        assert page.status_code == 200
        assert "Không có nội dung nào" in page.text
        assert client.get("/desk/unanswered?state=wrong").status_code == 422
        assert client.post("/desk/unanswered/never", data={"version": "1", "state": "added"}).status_code == 404
        assert client.get("/desk/answer-quality").status_code == 200
