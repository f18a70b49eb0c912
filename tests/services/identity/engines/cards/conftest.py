"""One reader for all tests: its models take two seconds to load."""

import pytest

from services.identity.engines.cards import CardReader
from services.identity.settings import CardSettings, load


@pytest.fixture(scope="session")
def reader() -> CardReader:
    return CardReader.start(load(CardSettings, {}))
