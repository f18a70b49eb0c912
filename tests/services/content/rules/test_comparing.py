from services.content.rules.comparing import MOST_WORDS, Row, Run, compare


def test_what_is_the_same_on_both_sides_is_marked_on_neither() -> None:
    assert compare(["Một.", "Hai."], ["Một.", "Hai."]) == [
        Row([Run("Một.")], [Run("Một.")]),
        Row([Run("Hai.")], [Run("Hai.")]),
    ]


def test_a_changed_word_is_marked_and_the_rest_of_its_paragraph_is_not() -> None:
    assert compare(["Có 12 hộ mới."], ["Có 15 hộ mới."]) == [
        Row(
            [Run("Có"), Run(" 12", changed=True), Run(" hộ mới.")],
            [Run("Có"), Run(" 15", changed=True), Run(" hộ mới.")],
        )
    ]


def test_a_new_paragraph_stands_alone_on_its_side() -> None:
    assert compare(["Cuối."], ["Đầu.", "Cuối."])[0] == Row([], [Run("Đầu.", changed=True)])


def test_a_paragraph_too_long_for_its_words_is_shown_whole() -> None:
    long = "chữ " * (MOST_WORDS + 1)
    assert compare([long], [long + "thêm"]) == [Row([Run(long, changed=True)], [Run(long + "thêm", changed=True)])]
