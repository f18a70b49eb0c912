"""Spoken pieces that lie in memory, as one track."""

from functools import partial

import numpy as np

from services.speech.engines.assemble import Piece, Track, trimmed
from services.speech.engines.synthesiser import Audio
from services.speech.rules.spread import Samples


def track_of(*pieces: tuple[Audio, float]) -> Track:
    made = []
    for audio, pause in pieces:
        samples = trimmed(audio).samples
        made.append(Piece(len(samples), audio.rate, pause, partial(_same, samples)))
    return Track(made)


def joined(*pieces: tuple[Audio, float]) -> tuple[Track, Samples]:
    """The track and all of its levelled sound."""
    track = track_of(*pieces)
    return track, np.concatenate([np.zeros(0, np.float32), *track.levelled()])


def _same(samples: Samples) -> Samples:
    return samples
