from pathlib import Path

import pytest

from services.identity.engines.cards.layout_files import DATA, LayoutBroken, load_layouts, load_lexicon

OWN = """shown_as = "Thẻ của tỉnh"
titles = ["THẺ ĐẢNG VIÊN"]
identifying = ["full_name"]

[fields.full_name]
kind = "name"
labels = ["Họ và tên"]
value = ["below"]
"""


def _broken(folder: Path, text: str) -> str:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutBroken) as told:
        load_layouts(folder)
    return str(told.value).removeprefix(f"{folder}/")


def test_the_shipped_layouts_are_three() -> None:
    assert [layout.name for layout in load_layouts()] == ["citizen_card", "party_card_2010", "party_card_2025"]


def test_a_layout_is_added_and_another_replaced_by_a_file_alone(tmp_path: Path) -> None:
    (tmp_path / "of_the_province.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "citizen_card.toml").write_text(OWN, encoding="utf-8")
    layouts = {layout.name: layout for layout in load_layouts(tmp_path)}
    assert set(layouts) == {"citizen_card", "party_card_2010", "party_card_2025", "of_the_province"}
    assert layouts["citizen_card"].shown_as == "Thẻ của tỉnh"


@pytest.mark.parametrize(
    ("wrong", "instead", "told"),
    [
        ('kind = "name"', 'kind = "nmae"', "own.toml:6: fields.full_name.kind unknown kind"),
        ('value = ["below"]', 'value = ["above"]', "own.toml:8: fields.full_name.value unknown place"),
        ('value = ["below"]', "value = []", "own.toml:8: fields.full_name.value is missing or empty"),
        ('labels = ["Họ và tên"]', "", "own.toml:5: fields.full_name.labels is missing or empty"),
        ("[fields.full_name]", "[fields.name]", "own.toml:5: fields.name unknown field"),
        ('titles = ["THẺ ĐẢNG VIÊN"]', 'title = "x"', "own.toml:2: title unknown key"),
        ('["full_name"]', '["card_number"]', "own.toml:3: identifying card_number is not among the fields"),
        ('labels = ["Họ và tên"]', 'labels = ["Họ và tên"', "own.toml:8:"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, wrong: str, instead: str, told: str) -> None:
    assert wrong in OWN
    assert _broken(tmp_path, OWN.replace(wrong, instead, 1)).startswith(told)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LayoutBroken, match="no such folder"):
        load_layouts(tmp_path / "nowhere")


def test_the_lexicon_knows_every_issuer_of_every_province() -> None:
    lexicon = load_lexicon()
    assert {"Tỉnh ủy Quảng Trị", "Thành ủy Hà Nội", "Quân ủy Trung ương"} <= set(lexicon.issuers)
    assert "NGUYỄN" in lexicon.family_names
    assert len(lexicon.provinces) == len(set(lexicon.provinces)) > 63


def test_every_label_of_the_shipped_layouts_can_be_written_by_the_recogniser() -> None:
    letters = set((DATA / "recogniser" / "inference.yml").read_text(encoding="utf-8"))
    for layout in load_layouts():
        assert set("".join(layout.titles).upper()) - {" "} <= letters
