from pathlib import Path

import pytest

from services.speech.engines.reader import SHIPPED, load_reader
from services.speech.rules.errors import LexiconRefused
from services.speech.rules.lexicon import TABLES, build_lexicon

SHIPPED_TABLES = {name: [(SHIPPED / f"{name}.csv").read_text(encoding="utf-8")] for name in TABLES}


def test_a_provinces_own_table_is_laid_over_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "abbreviations.csv").write_text("written,spoken\nTU,Thành ủy\nHLA,Hải Lâm\n", encoding="utf-8")
    reader = load_reader(tmp_path)
    assert reader.spoken("TU và HLA, BTV").text == "thành ủy và hải lâm, ban thường vụ"


def test_the_version_changes_with_any_entry(tmp_path: Path) -> None:
    (tmp_path / "loanwords.csv").write_text("written,spoken\nwifi,oai phai\n", encoding="utf-8")
    assert load_reader(tmp_path).version != load_reader().version == load_reader().version


@pytest.mark.parametrize(
    ("table", "text", "says"),
    [
        ("abbreviations", "viết,đọc\nA,b\n", "dòng đầu"),
        ("abbreviations", "written,spoken\nABC\n", "dòng 2"),
        ("abbreviations", "written,spoken\nABC,\n", "dòng 2"),
        ("symbols", "written,spoken\n+,cộng\n=," + "x" * 200 + "\n", "dòng 3"),
        ("cues", "cue,word\nwhen,ngày\n", "«when»"),
    ],
)
def test_a_faulty_row_refuses_the_table_and_is_named(table: str, text: str, says: str) -> None:
    with pytest.raises(LexiconRefused, match=says):
        build_lexicon({**SHIPPED_TABLES, table: [text]})


def test_a_missing_table_is_named() -> None:
    with pytest.raises(LexiconRefused, match="letters"):
        build_lexicon({**SHIPPED_TABLES, "letters": []})
