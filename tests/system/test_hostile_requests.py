"""Requests made up from the OpenAPI document, fitting and not, by a stranger, a member and an administrator: whatever
is sent, the door answers it and no answer is a fault of ours."""

from __future__ import annotations

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from requests.adapters import HTTPAdapter
from schemathesis import Case, GenerationMode

from deploy.local.place import REPOSITORY
from tests.stack import Province

pytestmark = [
    pytest.mark.slow,
    # Schemathesis hands cookies and files to its own client in ways that the client warns of.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
ELSEWHERE = "127.0.0.9"
"""Log-ins are counted by address: made-up ones must not use up those of the other tests."""
EXAMPLES = 12
ENDS_SESSIONS = {"/api/v1/session": "DELETE", "/api/v1/me/devices/others": "DELETE", "/api/v1/session/refresh": "POST"}

api = schemathesis.openapi.from_path(REPOSITORY / "docs" / "openapi.json")
api.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


class FromElsewhere(HTTPAdapter):
    def init_poolmanager(self, *arguments: object, **options: object) -> None:  # type: ignore[override]
        super().init_poolmanager(*arguments, source_address=(ELSEWHERE, 0), **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def line() -> requests.Session:
    session = requests.Session()
    session.mount("http://", FromElsewhere())
    return session


@api.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_no_request_makes_the_door_fail(case: Case, stack: Province, line: requests.Session) -> None:
    if ENDS_SESSIONS.get(case.operation.path) == case.method:
        return
    for username in (None, "dangvien", "quantri"):
        headers = {"Authorization": f"Bearer {stack.visitor(username).token}"} if username else {}
        answer = case.call(base_url=stack.address, headers=headers, session=line)
        assert answer.status_code < 500, f"{case.as_curl_command()} as {username}: {answer.status_code} {answer.text}"
