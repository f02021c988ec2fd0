"""Reaching an audience: who of those meant can be written to at this moment, and who cannot."""

from dataclasses import dataclass

from qbot.audiences import Audience
from qbot.nudging.receivers import can_hear
from qbot.people import Person
from qbot.ports import Chat, Reads


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a message goes to: people who can hear, people who cannot, working groups that can be reached."""

    hearing: tuple[Person, ...]
    deaf: tuple[Person, ...]
    groups: tuple[Chat, ...]

    @property
    def is_nobody(self) -> bool:
        return not self.hearing and not self.groups


async def reach(tx: Reads, audience: Audience) -> Reach:
    """Who is meant now, and who of them can be reached."""
    people = audience.people(await tx.people.all())
    return Reach(
        hearing=tuple(each for each in people if can_hear(each)),
        deaf=tuple(each for each in people if not can_hear(each)),
        groups=tuple(
            each
            for each in await tx.chats.groups()
            if each.bound and each.state == "active" and (audience.all_groups or each.id in audience.groups)
        ),
    )
