"""What a newcomer may set for the one-machine stack, and what is told of a slip of the pen."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.local.environment import python_environment
from deploy.local.keys import make_keys
from deploy.local.settings import chosen_place, settings_in


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    written = tmp_path / "province.env"
    monkeypatch.setenv("SOTAY_SETTINGS_FILE", str(written))
    return written


def test_the_lines_of_the_file_are_settings_of_every_process(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("# two editors\n\nSOTAY_TWO_PERSON_RULE = true\n", encoding="utf-8")
    monkeypatch.setenv("SOTAY_RUN_DIR", str(tmp_path / "run"))
    place = chosen_place()
    place.make_folders()
    make_keys(place)
    assert python_environment(place, "content")["SOTAY_TWO_PERSON_RULE"] == "true"


@pytest.mark.parametrize("line", ["SOTAY_TWO_PERSONS_RULE=true", "SOTAY_TWO_PERSON_RULE", "PATH=/tmp"])
def test_a_name_that_no_service_reads_is_refused_with_its_line(file: Path, line: str) -> None:
    file.write_text(f"# first\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 2: .* is no setting"):
        settings_in(file)


def test_a_file_that_is_not_there_is_told(file: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        settings_in(file)


def test_without_the_name_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOTAY_SETTINGS_FILE", raising=False)
    assert chosen_place().settings == {}
