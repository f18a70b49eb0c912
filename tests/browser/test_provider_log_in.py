"""To another provider and back, in a real Chromium: identity and the door as they run, beside oidc-provider-mock."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
import requests
from playwright.sync_api import Browser, expect

from deploy.local.mongod import Mongod
from deploy.local.place import REPOSITORY, Place
from deploy.local.rabbitmq import Broker
from tests.browser.harness import NARROW, complaints_about, person
from tests.ports import free_base_port
from tests.services import bus

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PEOPLE = {"giang": "999092000001", "la": "001180000099"}


def _wait_for(address: str) -> None:
    for _ in range(300):
        with suppress(requests.RequestException):
            requests.get(address, timeout=2)
            return
        time.sleep(0.1)
    raise AssertionError(f"{address} did not open")


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    port = free_base_port()
    options = [
        word
        for subject, number in PEOPLE.items()
        for word in ("--user-claims", json.dumps({"sub": subject, "citizen_number": number}))
    ]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port), "-n", "true", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://localhost:{port}/jwks")
            yield f"http://localhost:{port}"
        finally:
            process.kill()


@pytest.fixture(scope="module")
def address(stack_place: Place, mongod: Mongod, broker: Broker, provider: str) -> Iterator[str]:
    """A door and an identity whose settings name the provider."""
    bus.emptied("identity", mongod)
    identity = bus.environment_of("identity", stack_place) | {
        "SOTAY_OIDC_ISSUER": provider,
        "SOTAY_OIDC_CLIENT_ID": "so-tay",
        "SOTAY_OIDC_CLIENT_SECRET": "s",
    }
    assert bus.command("identity", identity, "seed-demo").returncode == 0
    door = bus.environment_of("gateway", stack_place)
    with ExitStack() as running:
        running.enter_context(bus.serving("identity", identity))
        program = [sys.executable, "-m", "services.gateway"]
        process = running.enter_context(subprocess.Popen(program, cwd=REPOSITORY, env=door))
        running.callback(process.terminate)
        found = f"http://localhost:{stack_place.gateway_port}"
        _wait_for(f"{found}/login")
        with bus.line_to("identity", broker) as line:
            line.ask("ways_to_sign_in")
        yield found


def test_who_stands_in_the_register_comes_in_and_who_does_not_is_told_how(address: str, browser: Browser) -> None:
    for subject, inside in (("giang", True), ("la", False)):
        with person(browser, address, NARROW) as somebody:
            page = somebody.open("/login?next=/me/username")
            page.get_by_role("button", name="Đăng nhập bằng VNeID").click()
            expect(page.get_by_role("heading", name="Đăng nhập bằng VNeID")).to_be_visible()
            assert complaints_about(somebody) == []
            page.get_by_role("button", name="Sang trang VNeID").click()
            page.locator(f"button[value={subject}]").click()
            page.wait_for_url(lambda url: url.startswith(address))
            if inside:
                expect(page.get_by_role("heading", name="Đổi tên đăng nhập")).to_be_visible()
                continue
            expect(page.get_by_role("alert")).to_contain_text("đăng ký bằng thẻ đảng viên")
            cookies = {cookie["name"] for cookie in somebody.context.cookies(address)}
            assert "sotay_phien" not in cookies


def test_somebody_elses_return_address_opens_nothing(address: str, browser: Browser) -> None:
    with person(browser, address, NARROW) as somebody:
        page = somebody.open("/login/provider/return?state=x&code=y")
        expect(page.get_by_role("alert")).to_contain_text("không còn hiệu lực")
