"""`python -m services.identity.worker card` and `… face`: card reading and face comparison, one picture at a time each,
in a child process. Two processes: they need different memory, and the slower one must not hold up the other.

The engines live in the child. The parent starts the same engines once to know and say what they are.
"""

from __future__ import annotations

import sys
from typing import Any

from services.identity.engines.cards import CardReader
from services.identity.engines.code_sender import code_sender
from services.identity.engines.faces.engine import FaceEngine
from services.identity.engines.faces.examiner import Examiner
from services.identity.store.paper_files import use_papers
from services.identity.store.registration_pictures import use_pictures
from services.identity.usecases.on_card_photographed import on_card_photographed
from services.identity.usecases.on_selfie_taken import on_selfie_taken
from services.identity.usecases.release_waiting_registrations import give_up_picture
from shared import clock
from shared.broker.topology import Reaction
from shared.contracts.identity import CardPhotographed, SelfieTaken
from shared.contracts.registry import Received
from shared.heavy import HeavyWorker, run_worker
from shared.observability import Degraded, health, log, start_health_server
from shared.process import prepare, prepare_store, read_settings
from shared.store import GridFSBlobStore

ON_CARD_PHOTOGRAPHED = Reaction("identity.on_card_photographed", (CardPhotographed.TYPE,))
ON_SELFIE_TAKEN = Reaction("identity.on_selfie_taken", (SelfieTaken.TYPE,))
REACTIONS = (ON_CARD_PHOTOGRAPHED, ON_SELFIE_TAKEN)

_readers: list[CardReader] = []
_examiners: list[Examiner] = []
_sends: list[bool] = []


def _open_store() -> Any:
    settings = read_settings("identity")
    prepare(settings, "identity", "worker")
    prepare_store(settings, "identity")
    blobs = GridFSBlobStore(settings.mongo_uri)
    use_pictures(blobs)
    use_papers(blobs)
    return settings


def start_card_child() -> None:
    _readers.append(CardReader.start(_open_store()))


def start_face_child() -> None:
    settings = _open_store()
    _examiners.append(Examiner(FaceEngine.start(settings, settings.data_dir / "faces")))
    _sends.append(code_sender(settings).sends)


def read_card(received: Received[Any]) -> None:
    on_card_photographed(received.data, _readers[0])


def examine_face(received: Received[Any]) -> None:
    on_selfie_taken(received.data, _examiners[0], clock.now(), codes_sent=_sends[0])


def give_up(received: Received[Any]) -> None:
    give_up_picture(received.data)


def check_reader(reader: CardReader) -> None:
    if not reader.complete:
        raise Degraded(reader.status)


def main(arguments: list[str]) -> int:
    if arguments not in (["card"], ["face"]):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    settings = read_settings("identity")
    prepare(settings, "identity", f"{arguments[0]}-worker")
    if arguments == ["card"]:
        reader = CardReader.start(settings)
        log.info("engines_started", engines=reader.status)
        health.register("engines", lambda: check_reader(reader))
        worker = HeavyWorker(settings.amqp_uri, ON_CARD_PHOTOGRAPHED, read_card, start_card_child, give_up=give_up)
    else:
        engine = FaceEngine.start(settings, settings.data_dir / "faces")
        log.info("engines_started", engines=engine.model)
        worker = HeavyWorker(settings.amqp_uri, ON_SELFIE_TAKEN, examine_face, start_face_child, give_up=give_up)
    start_health_server(settings.metrics_port, settings.metrics_host)
    run_worker(worker)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
