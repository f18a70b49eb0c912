import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.content.rules.blocks import RichBlock, Run, is_link, tidy
from services.content.rules.markup import blocks_of, markup_of
from services.content.rules.rich_html import blocks_of_html

LINK = "https://example.org/a"


def test_plain_paragraphs_stay_as_they_are() -> None:
    assert blocks_of("Một\nvẫn một.\n \n\nHai.\n\n***\n\n") == [
        RichBlock([Run("Một\nvẫn một.")]),
        RichBlock([Run("Hai.")]),
    ]


def test_each_sign_of_the_markup_has_its_meaning() -> None:
    typed = f"## Đề mục\n\n**Đậm** và *nghiêng*, [xem]({LINK}).\n\n- Một\n- Hai\n\n1. Đầu\n2. Sau\n\n> Trích"
    assert blocks_of(typed) == [
        RichBlock([Run("Đề mục")], "heading", level=2),
        RichBlock([
            Run("Đậm", bold=True), Run(" và "), Run("nghiêng", italic=True), Run(", "), Run("xem", href=LINK), Run("."),
        ]),
        RichBlock([Run("Một")], "item", "–"),
        RichBlock([Run("Hai")], "item", "–"),
        RichBlock([Run("Đầu")], "item", "1."),
        RichBlock([Run("Sau")], "item", "2."),
        RichBlock([Run("Trích")], "quote"),
    ]  # fmt: skip
    assert markup_of(blocks_of(typed)) == typed


@pytest.mark.parametrize("typed", ["1. Tình hình chung", "5 * 3 = 15", "a*b", "[không](javascript:alert)", "**hở"])
def test_what_only_looks_like_markup_is_text(typed: str) -> None:
    assert blocks_of(typed) == [RichBlock([Run(typed)])]


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "data:text/html,a", "//evil.example", "/\\evil", "mailto:a@b.vn", "http://", "https://a b"],
)
def test_no_link_leads_elsewhere_than_to_the_web_or_a_page_here(href: str) -> None:
    assert not is_link(href)
    assert blocks_of_html(f'<p><a href="{href}">Chữ</a></p>') == [RichBlock([Run("Chữ")])]


def test_links_to_the_web_and_to_pages_here_are_kept() -> None:
    assert is_link(LINK)
    assert is_link("/documents/abc#dieu-1")


def test_what_the_editor_sends_becomes_our_blocks() -> None:
    sent = (
        "<h2>Đề mục</h2><p>Có <strong>12</strong> hộ&nbsp;mới.<br>Dòng hai</p>"
        "<ul><li>Một</li><li><em>Hai</em></li></ul>"
        f'<ol><li>Đầu</li><li>Sau</li></ol><blockquote>Trích <a href="{LINK}">nguồn</a></blockquote>'
    )
    assert blocks_of_html(sent) == [
        RichBlock([Run("Đề mục")], "heading", level=2),
        RichBlock([Run("Có "), Run("12", bold=True), Run(" hộ mới.\nDòng hai")]),
        RichBlock([Run("Một")], "item", "–"),
        RichBlock([Run("Hai", italic=True)], "item", "–"),
        RichBlock([Run("Đầu")], "item", "1."),
        RichBlock([Run("Sau")], "item", "2."),
        RichBlock([Run("Trích "), Run("nguồn", href=LINK)], "quote"),
    ]


def test_two_line_ends_part_paragraphs() -> None:
    assert [block.text for block in blocks_of_html("<div>Một<br><br>Hai</div>")] == ["Một", "Hai"]


def test_foreign_html_leaves_its_words_at_most() -> None:
    sent = (
        '<script>alert(1)</script><style>p{}</style><p onclick="x()" style="color:red">Chữ <img src=x onerror=alert(1)>'
        "<table><tr><td>ô</td></tr></table></p><iframe src=x>trong</iframe><svg><text>hình</text></svg>"
    )
    assert " ".join(block.text for block in blocks_of_html(sent)) == "Chữ ô"


WORDS = st.text(st.sampled_from("aă b*[]()\\#->1.\n"), min_size=1, max_size=12)
RUN = st.builds(Run, WORDS, st.booleans(), st.booleans(), st.sampled_from(["", LINK]))
RUNS = st.lists(RUN, min_size=1, max_size=4)


@given(RUNS)
def test_markup_that_is_read_again_gives_the_same_blocks(runs: list[Run]) -> None:
    lines = [Run(run.text.replace("\n", " "), run.bold, run.italic, run.href) for run in runs]
    once = [block for block in [RichBlock(tidy([Run("chữ "), *lines, Run(" chữ")]))] if block.runs]
    assert blocks_of(markup_of(once)) == once


