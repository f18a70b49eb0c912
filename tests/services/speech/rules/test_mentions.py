import pytest

from services.speech.rules.mentions import mentions_any
from shared.contracts.content import ArticlePublished, Block

TEXT = ArticlePublished(
    article_id="a1",
    article_version=1,
    audience="ts/",
    title="Tin của BKHN",
    blocks=[
        Block(text="Khu phố KP3 gần Ea\u00a0Su\u0301p."),
        Block(text="", kind="table", rows=[["Tên", "smart city"]]),
        Block(text="nội dung", kind="item", mark="Đ.1"),
    ],
)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("BKHN", True),
        ("BKTW", False),
        ("KP{số}", True),
        ("Tổ {số}", False),
        ("KP{số} Ea", True),
        ("Ea Súp", True),
        ("Smart City", True),
        ("Đ.1", True),
    ],
)
def test_a_text_that_holds_a_word_is_found_however_it_is_written(written: str, found: bool) -> None:
    assert mentions_any(TEXT, [written]) is found
