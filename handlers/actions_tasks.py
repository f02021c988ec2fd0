"""What the buttons below notes of progress, lists of tasks and wishes for help do."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class PickItem(Action):
    """The note that a question is about belongs to this item; none of those shown when `item` is empty."""

    prefix: ClassVar[str] = "tpick"
    question: int
    item: str


@dataclass(frozen=True, slots=True)
class PickGroup(Action):
    """Show the items of a group to pick from."""

    prefix: ClassVar[str] = "tgroup"
    question: int
    group: str


@dataclass(frozen=True, slots=True)
class DropNote(Action):
    """The note belongs to no item: keep nothing."""

    prefix: ClassVar[str] = "tdrop"
    question: int


@dataclass(frozen=True, slots=True)
class ChangeItem(Action):
    """Ask for another item for a note."""

    prefix: ClassVar[str] = "tother"
    progress: int


@dataclass(frozen=True, slots=True)
class WantHelp(Action):
    """Ask the office to coordinate."""

    prefix: ClassVar[str] = "thelp"
    progress: int


@dataclass(frozen=True, slots=True)
class TakeBackNote(Action):
    """Take a note back."""

    prefix: ClassVar[str] = "tback"
    progress: int


@dataclass(frozen=True, slots=True)
class ShowTasks(Action):
    """A page of a person's list: of one's own items, or of a group's."""

    prefix: ClassVar[str] = "tlist"
    person: int
    group: str
    offset: int


@dataclass(frozen=True, slots=True)
class SettleHelp(Action):
    """It has been coordinated."""

    prefix: ClassVar[str] = "hdone"
    matter: int


@dataclass(frozen=True, slots=True)
class AnswerHelp(Action):
    """Ask the office for an answer to whoever wants help."""

    prefix: ClassVar[str] = "hreply"
    matter: int


@dataclass(frozen=True, slots=True)
class ListHelp(Action):
    """Show the open wishes for help with numbers above `after`."""

    prefix: ClassVar[str] = "hlist"
    after: int
