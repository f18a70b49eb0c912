import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.meetings.rules.errors import (
    AlreadyVoted,
    MeetingNotOpen,
    NobodyMayVote,
    NotInElectorate,
    NotTheSecretary,
    ProbationaryMayNotVote,
    Suspended,
    TooManyVotesOpen,
    VoteClosed,
    VoteNotFound,
)
from services.meetings.rules.policy import Policy
from services.meetings.store import roster, votes
from services.meetings.store.meetings import MOST_VOTES_OPEN
from services.meetings.usecases.cast_vote import cast_vote
from services.meetings.usecases.close_meeting import close_meeting
from services.meetings.usecases.close_vote import close_vote
from services.meetings.usecases.open_vote import open_vote
from services.meetings.usecases.policy_in_use import use_policy
from shared.errors import Conflict, Invalid
from shared.store import database
from shared.usecase import perform
from tests.services.meetings.helpers import as_member, as_secretary, called, events, opened, standing

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("cell")]
QUESTION = "Đồng chí có nhất trí với dự thảo nghị quyết?"


def put(meeting: dict[str, Any], **options: Any) -> dict[str, Any]:
    request = {"meeting_id": meeting["id"], "question": QUESTION}
    answer: dict[str, Any] = perform(open_vote, request, as_secretary(**options))
    return answer


def cast(vote: dict[str, Any], member: str, choice: str = "agree", **options: Any) -> Any:
    return perform(cast_vote, {"vote_id": vote["vote_id"], "choice": choice}, as_member(member, **options))


def end(vote: dict[str, Any]) -> dict[str, Any]:
    request = {"vote_id": vote["vote_id"], "version": vote["version"]}
    answer: dict[str, Any] = perform(close_vote, request, as_secretary())
    return answer


def filled() -> int:
    return int(database()["ballots"].count_documents({"choice": {"$ne": None}}))


def test_the_electorate_is_every_official_member_of_the_cell_present_or_not() -> None:
    vote = put(opened())
    voters = {ballot["member_id"] for ballot in database()["ballots"].find({})}
    assert voters == {"secretary", "m1", "m2", "m3", "m4"}
    assert vote["electorate"] == 5
    assert events("votes") == ["meetings.vote_opened.v1"]


def test_the_same_opening_repeated_is_one_vote() -> None:
    meeting = opened()
    answers = [put(meeting, key="k1") for _ in range(3)]
    assert len({answer["vote_id"] for answer in answers}) == 1
    assert database()["votes"].count_documents({}) == 1
    assert database()["meetings"].find_one({})["votes_open"] == 1  # type: ignore[index]


def test_a_vote_needs_a_running_meeting_a_secretary_and_a_question() -> None:
    with pytest.raises(MeetingNotOpen):
        put(called())
    meeting = opened()
    with pytest.raises(NotTheSecretary):
        perform(open_vote, {"meeting_id": meeting["id"], "question": QUESTION}, as_member())
    with pytest.raises(Invalid) as refused:
        perform(open_vote, {"meeting_id": meeting["id"], "question": " "}, as_secretary())
    assert refused.value.details == {"question": "Cần điền mục này."}


def test_a_meeting_has_only_so_many_votes_open_at_once() -> None:
    meeting = opened()
    open_votes = [put(meeting) for _ in range(MOST_VOTES_OPEN)]
    with pytest.raises(TooManyVotesOpen):
        put(meeting)
    assert database()["votes"].count_documents({}) == MOST_VOTES_OPEN
    end(open_votes[0])
    assert put(meeting)["vote_id"]


def test_a_vote_without_anybody_who_may_vote_is_not_opened() -> None:
    meeting = opened()
    database()["roster"].delete_many({"status": "official"})
    with pytest.raises(NobodyMayVote):
        put(meeting)
    assert database()["meetings"].find_one({})["votes_open"] == 0  # type: ignore[index]


def test_more_than_half_of_all_official_members_adopt() -> None:
    vote = put(opened())
    for member in ("secretary", "m1", "m2"):
        cast(vote, member)
    result = end(vote)
    assert (result["agree"], result["electorate"], result["outcome"]) == (3, 5, "adopted")


def test_a_majority_of_those_who_voted_is_not_enough() -> None:
    vote = put(opened())
    cast(vote, "m1")
    cast(vote, "m2")
    cast(vote, "m3", "abstain")
    result = end(vote)
    assert (result["agree"], result["disagree"], result["abstain"]) == (2, 0, 1)
    assert result["outcome"] == "rejected"


@pytest.mark.parametrize(
    ("member", "refusal"),
    [("young", ProbationaryMayNotVote), ("barred", Suspended), ("old", NotInElectorate), ("gone", NotInElectorate)],
)
def test_those_without_a_vote_are_told_why(member: str, refusal: type[Exception]) -> None:
    vote = put(opened())
    with pytest.raises(refusal):
        cast(vote, member)
    assert filled() == 0


def test_where_a_province_counts_exempt_members_they_vote() -> None:
    use_policy(Policy(exempt_members_vote=True))
    vote = put(opened())
    cast(vote, "old")
    assert (vote["electorate"], filled()) == (6, 1)


def test_a_member_of_another_cell_finds_no_vote() -> None:
    vote = put(opened())
    with pytest.raises(VoteNotFound):
        cast(vote, "stranger", cell="ts/x01/c0102/")


def test_one_who_becomes_official_during_the_vote_is_not_in_its_electorate() -> None:
    vote = put(opened())
    roster.keep([standing("young", "official", sequence=2)])
    with pytest.raises(NotInElectorate):
        cast(vote, "young")


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        cast(put(opened()), "m1", "maybe")
    assert refused.value.details == {"choice": "Lựa chọn này không có trong danh sách."}


