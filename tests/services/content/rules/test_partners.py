"""Keys, addresses and waits of other systems."""

from datetime import timedelta

import pytest

from services.content.rules.exchange_errors import KeyUnknown, WebhookHostUnknown, WebhookUnreadable
from services.content.rules.partners import checked_webhook, digest_of, key_of, same_secret, wait_after

HOSTS = ["qlvb.tinh.vn", "10.1.2.3:8443"]


def test_a_key_reads_back_as_it_was_shown() -> None:
    assert str(key_of("p1.abc.def")) == "p1.abc.def"
    assert (key_of("p1.abc.def").partner_id, key_of("p1.abc.def").secret) == ("p1", "abc.def")


@pytest.mark.parametrize("text", ["", ".", "p1", "p1.", ".abc", "đ.abc"])
def test_anything_else_is_nobodys_key(text: str) -> None:
    with pytest.raises(KeyUnknown):
        key_of(text)


def test_only_the_hash_of_a_secret_is_needed_to_know_it_again() -> None:
    assert same_secret("abc", digest_of("abc"))
    assert not same_secret("abd", digest_of("abc"))


@pytest.mark.parametrize("url", ["https://qlvb.tinh.vn/tin?x=1", "http://10.1.2.3:8443/"])
def test_an_address_on_a_host_that_the_operator_named_is_called(url: str) -> None:
    assert checked_webhook(url, HOSTS) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://qlvb.tinh.vn:8443/tin",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest",
        "https://qlvb.tinh.vn.example/",
        "http://localhost/",
    ],
)
def test_no_other_host_is_called(url: str) -> None:
    with pytest.raises(WebhookHostUnknown):
        checked_webhook(url, HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "qlvb.tinh.vn",
        "ftp://qlvb.tinh.vn/",
        "https://",
        "https://a@qlvb.tinh.vn/",
        "https://[qlvb/",
        "https://qlvb.tinh.vn:x/",
    ],
)
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(WebhookUnreadable):
        checked_webhook(url, HOSTS)


def test_each_failure_waits_longer_and_never_longer_than_six_hours() -> None:
    waits = [wait_after(failures) for failures in range(1, 20)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(seconds=5), timedelta(hours=6))
