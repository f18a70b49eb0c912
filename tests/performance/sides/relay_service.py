"""Ours: the relay as it serves, until it is told to stop."""

from shared.outbox.relay import serve
from shared.settings import BaseSettings, load

if __name__ == "__main__":
    serve(load(BaseSettings), "bench")
