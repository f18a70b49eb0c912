"""The two menus, and for whom each page of the desk is. On a phone the first five of the handbook stand at the bottom
edge with words under their icons; the desk's menu stands in groups."""

from __future__ import annotations

from dataclasses import dataclass

from services.gateway.callers import Caller


@dataclass(frozen=True)
class Item:
    path: str
    label: str
    icon: str
    where: str = "everywhere"
    """"phone" and "wide" stand only there: a phone has room for five."""
    current: bool = False


@dataclass(frozen=True)
class Group:
    label: str
    items: tuple[Item, ...]


MEMBER = (
    Item("/", "Trang chủ", "home"),
    Item("/news", "Tin tức", "news"),
    Item("/meetings", "Sinh hoạt", "people"),
    Item("/assistant", "Trợ lý", "chat"),
    Item("/polls", "Lấy ý kiến", "poll", "wide"),
    Item("/study", "Học tập", "book", "wide"),
    Item("/documents", "Tài liệu", "document", "wide"),
    Item("/listen", "Nghe", "sound", "wide"),
    Item("/notebook", "Sổ ghi chép", "pen", "wide"),
    Item("/directives", "Chỉ đạo", "bell", "wide"),
    Item("/regulation", "Quy chế", "document", "wide"),
    Item("/bulletins", "Bản tin", "news", "wide"),
    Item("/bookmarks", "Đọc sau", "book", "wide"),
    Item("/notices", "Thông báo", "bell", "wide"),
    Item("/me", "Thêm", "more", "phone"),
    Item("/me", "Cá nhân", "person", "wide"),
)
BY_ROLE: dict[str, set[str]] = {
    "/desk/articles": {"committee_editor"},
    "/desk/bulletins": {"committee_editor"},
    "/desk/books": {"committee_editor"},
    "/desk/categories": {"administrator"},
    "/desk/calendar": {"administrator"},
    "/desk/directives": {"cell_secretary", "committee_editor", "committee_officer", "administrator"},
    "/desk/directives/new": {"cell_secretary", "committee_editor"},
    "/desk/regulation": {"cell_secretary", "committee_editor", "committee_officer", "administrator"},
    "/desk/documents": {"committee_editor", "committee_officer"},
    "/desk/study": {"cell_secretary", "committee_editor", "committee_officer", "administrator"},
    "/desk/study/new": {"committee_editor"},
    "/desk/meetings": {"cell_secretary"},
    "/desk/polls": {"committee_officer"},
    "/desk/questions": {"committee_officer"},
    "/desk/answers": {"committee_editor", "committee_officer"},
    "/desk/answers/new": {"committee_officer"},
    "/desk/roles": {"administrator"},
    "/desk/organisations": {"cell_secretary", "committee_officer", "administrator"},
    "/desk/recoveries": {"cell_secretary", "administrator"},
    "/desk/registrations": {"cell_secretary", "administrator"},
    "/desk/data-requests": {"administrator"},
    "/desk/breaches": {"administrator"},
    "/desk/partners": {"administrator"},
    "/desk/imports": {"committee_officer", "administrator"},
    "/desk/members": {"cell_secretary", "committee_officer", "administrator"},
    "/desk/corrections": {"cell_secretary", "committee_officer", "administrator"},
    "/desk/problems": {"cell_secretary", "committee_officer", "administrator"},
    "/desk/readings": {"administrator"},
    "/desk/unanswered": {"committee_editor", "administrator"},
    "/desk/answer-quality": {"committee_editor", "administrator"},
    "/desk/roll-out": {"cell_secretary", "committee_editor", "committee_officer", "administrator"},
}
OVERVIEW = Item("/desk", "Tổng quan", "home")
DESK = (
    Group(
        "Sinh hoạt và chi bộ",
        (
            Item("/desk/meetings", "Cuộc họp", "people"),
            Item("/desk/members", "Đảng viên", "person"),
            Item("/desk/directives", "Thông báo", "bell"),
            Item("/desk/polls", "Lấy ý kiến", "poll"),
            Item("/desk/questions", "Câu hỏi", "chat"),
            Item("/desk/answers", "Câu trả lời chung", "chat"),
            Item("/desk/study", "Học tập", "book"),
        ),
    ),
    Group(
        "Biên tập",
        (
            Item("/desk/articles", "Tin bài", "pen"),
            Item("/desk/categories", "Chuyên mục", "news"),
            Item("/desk/calendar", "Ngày kỷ niệm", "check"),
            Item("/desk/bulletins", "Bản tin", "news"),
            Item("/desk/books", "Sách nói", "sound"),
        ),
    ),
    Group(
        "Thư viện",
        (
            Item("/desk/documents", "Văn bản", "document"),
            Item("/desk/regulation", "Quy chế", "document"),
            Item("/desk/unanswered", "Câu hỏi chưa trả lời được", "chat"),
            Item("/desk/answer-quality", "Chất lượng trả lời", "check"),
        ),
    ),
    Group(
        "Hệ thống",
        (
            Item("/desk/organisations", "Tổ chức", "people"),
            Item("/desk/roll-out", "Triển khai", "check"),
            Item("/desk/registrations", "Đăng ký", "check"),
            Item("/desk/roles", "Vai trò", "person"),
            Item("/desk/data-requests", "Yêu cầu dữ liệu", "document"),
            Item("/desk/partners", "Kết nối", "document"),
            Item("/desk/readings", "Cách đọc", "sound"),
        ),
    ),
)


def member_menu(path: str) -> list[Item]:
    return [_marked(item, path, root="/") for item in MEMBER]


def desk_menu(path: str, caller: Caller | None) -> list[Group]:
    """Only what one of the caller's roles is for; the services refuse the rest anyway."""
    if caller is None:
        return []
    groups = [
        Group(group.label, tuple(_marked(item, path) for item in group.items if may_open(item.path, caller.roles)))
        for group in DESK
    ]
    return [Group("", (_marked(OVERVIEW, path, root="/desk"),)), *(group for group in groups if group.items)]


def may_open(path: str, roles: frozenset[str]) -> bool:
    """Whether one of the roles is for this page of the desk: the narrowest place in the table that it stands under
    decides, and what stands under none is for everybody at the desk. The services decide about the thing itself."""
    over = [place for place in BY_ROLE if path == place or path.startswith(place + "/")]
    return not over or bool(BY_ROLE[max(over, key=len)] & roles)


def _marked(item: Item, path: str, root: str = "") -> Item:
    here = path == item.path or (item.path != root and path.startswith(item.path + "/"))
    return Item(item.path, item.label, item.icon, item.where, here)
