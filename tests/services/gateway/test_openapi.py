from __future__ import annotations

from services.gateway.openapi import PAGE, as_text, described


def test_the_published_description_of_the_api_is_that_of_the_code() -> None:
    assert PAGE.read_text(encoding="utf-8") == as_text(), "run: python -m services.gateway.openapi"


# What is handed over again is known by its number and its words.
SAFE_BY_ITSELF = {"/api/v1/exchange/documents"}


def test_every_changing_call_may_be_repeated_safely_or_is_a_log_in() -> None:
    for path, methods in described()["paths"].items():
        if "post" in methods and "/session/" not in path and path not in SAFE_BY_ITSELF:
            names = {parameter["name"] for parameter in methods["post"].get("parameters", [])}
            assert "Idempotency-Key" in names, path
