"""The bare engine says the first sentence of the same articles, its words already put into its mouth."""

import time
from statistics import median

from services.speech.engines.reader import load_reader
from tests.performance.sides.an_article_to_read import titles
from tests.performance.sides.medium_voice import bare_engine
from tests.performance.sides.report import report, task


def main() -> None:
    reader, engine, seconds = load_reader(), bare_engine(task()["engine"]), []
    for title in titles(task()["articles"] + 1):
        words = reader.spoken(title).text
        began = time.process_time()
        assert len(engine.synthesise(words, "nu-bac").samples)
        seconds.append(time.process_time() - began)
    report(len(seconds) - 1, sum(seconds[1:]), milliseconds=1000 * median(seconds[1:]))


if __name__ == "__main__":
    main()
