"""Which keys each Secret of a province holds: those made by deploy/k8s/secrets.py and those made by hand."""

import tempfile
from pathlib import Path

from deploy.k8s.secrets import MADE_BY_HAND, secrets_of

with tempfile.TemporaryDirectory(prefix="sotay-secrets-") as folder:
    MADE = secrets_of(Path(folder))

SECRET_KEYS: dict[str, set[str]] = {
    **{name: set(content) for name, content in MADE.items()},
    **{name: set(keys) for name, keys in MADE_BY_HAND.items()},
}
