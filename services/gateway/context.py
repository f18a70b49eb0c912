"""What travels with one HTTP request to every service it asks: who, and which repeat. Trace and correlation id are
carried by `shared.observability.tracing`."""

from __future__ import annotations

from dataclasses import dataclass

from shared.observability import to_headers


@dataclass(frozen=True)
class CallContext:
    token: str | None = None
    idempotency_key: str | None = None

    def headers(self) -> dict[str, str]:
        """In nameko's words; a header that has no value is left out."""
        own = {"auth_token": self.token, "idempotency_key": self.idempotency_key}
        return {f"nameko.{name}": value for name, value in (to_headers() | own).items() if value}
