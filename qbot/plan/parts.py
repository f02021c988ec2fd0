"""What the checks of a plan file see of it: its sections, entry by entry."""

from typing import Protocol, TypeVar

from qbot.plan.models import Entry

_E = TypeVar("_E", bound=Entry)


class Parts(Protocol):
    """The sections of a plan file."""

    def of(self, section: str, kind: type[_E]) -> list[tuple[str, _E]]:
        """The sound entries of a section, each with its place such as `units[3]`."""
        ...

    def sole(self, section: str, kind: type[_E]) -> _E | None:
        """The entry of a section that holds one, if it is there and sound."""
        ...

    def named(self, section: str, key: str = "id") -> set[str]:
        """The ids of all entries of a section, sound or not."""
        ...

    def texts(self, section: str) -> list[tuple[str, str]]:
        """The words of a section that is a word or lists words, each with its place."""
        ...

    def is_empty(self, section: str) -> bool:
        """Whether the section is there and lists nothing."""
        ...
