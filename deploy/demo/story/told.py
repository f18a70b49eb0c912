"""What every chapter is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from deploy.demo.story.album import Album
from deploy.demo.story.door import Visitor, visitor
from deploy.demo.story.ledger import Ledger
from deploy.demo.story.people import address_of, passwords
from deploy.demo.story.witness import Witness
from deploy.local.place import Place


@dataclass
class Story:
    place: Place
    folder: Path
    witness: Witness
    ledger: Ledger
    album: Album
    people: dict[str, Visitor] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return address_of(self.place)

    def person(self, username: str) -> Visitor:
        """Comes in with his password when the story first needs him."""
        if username not in self.people:
            somebody = visitor(self.address, telephone=2 + len(self.people))
            with self.ledger.step(f"Đăng nhập bằng mật khẩu: {username}") as step:
                step.follow(somebody.log_in(username, passwords(self.place)[username]))
                step.who = f"{username}: {somebody.full_name}"
            self.people[username] = somebody
        return self.people[username]
