"""What this process signs tokens with, sends codes through and counts attempts by; chosen at the start."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.identity.engines.breached_passwords import BreachedPasswords
from services.identity.engines.code_sender import CodeSender, code_sender
from services.identity.engines.oidc import Provider, ProviderConfig
from services.identity.engines.passkeys import RelyingParty, relying_party
from services.identity.rules.lockout import Policy
from services.identity.settings import Settings
from shared import clock
from shared.security import load_private_key


def in_a_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True).start()


@dataclass(frozen=True)
class Engines:
    """`aside` runs what an answer must not wait for: its length would tell whether a name exists."""

    province: str
    signing_key: Ed25519PrivateKey = field(repr=False)
    code_sender: CodeSender
    lockout: Policy = field(default_factory=Policy)
    aside: Callable[[Callable[[], None]], None] = in_a_thread
    holidays: frozenset[date] = frozenset()
    picture_hours: int = 72
    replaced_paper_days: int = 0
    breached_passwords: BreachedPasswords | None = None
    relying_party: RelyingParty | None = None
    provider: Provider | None = None


def engines_from(settings: Settings) -> Engines:
    """Raises ValueError for an address or a holiday that is none, or a list of leaked passwords that is not one."""
    lockout = Policy(failures=settings.login_failures, first_lock=timedelta(minutes=settings.login_lock_minutes))
    signing_key = load_private_key(settings.token_private_key_file)
    holidays = frozenset(date.fromisoformat(day.strip()) for day in settings.holidays.split(",") if day.strip())
    leaked = settings.breached_passwords_file
    return Engines(
        settings.province,
        signing_key,
        code_sender(settings),
        lockout,
        holidays=holidays,
        picture_hours=settings.registration_picture_hours,
        replaced_paper_days=settings.replaced_paper_days,
        breached_passwords=BreachedPasswords(leaked) if leaked else None,
        relying_party=relying_party(settings.public_origins, settings.passkey_rp_id),
        provider=_provider(settings),
    )


def _provider(settings: Settings) -> Provider | None:
    if not settings.oidc_issuer:
        return None
    origin = settings.public_origins.partition(",")[0].strip().rstrip("/")
    if not origin:
        raise ValueError("SOTAY_OIDC_ISSUER needs SOTAY_PUBLIC_ORIGINS: the provider sends members back there")
    config = ProviderConfig(
        name=settings.oidc_name,
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        scopes=settings.oidc_scopes,
        claim=settings.oidc_citizen_claim,
        algorithms=tuple(name.strip() for name in settings.oidc_algorithms.split(",") if name.strip()),
        redirect_uri=f"{origin}/login/provider/return",
    )
    return Provider(config, clock.now)


class _Process:
    engines: Engines | None = None


def use_engines(engines: Engines | None) -> None:
    _Process.engines = engines


def engines() -> Engines:
    if _Process.engines is None:
        raise RuntimeError("identity was not prepared: use_engines() comes first")
    return _Process.engines
