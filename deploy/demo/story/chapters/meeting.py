"""A cell meets: called, confirmed, opened, checked in, and a question decided by more than half of all."""

from __future__ import annotations

import itertools

from deploy.demo.story.actions import call_meeting, check_in_and_vote, close_vote, open_meeting
from deploy.demo.story.door import Reply, Visitor
from deploy.demo.story.patience import eventually
from deploy.demo.story.people import voters
from deploy.demo.story.told import Story


def tell(story: Story) -> None:
    secretary, guest = story.person("bithuban"), story.people["guest"]
    with story.ledger.step("Bí thư triệu tập họp chi bộ", secretary) as step:
        meeting_id = str(step.follow(call_meeting(secretary))["id"])
        story.witness.wait_for("meetings.meeting_called.v1", meeting_id=meeting_id)
    with story.album.phone_of(guest) as phone:
        with story.ledger.step("Đảng viên nhận thông báo và xác nhận dự họp", guest) as step:
            eventually("the notice", lambda: meeting_id in phone.open("/notices").content())
            story.album.take(phone, "thong-bao")
            phone.open(f"/meetings/{meeting_id}")
            story.album.take(phone, "giay-moi-hop")
            step.follow(guest.post(f"/meetings/{meeting_id}/confirmation", coming=True))
        vote = _put_to_the_vote(story, secretary, meeting_id)
        phone.open(f"/meetings/{meeting_id}")
        story.album.take(phone, "bieu-quyet")
        _vote_and_count(story, secretary, meeting_id, vote)
        phone.open(f"/meetings/{meeting_id}")
        story.album.take(phone, "ket-qua-bieu-quyet")
    with story.album.desk_of(secretary) as desk:
        desk.open(f"/desk/meetings/{meeting_id}")
        story.album.take(desk, "dieu-hanh-cuoc-hop")


def _put_to_the_vote(story: Story, secretary: Visitor, meeting_id: str) -> Reply:
    with story.ledger.step("Bí thư khai mạc và đưa nội dung ra biểu quyết", secretary) as step:
        step.follow(open_meeting(secretary, meeting_id))
        question = "Đồng chí có tán thành kế hoạch làm đường vào bản trong quý tới không?"
        vote = step.follow(secretary.post(f"/meetings/{meeting_id}/votes", question=question))
        story.witness.wait_for("meetings.vote_opened.v1", vote_id=vote["vote_id"])
        step.facts["electorate"] = vote["electorate"]
    return vote


def _vote_and_count(story: Story, secretary: Visitor, meeting_id: str, vote: Reply) -> None:
    """One more than half of all official members agree, two others do not."""
    choices = ["agree"] * (vote["electorate"] // 2 + 1) + ["disagree", "abstain"]
    with story.ledger.step("Đảng viên điểm danh và biểu quyết", story.people["guest"]) as step:
        others = itertools.islice(voters(secretary, story.address, telephones_from=60), len(choices) - 1)
        check_in_and_vote(itertools.chain([secretary], others), meeting_id, vote["vote_id"], choices)
        step.facts["ballots"] = len(choices)
    with story.ledger.step("Bí thư kết thúc biểu quyết, có kết quả", secretary) as step:
        result = step.follow(close_vote(secretary, vote["vote_id"]))
        story.witness.wait_for("meetings.vote_closed.v1", vote_id=vote["vote_id"])
        step.facts |= {name: result[name] for name in ("electorate", "agree", "disagree", "abstain", "outcome")}
