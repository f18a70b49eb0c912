"""Settings: read, checked, documented."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from shared import settings
from shared.settings import BaseSettings, MediaSettings, SettingsError, describe, load, setting

COMPLETE = {
    "SOTAY_PROVINCE": "ts",
    "SOTAY_AMQP_URI": "amqp://sotay:pass-word@127.0.0.1/ts",
    "SOTAY_MONGO_URI": "mongodb://127.0.0.1/identity?replicaSet=rs0",
    "SOTAY_METRICS_PORT": "9000",
    "SOTAY_TOKEN_PUBLIC_KEY_FILE": "/run/keys/public.pem",
    "SOTAY_FIELD_KEYS_FILE": "/run/keys/fields.json",
}


@dataclass(frozen=True, kw_only=True)
class Settings(MediaSettings, BaseSettings):
    lifetime: float = setting("LIFETIME", doc="Hours.", default=1.5)
    loud: bool = setting("LOUD", doc="Or not.", default=False)
    voice: Path | None = setting("VOICE", doc="A file.", default=None)


def test_a_complete_environment_is_read_with_its_types() -> None:
    found = load(BaseSettings, COMPLETE)
    assert (found.province, found.metrics_port, found.log_level) == ("ts", 9000, "INFO")
    assert found.token_public_key_file == Path("/run/keys/public.pem")
    assert found.data_dir == Path("data")


def test_a_service_adds_its_own() -> None:
    given = {**COMPLETE, "SOTAY_MEDIA_URI": "m", "SOTAY_LOUD": "yes", "SOTAY_VOICE": "v", "SOTAY_LIFETIME": "2"}
    found = load(Settings, given)
    assert (found.media_uri, found.loud, found.voice, found.lifetime) == ("m", True, Path("v"), 2.0)
    assert load(Settings, {**COMPLETE, "SOTAY_MEDIA_URI": "m"}).voice is None


def test_everything_missing_or_wrong_is_named_at_once_and_no_secret_is_shown() -> None:
    given = {"SOTAY_METRICS_PORT": "many", "SOTAY_AMQP_URI": "amqp://secret", "SOTAY_LOUD": "perhaps"}
    with pytest.raises(SettingsError) as caught:
        load(Settings, given)
    named = {line.split(":")[0] for line in caught.value.problems}
    assert named == {
        "SOTAY_PROVINCE",
        "SOTAY_MONGO_URI",
        "SOTAY_METRICS_PORT",
        "SOTAY_TOKEN_PUBLIC_KEY_FILE",
        "SOTAY_FIELD_KEYS_FILE",
        "SOTAY_MEDIA_URI",
        "SOTAY_LOUD",
    }
    assert "many" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_secret_can_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "amqp"
    file.write_text("amqp://from-file\n")
    given = {**COMPLETE, "SOTAY_AMQP_URI": "", "SOTAY_AMQP_URI_FILE": str(file)}
    assert load(BaseSettings, given).amqp_uri == "amqp://from-file"
    with pytest.raises(SettingsError, match="SOTAY_AMQP_URI_FILE cannot be read"):
        load(BaseSettings, {**given, "SOTAY_AMQP_URI_FILE": str(tmp_path / "missing")})


def test_a_description_has_a_row_for_every_setting() -> None:
    rows = {row.variable: row for row in describe(Settings)}
    assert rows["SOTAY_LIFETIME"].default == "`1.5`"
    assert rows["SOTAY_VOICE"].kind == "Path"
    assert rows["SOTAY_MONGO_URI"].secret
    assert rows["SOTAY_MONGO_URI"].default == "required"


def test_the_configuration_page_is_what_the_code_says() -> None:
    page = Path(settings.__file__).parents[1] / "docs" / "configuration.md"
    assert page.read_text(encoding="utf-8") == settings.configuration_page(), "run python -m shared.settings"
