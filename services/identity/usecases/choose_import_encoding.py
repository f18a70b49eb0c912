"""The person reads the first rows and finds them garbled: the file is looked at again in another encoding."""

from __future__ import annotations

from services.identity.rules.encodings import Encoding
from services.identity.rules.import_flow import Move, Step
from services.identity.usecases.knowing_import import ImportStep, OfImport, ask_worker, to_move
from shared.usecase import Context


class ChooseImportEncoding(OfImport):
    encoding: Encoding


def choose_import_encoding(command: ChooseImportEncoding, ctx: Context) -> ImportStep:
    """Raises ImportNotFound, NotNow, ChangedByAnother."""
    item = to_move(command, Move.CHOOSE_ENCODING, ctx)
    return ask_worker(item, Step.LOOK, ctx, set__encoding=command.encoding, set__guessed=False)
