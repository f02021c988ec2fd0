"""The body of a control request, read strictly: a wrong or missing field is named in one line."""

from dataclasses import dataclass
from typing import TypeVar

from qbot.sandbox.errors import ControlError
from qbot.sandbox.network import Chat, Network, Person
from qbot.sandbox.store import Json

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fields:
    """Named values with their types; every reader raises ControlError for a wrong one."""

    values: Json
    net: Network

    def _get(self, name: str, kind: type[T], words: str) -> T | None:
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise ControlError(f"{name}: {words} is wanted")
        return value

    def _must(self, name: str, value: T | None) -> T:
        if value is None:
            raise ControlError(f"{name} is missing")
        return value

    def maybe_integer(self, name: str) -> int | None:
        """A whole number, also as digits (forms know nothing else), or None."""
        value = self.values.get(name)
        if isinstance(value, str) and value.lstrip("-").isdecimal() and value.isascii():
            return int(value)
        return self._get(name, int, "a whole number")

    def integer(self, name: str) -> int:
        """A whole number."""
        return self._must(name, self.maybe_integer(name))

    def number(self, name: str, default: float) -> float:
        """A number."""
        value = self._get(name, object, "a number")
        if value is None:
            return default
        try:
            return float(str(value))
        except ValueError as error:
            raise ControlError(f"{name}: a number is wanted") from error

    def maybe_text(self, name: str) -> str | None:
        """A text, or None."""
        return self._get(name, str, "a text")

    def text(self, name: str) -> str:
        """A text."""
        return self._must(name, self.maybe_text(name))

    def flag(self, name: str, *, default: bool = False) -> bool:
        """true or false."""
        value = self._get(name, bool, "true or false")
        return default if value is None else value

    def integers(self, name: str) -> list[int]:
        """A list of whole numbers; missing means none."""
        values = self._get(name, list, "a list of whole numbers") or []
        if not all(isinstance(value, int) for value in values):
            raise ControlError(f"{name}: a list of whole numbers is wanted")
        return values

    def person(self, name: str = "user_id") -> Person:
        """A known user."""
        user_id = self.integer(name)
        if user_id not in self.net.people:
            raise ControlError(f"{name}: there is no user {user_id}", status=404)
        return self.net.people[user_id]

    def chat(self, person: Person | None = None) -> Chat:
        """A known chat; without chat_id the person's private chat with the bot."""
        default = None if person is None else person.id
        chat_id = self.maybe_integer("chat_id")
        chat_id = self._must("chat_id", default if chat_id is None else chat_id)
        if chat_id not in self.net.chats:
            raise ControlError(f"chat_id: there is no chat {chat_id}", status=404)
        return self.net.chats[chat_id]
