"""The chassis' relay over the books' store."""

from shared.outbox.relay import serve
from shared.settings import BaseSettings, load

if __name__ == "__main__":
    serve(load(BaseSettings), "ledger")
