"""The gateway's settings; the only file of the gateway that reads the environment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shared.settings import BaseSettings, MediaSettings, load, setting

HERE = Path(__file__).parent
STATIC = HERE / "static"
TEMPLATES = HERE / "templates"


@dataclass(frozen=True, kw_only=True)
class Settings(MediaSettings, BaseSettings):
    gateway_host: str = setting("GATEWAY_HOST", doc="Address the door listens on.", default="127.0.0.1")
    gateway_port: int = setting("GATEWAY_PORT", doc="Port the door listens on.", default=18080)
    secure_cookies: bool = setting(
        "SECURE_COOKIES", doc="Send the session cookie over HTTPS only; off for plain HTTP on loopback.", default=True
    )
    trusted_proxies: str = setting(
        "TRUSTED_PROXIES", doc="Addresses whose X-Forwarded-For is believed, comma-separated.", default="127.0.0.1"
    )
    # F04: a request ends within 5 s when a store is down. A service gives up on its store after 4.5 s.
    rpc_seconds: float = setting("RPC_SECONDS", doc="How long a service may take to answer.", default=4.75)
    scan_megabytes: int = setting(
        "SCAN_MEGABYTES", doc="Largest document that may be sent at the desk, in millions of bytes.", default=30
    )
    # A village committee's people share one address; who reads pages does so a few times a minute each.
    public_pages_per_minute: int = setting(
        "PUBLIC_PAGES_PER_MINUTE",
        doc="Public pages and feeds that one address may ask for in a minute without an account; 0: any number.",
        default=600,
    )
    public_audio_per_minute: int = setting(
        "PUBLIC_AUDIO_PER_MINUTE",
        doc="The same for pieces of public recordings, of which a podcast app asks for many; 0: any number.",
        default=3000,
    )
    certificate_checks_per_minute: int = setting(
        "CERTIFICATE_CHECKS_PER_MINUTE",
        doc="The same for numbers of certificates that are checked; 0: any number.",
        default=60,
    )
    province_name: str = setting("PROVINCE_NAME", doc="Name shown in the page header.", default="Đảng bộ tỉnh")


from_environment = partial(load, Settings)
