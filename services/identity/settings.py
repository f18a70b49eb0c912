"""What identity reads from the environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shared.settings import BaseSettings, TokenIssuerSettings, load, setting

DEMONSTRATION_PROVINCES = frozenset({"ts", "truong-son"})
"""Codes of the fictional province; everything meant for showing only is refused anywhere else."""


@dataclass(frozen=True, kw_only=True)
class CardSettings:
    """Enough to read cards: the card worker and the command line need no more."""

    card_layout_folder: Path | None = setting(
        "CARD_LAYOUT_FOLDER",
        doc="Card worker: folder of the province's own card layouts (TOML), laid over the shipped ones.",
        default=None,
    )
    card_detector_folder: Path | None = setting(
        "CARD_DETECTOR_FOLDER",
        doc="Card worker: another text detector (`inference.onnx`, `inference.yml`, `SHA256SUMS`); else the packaged.",
        default=None,
    )
    card_recogniser_folder: Path | None = setting(
        "CARD_RECOGNISER_FOLDER",
        doc="Card worker: another line recogniser, in the same form; it must know every Vietnamese letter.",
        default=None,
    )
    card_tessdata_folder: Path | None = setting(
        "CARD_TESSDATA_FOLDER",
        doc="Card worker: folder with `vie.traineddata`; without it the system's.",
        default=None,
    )
    card_threads: int = setting(
        "CARD_THREADS",
        doc="Card worker: threads of one reading; more workers serve better than more threads.",
        default=1,
    )


@dataclass(frozen=True, kw_only=True)
class FaceSettings:
    """Enough to compare faces: the face worker and the command line need no more."""

    face_model: str = setting(
        "FACE_MODEL",
        doc="Face worker: DeepFace's name of the model: Dlib (shipped), ArcFace, Facenet512.",
        default="Dlib",
    )
    face_weights_folder: Path | None = setting(
        "FACE_WEIGHTS_FOLDER", doc="Face worker: folder with the weights of another model than Dlib.", default=None
    )
    face_bands_file: Path | None = setting(
        "FACE_BANDS_FILE",
        doc="Face worker: the province's own thresholds (TOML), as `calibrate-faces` writes them.",
        default=None,
    )


@dataclass(frozen=True, kw_only=True)
class RegistrationSettings:
    registration_picture_hours: int = setting(
        "REGISTRATION_PICTURE_HOURS",
        doc="How long pictures of an unfinished registration are kept; after the decision they go at once.",
        default=72,
    )


@dataclass(frozen=True, kw_only=True)
class Settings(CardSettings, FaceSettings, RegistrationSettings, TokenIssuerSettings, BaseSettings):
    sms_gateway_url: str = setting(
        "SMS_GATEWAY_URL",
        doc="Where one-time codes are posted; empty: they are handed over in person (demonstration: a file).",
        default="",
    )
    sms_gateway_token: str = setting(
        "SMS_GATEWAY_TOKEN", doc="Bearer token of the SMS gateway.", default="", secret=True
    )
    login_failures: int = setting(
        "LOGIN_FAILURES", doc="Wrong passwords or codes before a log-in name is locked.", default=5
    )
    login_lock_minutes: int = setting(
        "LOGIN_LOCK_MINUTES", doc="Length of the first lock; each further one is twice as long.", default=5
    )
    holidays: str = setting(
        "HOLIDAYS",
        doc="Public holidays as ISO dates with commas between; the time to answer a request on data skips them.",
        default="",
    )
    breached_passwords_file: Path | None = setting(
        "BREACHED_PASSWORDS_FILE",
        doc="Leaked passwords that nobody may choose, made by `build-breached-list`; empty: none is looked up.",
        default=None,
    )
    replaced_paper_days: int = setting(
        "REPLACED_PAPER_DAYS",
        doc="How long files of replaced and withdrawn papers in members' records are kept; 0: for good.",
        default=0,
    )
    public_origins: str = setting(
        "PUBLIC_ORIGINS",
        doc="Addresses under which members open the handbook, e.g. https://sotay.example, comma-separated; empty: no "
        "passkeys and no log-in through a provider.",
        default="",
    )
    passkey_rp_id: str = setting(
        "PASSKEY_RP_ID",
        doc="Domain that passkeys are made for; empty: that of the first origin. Changed, all passkeys are void.",
        default="",
    )
    oidc_issuer: str = setting(
        "OIDC_ISSUER", doc="Issuer of the provider members may log in through (VNeID); empty: none.", default=""
    )
    oidc_name: str = setting("OIDC_NAME", doc="What that provider is called on the button.", default="VNeID")
    oidc_client_id: str = setting("OIDC_CLIENT_ID", doc="Our name at the provider.", default="")
    oidc_client_secret: str = setting("OIDC_CLIENT_SECRET", doc="Our secret at the provider.", default="", secret=True)
    oidc_scopes: str = setting("OIDC_SCOPES", doc="What is asked of the provider.", default="openid")
    oidc_citizen_claim: str = setting(
        "OIDC_CITIZEN_CLAIM", doc="Claim that carries the citizen number.", default="citizen_number"
    )
    oidc_algorithms: str = setting(
        "OIDC_ALGORITHMS", doc="Signatures that are taken of it, comma-separated.", default="RS256,ES256"
    )


__all__ = ["DEMONSTRATION_PROVINCES", "CardSettings", "FaceSettings", "Settings", "load"]