def test_a_second_vote_by_the_same_member_is_refused() -> None:
    vote = put(opened())
    cast(vote, "m1", "disagree")
    for choice in ("agree", "disagree"):
        with pytest.raises(AlreadyVoted) as refused:
            cast(vote, "m1", choice)
        assert refused.value.code == "meetings.already_voted"
    assert database()["ballots"].find_one({"member_id": "m1"})["choice"] == "disagree"  # type: ignore[index]


def test_the_same_command_repeated_gets_the_same_answer_even_after_the_close() -> None:
    vote = put(opened())
    first = cast(vote, "m1", key="k1")
    assert cast(vote, "m1", key="k1") == first
    end(vote)
    assert cast(vote, "m1", key="k1") == first
    assert filled() == 1


def test_the_same_key_with_another_choice_is_no_repetition() -> None:
    vote = put(opened())
    cast(vote, "m1", "agree", key="k1")
    with pytest.raises(AlreadyVoted):
        cast(vote, "m1", "disagree", key="k1")


def test_a_vote_after_the_close_is_refused() -> None:
    vote = put(opened())
    end(vote)
    with pytest.raises(VoteClosed) as refused:
        cast(vote, "m1")
    assert refused.value.code == "meetings.vote_closed"
    assert filled() == 0


def test_only_the_secretary_closes_and_only_once() -> None:
    meeting = opened()
    vote = put(meeting)
    with pytest.raises(NotTheSecretary):
        perform(close_vote, {"vote_id": vote["vote_id"], "version": 1}, as_member())
    with pytest.raises(Conflict):
        perform(close_vote, {"vote_id": vote["vote_id"], "version": 7}, as_secretary())
    cast(vote, "m1")  # the refused closings sealed nothing
    end(vote)
    with pytest.raises(VoteClosed):
        end(vote)
    assert events("votes", "closed") == ["meetings.vote_closed.v1"]


def test_a_closed_vote_frees_the_meeting() -> None:
    meeting = opened()
    end(put(meeting))
    request = {"meeting_id": meeting["id"], "version": meeting["version"]}
    assert perform(close_meeting, request, as_secretary())["state"] == "closed"


def test_a_close_that_ended_half_way_is_finished_by_closing_again() -> None:
    vote = put(opened())
    cast(vote, "m1")
    votes.seal(vote["vote_id"])  # and then the process was killed
    with pytest.raises(VoteClosed):
        cast(vote, "m2")
    assert end(vote)["agree"] == 1


def test_fifty_racing_votes_of_one_member_are_one_ballot() -> None:
    vote = put(opened())
    choices = [random.choice(["agree", "disagree", "abstain"]) for _ in range(50)]

    def attempt(choice: str) -> str | None:
        try:
            cast(vote, "m1", choice)
        except AlreadyVoted:
            return None
        return choice

    with ThreadPoolExecutor(25) as pool:
        accepted = [choice for choice in pool.map(attempt, choices) if choice]
    assert len(accepted) == 1
    result = end(vote)
    assert result[accepted[0]] == 1
    assert result["agree"] + result["disagree"] + result["abstain"] == filled() == 1


@pytest.mark.parametrize("attempt", range(5))
def test_a_storm_of_votes_during_the_close_is_counted_to_the_last_accepted_ballot(attempt: int) -> None:
    people = [f"v{number}" for number in range(300)]
    roster.keep([standing(member) for member in people])
    vote = put(opened())
    results: list[dict[str, Any]] = []

    def attempt_to_vote(member: str) -> str | None:
        choice = ["agree", "disagree", "abstain"][int(member[1:]) % 3]
        try:
            cast(vote, member, choice)
        except VoteClosed:
            return None
        return choice

    def close(_: str) -> None:
        results.append(end(vote))

    at = 40 + 50 * attempt
    work: list[Any] = [(attempt_to_vote, member) for member in people]
    work.insert(at, (close, ""))
    with ThreadPoolExecutor(16) as pool:
        accepted = [choice for choice in pool.map(lambda item: item[0](item[1]), work) if choice]
    (result,) = results
    told = {choice: result[choice] for choice in ("agree", "disagree", "abstain")}
    assert told == {choice: accepted.count(choice) for choice in told}
    assert filled() == len(accepted)
    stored = database()["votes"].find_one({"_id": vote["vote_id"]})
    assert stored is not None
    assert {choice: stored[choice] for choice in told} == told


def test_two_secretaries_closing_at_once_give_one_result_and_one_event() -> None:
    vote = put(opened())
    cast(vote, "m1")

    def close(_: int) -> bool:
        try:
            end(vote)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(close, range(8))) == 1
    assert events("votes", "closed") == ["meetings.vote_closed.v1"]
    assert database()["meetings"].find_one({})["votes_open"] == 0  # type: ignore[index]


def test_a_vote_opened_while_the_meeting_closes_is_either_refused_or_keeps_it_open() -> None:
    for _ in range(10):
        meeting = opened()

        def open_one(meeting: dict[str, Any] = meeting) -> bool:
            try:
                put(meeting)
            except Conflict:
                return False
            return True

        def close_it(meeting: dict[str, Any] = meeting) -> bool:
            request = {"meeting_id": meeting["id"], "version": meeting["version"]}
            try:
                perform(close_meeting, request, as_secretary())
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            voted, closed = (future.result() for future in [pool.submit(open_one), pool.submit(close_it)])
        assert voted != closed
