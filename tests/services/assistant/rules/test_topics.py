import pytest

from services.assistant.engines.topics_file import load_topics
from services.assistant.rules.errors import UnknownTopic
from services.assistant.rules.topics import Topic, committee_of, named, proposed

TOPICS = load_topics()


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Tôi nộp thiếu đảng phí hai tháng thì làm sao?", "dues"),
        ("toi nop thieu dang phi hai thang", "dues"),
        ("Tôi quên mật khẩu, không đăng nhập được", "app_help"),
        ("Hồ sơ chuyển sinh hoạt của tôi đến đâu rồi?", "organisation"),
        ("Ai xem xét khiếu nại kỷ luật?", "inspection"),
        ("Bao giờ học tập nghị quyết mới?", "propaganda"),
        ("Trời hôm nay thế nào?", "other"),
    ],
)
def test_a_questions_words_propose_its_topic_with_or_without_diacritics(question: str, topic: str) -> None:
    assert proposed(question, TOPICS).code == topic


def test_a_provinces_table_without_a_catch_all_still_proposes_one() -> None:
    only = (Topic(code="dues", name="Đảng phí", committee="nearest", phrases=("dang phi",)),)
    assert proposed("Chuyện khác", only).code == "dues"


def test_a_topic_that_is_not_in_the_table_is_refused() -> None:
    assert named("dues", TOPICS).code == "dues"
    with pytest.raises(UnknownTopic):
        named("secret", TOPICS)


def test_the_committee_is_the_one_over_the_cell_or_that_of_the_province() -> None:
    near, far = named("dues", TOPICS), Topic(code="app_help", name="Cách dùng", committee="province")
    assert committee_of(near, "ts/x03/b01/c0312/") == "ts/x03/b01/"
    assert committee_of(far, "ts/x03/b01/c0312/") == "ts/"
    assert committee_of(near, "ts/") == committee_of(far, "ts/") == "ts/"
