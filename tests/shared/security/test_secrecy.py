import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.security.secrecy import has_secret_mark, is_marked_name

MARKS = ["MẬT", "TỐI MẬT", "TUYỆT MẬT"]
TONELESS = ["MAT", "TOI MAT", "TUYET MAT"]
ORDINARY = [
    "Giữ bí mật nhà nước là trách nhiệm của mỗi đảng viên.",
    "Bảo mật thông tin và mật khẩu",
    "MẬT ONG RỪNG TRƯỜNG SƠN ĐẠT BỐN SAO",
    "mật ong",
    "nước mía, mật mía",
    "CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "BẢO  MẬT",
    "BÍ-MẬT",
    "Cơ mật viện",
    "MẬT ĐỘ DÂN SỐ",
    "Mối quan hệ mật thiết, thân mật",
    "hứa giữ tuyệt mật chuyện riêng",
    "nội dung không thuộc phạm vi mật được đăng lên Sổ tay",
    "Độ mật: không",
    "MẶT TRẬN TỔ QUỐC",
    "Mất",
    "MẶT",
    "tối mất điện",
    "Tôi mất thẻ đảng viên.",
    "mắt",
    "BUỔI TỐI MẬT ONG CHẢY",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_not_refused(text: str) -> None:
    assert not has_secret_mark(text)


@pytest.mark.parametrize(
    "line",
    [
        "TỈNH ỦY TRƯỜNG SƠN\tMẬT",
        "TỈNH ỦY TRƯỜNG SƠN          TỐI MẬT",
        "TUYỆT MẬT Số 12-BC/TU",
        "MẬT - Số 12-BC/TU",
        "Độ mật: Mật",
        "Mức độ mật – tối mật",
        "do mat: mat",
        "Báo cáo (Tối mật)",
        "[MẬT] Kế hoạch",
        "Tài liệu TUYỆT MẬT của ban",
        "T U Y Ệ T   M Ậ T",
        "M Ậ T",
        "** mật **",
        "TỐI_MẬT",
        "TỐI-MẬT",
        "M\u200bẬT",
        "ＭẬＴ",
        "MẬT/TỐI MẬT",
        "TUYET MAT",
    ],
)
def test_a_mark_is_found_wherever_a_classified_paper_bears_it(line: str) -> None:
    assert has_secret_mark(line)
    assert has_secret_mark(f"Kính gửi các đồng chí\n{line}\nNội dung báo cáo")


DISGUISED = {
    "Cyrillic": "\u041c\u1eac\u0422",
    "Cyrillic, the tones apart": "\u041c\u0410\u0302\u0323\u0422",
    "Cyrillic in the second word": "TUY\u1ec6\u0422 M\u1eacT",
    "Greek": "\u039c\u1eac\u03a4",
    "Cherokee": "\u13b7\u1eac\u13a2",
    "Lisu": "\ua4df\u1eac\ua4d4",
    "small capitals": "\u1d0d\u1ead\u1d1b",
    "joiner": "M\u034f\u1eacT",
    "filler": "M\u3164\u1eacT",
    "variation selector": "M\ufe0f\u1eacT",
    "underlined": "M\u0332\u1eac\u0332T\u0332",
    "struck through": "M\u0336\u1eac\u0336T\u0336",
    "blank of another script": "M\u2800\u1eacT",
    "circled": "M\u20dd\u1eac\u20ddT\u20dd",
}


@pytest.mark.parametrize("mark", DISGUISED.values(), ids=DISGUISED)
def test_a_mark_in_letters_that_only_look_the_same_is_a_mark(mark: str) -> None:
    assert has_secret_mark(f"Kính gửi\n{mark}\nNội dung")
    assert is_marked_name(f"bao-cao ({mark}).pdf")


DECORATION = st.text(" \t*_-–.[]()<>\"'|=~#", max_size=5)


@given(
    mark=st.sampled_from([*MARKS, *TONELESS]),
    case=st.sampled_from([str.upper, str.lower, str.title]),
    form=st.sampled_from(["NFC", "NFD", "NFKD"]),
    decoration=st.tuples(DECORATION, DECORATION),
    around=st.tuples(st.text(max_size=50), st.text(max_size=50)),
)
def test_a_mark_on_a_line_of_its_own_is_never_missed(
    mark: str, case: Any, form: Any, decoration: tuple[str, str], around: tuple[str, str]
) -> None:
    line = unicodedata.normalize(form, f"{decoration[0]}{case(mark)}{decoration[1]}")
    assert has_secret_mark(f"{around[0]}\n{line}\n{around[1]}")


@given(st.text(alphabet="abcdeghiklnopqrsuvxyăâđêôơưáàảãạ ,.;:\n", max_size=400))
def test_a_text_without_the_letters_of_a_mark_passes(text: str) -> None:
    assert not has_secret_mark(text)


@given(st.lists(st.sampled_from(ORDINARY), min_size=1, max_size=8))
def test_ordinary_lines_together_are_still_ordinary(lines: list[str]) -> None:
    assert not has_secret_mark("\n".join(lines))


def test_every_field_is_looked_at() -> None:
    assert has_secret_mark("Tiêu đề", "", "MẬT")
    assert not has_secret_mark("Tiêu đề", "", "Nội dung")


@pytest.mark.parametrize("text", [" ", "\t", "_", "- ", "TỐI ", "MẬT.", "(", "độ mật:", "M ", "a\t"])
def test_a_long_odd_text_is_judged_in_no_time(text: str) -> None:
    started = time.perf_counter()
    has_secret_mark(text * (200_000 // len(text)) + "x")
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize("line", ["TOP SECRET", "Top secret", "REPORT TOP-SECRET 12", "* top secret *"])
def test_the_english_mark_is_one_too(line: str) -> None:
    assert has_secret_mark(line)


def test_a_sentence_about_a_top_secretary_is_none() -> None:
    assert not has_secret_mark("TOP SECRETARY OF THE YEAR", "the top secret of a good meeting")


@pytest.mark.parametrize(
    "name",
    ["MẬT_QD-12.pdf", "qd-12 (MẬT).pdf", "TUYET_MAT.pdf", "top-secret plan.docx", "bao cao tuyệt mật.pdf", "mật.pdf"],
)
def test_a_mark_in_the_name_of_a_file(name: str) -> None:
    assert is_marked_name(name)


@pytest.mark.parametrize("name", ["cccd-mat-truoc.jpg", "MAT_TRUOC.JPG", "BẢO-MẬT.docx", "mật khẩu.txt", "QĐ 12.pdf"])
def test_the_front_of_a_card_is_not_marked_by_its_file_name(name: str) -> None:
    assert not is_marked_name(name)
