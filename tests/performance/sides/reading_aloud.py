"""Articles as the speech worker makes them: read, said, levelled, checked, encoded. Nothing is kept between them."""

from services.speech.engines.start import start_narrator
from services.speech.settings import VoiceSettings, load
from tests.performance.sides.an_article_to_read import ARTICLE, TITLE, written_words
from tests.performance.sides.report import report, task
from tests.performance.sides.working import Working


def main() -> None:
    narrator = start_narrator(load(VoiceSettings, {"SOTAY_SPEECH_ENGINES": "espeak"}))
    narrator.record(TITLE, ARTICLE, "nu-bac")
    working = Working()
    for _ in range(task()["articles"]):
        with working:
            recording = narrator.record(TITLE, ARTICLE, "nu-bac")
        assert recording.report.passed
    report(task()["articles"] * written_words(), working.total, **working.told())


if __name__ == "__main__":
    main()
