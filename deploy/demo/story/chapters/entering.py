"""Coming in: with a password, with a one-time code, and the pages that greet each."""

from __future__ import annotations

from deploy.demo.story.door import Visitor
from deploy.demo.story.people import passwords, voters
from deploy.demo.story.told import Story


def tell(story: Story) -> None:
    with story.album.phone_of() as phone, story.ledger.step("Đảng viên đăng nhập trên điện thoại") as step:
        phone.open("/login")
        story.album.take(phone, "dang-nhap")
        phone.log_in("caotuoi", passwords(story.place)["caotuoi"])
        story.album.take(phone, "trang-chu")
        step.who = "caotuoi"
    secretary = story.person("bithuban")
    with story.ledger.step("Bí thư cấp mã một lần, đảng viên đăng nhập bằng mã", secretary) as step:
        newcomer = _with_a_code(story, secretary)
        step.facts["member_id"] = newcomer.member_id
    with story.album.desk_of(secretary) as desk:
        desk.open("/desk")
        story.album.take(desk, "ban-lam-viec-bi-thu")


def _with_a_code(story: Story, secretary: Visitor) -> Visitor:
    newcomer = next(voters(secretary, story.address, telephones_from=20))
    story.people["guest"] = newcomer
    return newcomer