@given(st.text(max_size=200))
def test_any_typing_is_read_and_comes_back_the_same(typed: str) -> None:
    once = blocks_of(typed.strip())
    assert blocks_of(markup_of(once)) == once


@given(st.text(st.sampled_from("<>/abpstrongdiv hrefliuol\"'=& "), max_size=200))
def test_any_html_is_read(sent: str) -> None:
    assert all(block.text for block in blocks_of_html(sent))


FILE = "01944f6e-7a10-7c00-8000-000000000002"
SHOWN = RichBlock([Run("Lễ trao, 3/2")], "picture", file=FILE, alt="Cụ bà nhận Huy hiệu")
TAKEN = RichBlock([Run("Mẫu đăng ký")], "attachment", file=FILE)


def test_pictures_and_files_stand_between_the_paragraphs_and_are_written_back_alike() -> None:
    written = f"Một.\n\n![Cụ bà nhận Huy hiệu](picture:{FILE}) Lễ trao, 3/2\n\n@[Mẫu đăng ký](file:{FILE})\n\nHai."
    blocks = blocks_of(written)
    assert blocks[1:3] == [SHOWN, TAKEN]
    assert markup_of(blocks) == written


def test_a_picture_or_file_stands_alone_whatever_its_neighbouring_lines_are() -> None:
    shown, taken = f"![Cụ bà nhận huy hiệu](picture:{FILE}) Chú thích", f"@[Mẫu đơn](file:{FILE})"
    found = blocks_of(f"Một\n{shown}\n{taken}\nHai\nvẫn hai")
    assert [(block.kind, block.text) for block in found] == [
        ("paragraph", "Một"), ("picture", "Chú thích"), ("attachment", "Mẫu đơn"), ("paragraph", "Hai\nvẫn hai"),
    ]  # fmt: skip
    assert blocks_of(markup_of(found)) == found


def test_a_picture_whose_words_were_taken_out_is_still_a_picture_so_that_it_can_be_refused() -> None:
    first, *_ = blocks_of(f"![](picture:{FILE})\n\nĐoạn.")
    assert (first.kind, first.alt) == ("picture", "")


@pytest.mark.parametrize("line", ["![x](picture:../a)", f"![x](file:{FILE})", f"\\![x](picture:{FILE}) y"])
def test_what_only_looks_like_a_picture_is_text(line: str) -> None:
    assert all(block.kind == "paragraph" for block in blocks_of(f"{line}\n\nMột."))


def test_what_trix_attached_is_read_by_id_words_and_caption_only() -> None:
    told = json.dumps({"file": FILE, "alt": SHOWN.alt, "url": "javascript:alert(1)", "contentType": "image/jpeg"})
    worded = json.dumps({"caption": "Lễ trao, 3/2"})
    inside = "<img src=x onerror=1><figcaption>nữa</figcaption>"
    figure = f"<figure data-trix-attachment='{told}' data-trix-attributes='{worded}'>{inside}</figure>"
    assert blocks_of_html(f"<p>Một.{figure}Hai.</p>") == [RichBlock([Run("Một.")]), SHOWN, RichBlock([Run("Hai.")])]
    assert blocks_of_html("<figure data-trix-attachment='[]'></figure><figure data-trix-attachment='{'></figure>") == []


ENDLESS = [
    "<a",
    "<a x=",
    '<a x="',
    "<!--",
    "<![CDATA[",
    "<?",
    "</",
    "<a x='>",
    "<a x=\"><b y='>",
    "<script>",
    "&#",
    "<ul><li>x",
]


@pytest.mark.parametrize("part", ENDLESS)
def test_a_page_full_of_what_never_ends_is_read_at_once(part: str) -> None:
    began = time.perf_counter()
    blocks_of_html(part * (300_000 // len(part)))
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("html", ["<![foo[Một]]>", "<!Một>", "<?Một>", "Một <", "Một <3"])
def test_what_is_no_tag_is_text(html: str) -> None:
    assert "Một" in "".join(block.text for block in blocks_of_html(html))


def test_a_long_gap_within_bold_words_is_read_at_once() -> None:
    began = time.perf_counter()
    blocks_of(f"**a{' ' * 50_000}b**")
    assert time.perf_counter() - began < 1


def test_a_line_that_begins_with_thousands_of_digits_is_a_line() -> None:
    typed = f"{'1' * 5_000}. Một\n2. Hai"
    assert blocks_of(typed) == [RichBlock([Run(typed)])]
