"""The bare engine on the same articles, its words already put into its mouth: sentence by sentence, joined as it comes,
encoded. No reading, no level, no pause, no check."""

import lameenc
import numpy as np

from services.speech.engines.reader import load_reader
from tests.performance.sides.an_article_to_read import sentences, written_words
from tests.performance.sides.medium_voice import bare_engine
from tests.performance.sides.report import report, task
from tests.performance.sides.working import Working


def main() -> None:
    reader, engine, parts = load_reader(), bare_engine(task()["engine"]), task()["parts"]
    spoken = [reader.spoken(sentence).text for sentence in sentences(parts)]

    def make() -> bytes:
        said = [engine.synthesise(text, "nu-bac") for text in spoken]
        encoder = lameenc.Encoder()
        encoder.silence()
        encoder.set_bit_rate(48)
        encoder.set_in_sample_rate(said[0].rate)
        encoder.set_channels(1)
        encoder.set_quality(3)
        samples = np.concatenate([audio.samples for audio in said])
        return bytes(encoder.encode((samples * 32767).astype(np.int16).tobytes()) + encoder.flush())

    engine.synthesise(spoken[0], "nu-bac")
    working = Working()
    for _ in range(task()["articles"]):
        with working:
            made = make()
        assert made
    report(task()["articles"] * written_words(parts), working.total, **working.told())


if __name__ == "__main__":
    main()
