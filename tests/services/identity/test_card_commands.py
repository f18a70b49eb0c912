import json
import subprocess
import sys
from pathlib import Path

import pytest

from services.identity.__main__ import main
from services.identity.card_commands import match_card

REQUIREMENTS = Path(__file__).resolve().parents[3] / "requirements"
REGISTER = """Số lý lịch,Số thẻ,Họ và tên,Ngày sinh,Ngày vào Đảng
000001TS,99397706,Hoàng Thị Nhài,05/05/1973,27/05/2002
000002TS,99397707,Hoàng Thị Nhãi,05/06/1973,27/05/2001
000003TS,,Lê Văn An,31/02/1960,
"""


def _match(folder: Path, fields: object, register: str = REGISTER) -> int:
    (folder / "fields.json").write_text(json.dumps(fields), encoding="utf-8")
    (folder / "register.csv").write_text(register, encoding="utf-8")
    return main(["match", str(folder / "fields.json"), str(folder / "register.csv")])


def test_a_line_of_read_card_finds_its_member_with_every_point_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = {"full_name": {"text": "HOÀNG THỊ NHÀI", "confidence": 0.9}, "card_number": {"text": "99397706"}}
    assert _match(tmp_path, {"layout": "party_card_2010", "fields": fields}) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "certain"
    assert told["matches"][0]["record_id"] == "000001TS"
    assert {field["words"] for field in told["matches"][0]["fields"]} == {"Trùng khớp."}


def test_typed_fields_do_as_well_and_a_stranger_is_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _match(tmp_path, {"full_name": "Phạm Công Lộc", "birth_date": "01/01/1950"}) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "none"


@pytest.mark.parametrize(
    ("fields", "register", "code"),
    [
        ({"x": 1}, REGISTER, "fields_unreadable"),
        ([], REGISTER, "fields_unreadable"),
        ({"full_name": "Lê An"}, "a,b\n1,2\n", "import_refused"),
    ],
    ids=["no known field", "no object", "no member list"],
)
def test_what_cannot_be_compared_is_said_with_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fields: object, register: str, code: str
) -> None:
    assert _match(tmp_path, fields, register) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["error"] == f"identity.{code}"
    assert told["message"].startswith("Tệp ")


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert match_card(tmp_path / "doc-the.json", tmp_path / "register.csv") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["error"] == "identity.file_unreadable"
    assert "doc-the.json" in told["message"]


def test_the_image_of_the_workers_has_what_its_commands_import() -> None:
    """Its packages are fewer than the service's: what `read-card` and `match` load must not lead to the others."""
    here, workers = (_packages(REQUIREMENTS / f"{name}.txt") for name in ("identity", "ekyc"))
    code = f"""
import sys
sys.modules |= dict.fromkeys({sorted(here - workers)!r})
import services.identity.__main__
import services.identity.engines.tables, services.identity.engines.cards, services.identity.engines.faces.engine
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def _packages(file: Path) -> set[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0].replace("-", "_") for line in lines if "==" in line and line[0].isalnum()}
