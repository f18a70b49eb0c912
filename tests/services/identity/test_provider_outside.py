"""The provider is another server, and may be slow: identity's process answers everybody else meanwhile."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from deploy.local.mongod import Mongod
from deploy.local.place import Place
from deploy.local.rabbitmq import Broker
from tests.services import bus
from tests.services.identity.lying_provider import LyingProvider, lying_provider

pytestmark = pytest.mark.slow
SLOW = 1.5


@pytest.fixture
def slow() -> Iterator[LyingProvider]:
    with lying_provider() as provider:
        provider.seconds = SLOW
        yield provider


def test_a_slow_provider_holds_up_nobody(
    stack_place: Place, mongod: Mongod, broker: Broker, slow: LyingProvider
) -> None:
    environment = bus.environment_of("identity", stack_place) | {
        "SOTAY_OIDC_ISSUER": slow.issuer,
        "SOTAY_OIDC_CLIENT_ID": "so-tay",
        "SOTAY_OIDC_CLIENT_SECRET": "s",
    }
    with bus.serving("identity", environment), bus.line_to("identity", broker) as line:
        assert line.ask("ways_to_sign_in")["result"]["provider"] == "VNeID"
        with ThreadPoolExecutor(1) as aside:
            begun = aside.submit(_begin, broker)
            while not slow.asked:
                time.sleep(0.01)
            started = time.monotonic()
            assert line.ask("ways_to_sign_in")["result"]["passkeys"]
            assert time.monotonic() - started < SLOW / 2
            assert begun.result()["result"]["address"].startswith(f"{slow.issuer}/authorize?")


def _begin(broker: Broker) -> dict[str, Any]:
    with bus.line_to("identity", broker) as line:
        answer: dict[str, Any] = line.ask("begin_provider_log_in")
        return answer
