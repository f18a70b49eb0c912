from shared.reading.lines import paragraphs_of_pages


def test_heads_feet_and_numbers_of_pages_go_and_no_other_word_does() -> None:
    pages = [["Sổ tay", f"Điều {page}. Việc thứ {page}", f"{page}. Làm.", f"Trang {page}/4"] for page in range(1, 5)]
    expected = [line for page in pages for line in page[1:3]]
    assert paragraphs_of_pages(pages) == expected


def test_a_line_that_opens_something_is_never_joined_to_the_one_before() -> None:
    page = [
        "Chi bộ xem xét, quyết định những việc sau đây",
        "a) Kết nạp;",
        "b) Chuyển sinh hoạt;",
        "2. Hai",
    ]
    assert paragraphs_of_pages([page]) == page


def test_a_sentence_cut_by_the_edge_of_the_paper_is_whole_again() -> None:
    page = ["1. Đảng viên sinh hoạt theo quy định của", "Đảng và", "báo cáo khi vắng."]
    assert paragraphs_of_pages([page]) == ["1. Đảng viên sinh hoạt theo quy định của Đảng và báo cáo khi vắng."]


def test_nothing_is_nothing() -> None:
    assert paragraphs_of_pages([[], ["", " "]]) == []
