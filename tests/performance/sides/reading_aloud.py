"""Articles as the speech worker makes them: read, said, levelled, checked, encoded. Nothing is kept between them."""

from services.speech.engines.start import start_narrator
from tests.performance.sides.an_article_to_read import TITLE, article, written_words
from tests.performance.sides.medium_voice import settings_of
from tests.performance.sides.report import report, task
from tests.performance.sides.working import Working


def main() -> None:
    wanted, blocks = task()["engine"], article(task()["parts"])
    with settings_of(wanted) as settings:
        narrator = start_narrator(settings)
    assert narrator.engines.choose("nu-bac").engine.name.startswith(wanted)
    narrator.record(TITLE, article(1), "nu-bac")
    working = Working()
    for _ in range(task()["articles"]):
        with working:
            recording = narrator.record(TITLE, blocks, "nu-bac")
        assert recording.report.passed
    report(task()["articles"] * written_words(task()["parts"]), working.total, **working.told())


if __name__ == "__main__":
    main()
