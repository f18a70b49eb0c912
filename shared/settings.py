"""Typed settings read once, at the start of a process, from the environment.

Owns: how a setting is declared, found (`SOTAY_X`, or the file named by `SOTAY_X_FILE`), checked and
documented.
Promises: everything that is missing or wrong is named in one error, and no secret value ever appears in it;
`docs/configuration.md` is written from the same declarations (`python -m shared.settings`).
Does not: hold a service's own settings; those subclass `BaseSettings` as `Settings` in
services/<name>/settings.py.
"""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import os
import pkgutil
import sys
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

PREFIX = "SOTAY_"
_REQUIRED = object()
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


class SettingsError(Exception):
    """Raised once, with a line for every setting that is missing or wrong."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The settings are not complete:\n" + "\n".join(f"  - {line}" for line in problems))


@dataclass(frozen=True)
class Row:
    """One line of docs/configuration.md."""

    variable: str
    kind: str
    default: str
    secret: bool
    doc: str


def setting(env: str, *, doc: str, default: Any = _REQUIRED, secret: bool = False) -> Any:
    """Declare a field of a settings class. `env` is the name without its prefix."""
    metadata = {"env": PREFIX + env, "doc": doc, "default": default, "secret": secret}
    return dataclasses.field(metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class BaseSettings:
    """What every process of the system needs to know."""

    province: str = setting("PROVINCE", doc="Code of the province served; also the audience of its tokens.")
    amqp_uri: str = setting("AMQP_URI", doc="RabbitMQ, `amqp://user:password@host:port/vhost`.", secret=True)
    mongo_uri: str = setting("MONGO_URI", doc="The service's own database; must name its `replicaSet`.", secret=True)
    metrics_host: str = setting(
        "METRICS_HOST", doc="Address that `/metrics`, `/live` and `/ready` listen on.", default="127.0.0.1"
    )
    metrics_port: int = setting("METRICS_PORT", doc="Port of `/metrics`, `/live` and `/ready`; 0 takes a free one.")
    token_public_key_file: Path = setting(
        "TOKEN_PUBLIC_KEY_FILE", doc="PEM file with every Ed25519 public key that may have signed a token."
    )
    field_keys_file: Path = setting("FIELD_KEYS_FILE", doc="JSON key ring of the encrypted fields.")
    log_level: str = setting("LOG_LEVEL", doc="DEBUG, INFO, WARNING or ERROR.", default="INFO")
    data_dir: Path = setting(
        "DATA_DIR", doc="Folder for files that can be made again: indexes, voices, models.", default="data"
    )


@dataclass(frozen=True, kw_only=True)
class MediaSettings:
    """Mixed in by the services that keep big files."""

    media_uri: str = setting("MEDIA_URI", doc="Database of the blob store; must name its `replicaSet`.", secret=True)


@dataclass(frozen=True, kw_only=True)
class TokenIssuerSettings:
    """Mixed in by identity, the only service that signs tokens."""

    token_private_key_file: Path = setting(
        "TOKEN_PRIVATE_KEY_FILE", doc="PEM file with the Ed25519 key that signs tokens."
    )


S = TypeVar("S")


def load(settings: type[S], environ: Mapping[str, str] | None = None) -> S:
    """Read every field of `settings`; raise one `SettingsError` that names all that is missing or wrong."""
    source = os.environ if environ is None else environ
    hints = typing.get_type_hints(settings)
    values: dict[str, Any] = {}
    problems: list[str] = []
    for field in dataclasses.fields(typing.cast("Any", settings)):
        try:
            values[field.name] = _value(field, hints[field.name], source)
        except ValueError as error:
            problems.append(f"{field.metadata['env']}: {error}")
    if problems:
        raise SettingsError(problems)
    return settings(**values)


def load_value(env: str, environ: Mapping[str, str] | None = None) -> str:
    """One variable, for a command that needs no more. Raises SettingsError when it is missing."""
    value = _raw(PREFIX + env, os.environ if environ is None else environ)
    if value is None:
        raise SettingsError([f"{PREFIX}{env}: is missing"])
    return value


def _value(field: dataclasses.Field[Any], hint: Any, source: Mapping[str, str]) -> Any:
    raw = _raw(field.metadata["env"], source)
    if raw is None:
        raw = field.metadata["default"]
        if raw is _REQUIRED:
            raise ValueError(f"is missing ({field.metadata['doc']})")
    return _convert(raw, hint) if isinstance(raw, str) else raw


def _raw(variable: str, source: Mapping[str, str]) -> str | None:
    value = source.get(variable, "")
    if value:
        return value
    # A variable that already names a file has no second, indirect form.
    file = "" if variable.endswith("_FILE") else source.get(variable + "_FILE", "")
    if not file:
        return None
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"the file named by {variable}_FILE cannot be read ({type(error).__name__})") from error


def _convert(raw: str, hint: Any) -> Any:
    kind = _plain(hint)
    convert = _CONVERTERS.get(kind)
    if convert is None:
        raise TypeError(f"settings of type {hint!r} are not supported")
    try:
        return convert(raw)
    except ValueError:
        # The raw value is not repeated: it may be a secret.
        raise ValueError(f"is not a valid {kind.__name__}") from None


def _plain(hint: Any) -> Any:
    """`int | None` is read as int: None is only ever the default."""
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint


def _boolean(raw: str) -> bool:
    if raw.lower() in _TRUE:
        return True
    if raw.lower() in _FALSE:
        return False
    raise ValueError(raw)


_CONVERTERS: dict[Any, Callable[[str], Any]] = {
    str: str, int: int, float: float, bool: _boolean, Path: Path
}  # fmt: skip


def describe(settings: type[Any]) -> list[Row]:
    """One row per field, in the order of declaration."""
    hints = typing.get_type_hints(settings)
    return [_row(field, hints[field.name]) for field in dataclasses.fields(settings)]


def _row(field: dataclasses.Field[Any], hint: Any) -> Row:
    default = field.metadata["default"]
    if default is _REQUIRED:
        shown = "required"
    elif default in (None, ""):
        shown = "none"
    else:
        shown = f"`{default}`"
    secret = bool(field.metadata["secret"])
    return Row(field.metadata["env"], _plain(hint).__name__, shown, secret, field.metadata["doc"])


def service_settings() -> dict[str, type[Any]]:
    """The `Settings` class of every service; found by name, because shared/ may not import a service."""
    import services

    found: dict[str, type[Any]] = {}
    for module in pkgutil.iter_modules(services.__path__):
        name = f"services.{module.name}.settings"
        if importlib.util.find_spec(name) is not None:
            found[module.name] = importlib.import_module(name).Settings
    return found


def configuration_page() -> str:
    """The text of docs/configuration.md."""
    common = describe(BaseSettings)
    lines = [
        "# Configuration",
        "",
        "Written by `python -m shared.settings` from the declarations in the code; do not edit.",
        "Every variable `SOTAY_X` can be given as `SOTAY_X_FILE` instead, the path of a file that holds the",
        "value; secrets are best given so.",
        "",
        *_table("Every process", common),
    ]
    for name, settings in sorted(service_settings().items()):
        own = [row for row in describe(settings) if row not in common]
        if own:
            lines += _table(name, own)
    return "\n".join(lines).rstrip() + "\n"


def _table(title: str, rows: list[Row]) -> list[str]:
    lines = [f"## {title}", "", "| variable | type | default | secret | meaning |", "|---|---|---|---|---|"]
    for row in rows:
        secret = "yes" if row.secret else ""
        lines.append(f"| `{row.variable}` | {row.kind} | {row.default} | {secret} | {row.doc} |")
    return [*lines, ""]


def main() -> int:
    page = Path(__file__).resolve().parent.parent / "docs" / "configuration.md"
    page.write_text(configuration_page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    # Run through the imported module: services subclass its BaseSettings, not the copy named __main__.
    sys.exit(importlib.import_module("shared.settings").main())
