"""The Telegram on this machine: people, chats and messages, every change stored, logged and, where it is the
bot's business, queued as an update.
"""

import secrets
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from qbot.sandbox.changes import ChangeLog
from qbot.sandbox.files import FileStore
from qbot.sandbox.presses import Presses
from qbot.sandbox.store import Json, Store
from qbot.sandbox.updates import UpdateQueue
from qbot.sandbox.world import Clock, World

PRIVATE, GROUP, SUPERGROUP = "private", "group", "supergroup"
_PRESENT = {"member", "administrator", "restricted"}


@dataclass(slots=True)
class Person:
    """A user as things stand now."""

    id: int
    name: str
    note: str = ""
    started: bool = True
    username: str | None = None
    blocked: bool = False
    deactivated: bool = False

    def as_user(self) -> Json:
        """The Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "zh-hans"}
        return user | ({"username": self.username} if self.username else {})


@dataclass(slots=True)
class Chat:
    """A chat as things stand now; a private chat has its person's id."""

    id: int
    kind: str
    title: str
    members: list[int] = field(default_factory=list)
    bot_status: str = "member"
    migrated_to: int | None = None
    pinned: list[int] = field(default_factory=list)
    forum: bool = False
    topics: list[int] = field(default_factory=list)
    keyboard: Json | None = None

    @property
    def has_bot(self) -> bool:
        """Whether the bot is in."""
        return self.bot_status in _PRESENT


@dataclass(slots=True)
class Post:
    """A message: the Bot API's Message, never changed in place, and what is kept beside it."""

    body: Json
    seq: int = 0
    reactions: list[str] = field(default_factory=list)

    def view(self) -> Json:
        """What the page is shown."""
        return {**self.body, "seq": self.seq, "reactions": self.reactions}


class Network:
    """All state, in memory and in the store."""

    def __init__(self, *, world: World, token: str, clock: Clock, state: Path | None) -> None:
        self.world = world
        self.clock = clock
        self.store = Store(state)
        self.changes = ChangeLog()
        self.presses = Presses()
        self.updates = UpdateQueue(self.store)
        self.files = FileStore(self.store, state and state.with_name(state.name + "-files"))
        head = token.partition(":")[0]
        self.bot: Json = {
            "id": int(head) if head.isdigit() else 7_000_000_001,
            "is_bot": True,
            "first_name": world.bot_name,
            "username": world.bot_username,
        }
        self.settings: Json = {"privacy": True, "commands": {}, "profile": {}} | dict(
            self.store.rows("setting")
        )
        self._counters: dict[str, int] = dict(self.store.rows("counter"))
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.posts: dict[int, dict[int, Post]] = {}
        self._load()
        self.store.flush()

    def _load(self) -> None:
        stored = [Post(**body) for _, body in self.store.rows("message")]
        for post in sorted(stored, key=lambda post: post.seq):
            self._hold(post)
            self.changes.cursor = post.seq
        self.people = {int(key): Person(**body) for key, body in self.store.rows("person")}
        self.chats = {int(key): Chat(**body) for key, body in self.store.rows("chat")}
        for user in self.world.users:
            known = self.people.get(user.id)
            if known is None:
                self.save_person(Person(**asdict(user)))
            else:
                known.name, known.note, known.username = user.name, user.note, user.username
        for group in self.world.groups:
            if group.id not in self.chats:
                kind = SUPERGROUP if group.supergroup else GROUP
                status = "member" if group.bot_is_member else "left"
                self.save_chat(Chat(group.id, kind, group.title, list(group.members), status))

    def now(self) -> int:
        """The clock's time in whole seconds, as in a Message."""
        return int(self.clock.now().timestamp())

    def note_time(self) -> None:
        """Put the clock's time on record, for `stored_time`."""
        self.store.put("clock", "now", self.clock.now().astimezone(UTC).isoformat())

    def move_clock(self, when: datetime) -> None:
        """Jump forward and tell the page."""
        self.clock.move_to(when)
        self.note_time()
        self.changes.add("clock", now=self.clock.now().isoformat())

    def setting(self, name: str, value: object) -> None:
        """Change and keep a setting."""
        self.settings[name] = value
        self.store.put("setting", name, value)
        self.changes.add("setting", name=name)

    def save_person(self, person: Person) -> None:
        """Keep a person as they are now, and their private chat."""
        self.people[person.id] = person
        self.store.put("person", str(person.id), asdict(person))
        if person.id not in self.chats:
            self.save_chat(Chat(person.id, PRIVATE, person.name, [person.id]))
        self.changes.add("person", person=asdict(person))

    def save_chat(self, chat: Chat) -> None:
        """Keep a chat as it is now."""
        self.chats[chat.id] = chat
        self.store.put("chat", str(chat.id), asdict(chat))
        self.changes.add("chat", chat=asdict(chat))

    def chat_object(self, chat: Chat) -> Json:
        """The Bot API's Chat."""
        if chat.kind == PRIVATE:
            person = self.people[chat.id]
            user = person.as_user()
            names: Json = {key: user[key] for key in ("first_name", "username") if key in user}
            return {"id": chat.id, "type": PRIVATE, **names}
        return {"id": chat.id, "type": chat.kind, "title": chat.title} | (
            {"is_forum": True} if chat.forum else {}
        )

    def find(self, chat_id: int, message_id: int) -> Post | None:
        """A message, or None."""
        return self.posts.get(chat_id, {}).get(message_id)

    def post(self, chat: Chat, content: Json, *, sender: Json) -> Post:
        """Put a new message into a chat; the bot hears of it through `tell_bot`."""
        body = {
            "message_id": self._next_message_id(chat),
            "from": sender,
            "chat": self.chat_object(chat),
            "date": self.now(),
            **content,
        }
        return self._changed(Post(body))

    def amend(self, post: Post, content: Json) -> Post:
        """Replace fields of a message; None removes one."""
        body = {**post.body, **content}
        post.body = {key: value for key, value in body.items() if value is not None}
        return self._changed(post)

    def react(self, post: Post, emojis: list[str]) -> None:
        """Set the bot's reactions."""
        post.reactions = emojis
        self._changed(post)

    def remove(self, post: Post) -> None:
        """Take a message away."""
        chat_id, message_id = post.body["chat"]["id"], post.body["message_id"]
        del self.posts[chat_id][message_id]
        self.store.put("message", f"{chat_id}/{message_id}", None)
        chat = self.chats[chat_id]
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
            self.save_chat(chat)
        self.changes.add("deleted", chat_id=chat_id, message_id=message_id)

    def tell_bot(self, kind: str, body: Json) -> int | None:
        """Queue a message update if the bot may see the message."""
        chat = self.chats[body["chat"]["id"]]
        if not chat.has_bot or not self._may_see(chat, body):
            return None
        return self.updates.add(kind, body)

    def _may_see(self, chat: Chat, body: Json) -> bool:
        if chat.kind == PRIVATE or not self.settings["privacy"] or chat.bot_status == "administrator":
            return True
        if not body.keys() & {
            "text",
            "caption",
            "photo",
            "document",
            "sticker",
            "voice",
            "location",
            "contact",
        }:
            return True
        if body.get("reply_to_message", {}).get("from", {}).get("id") == self.bot["id"]:
            return True
        text = body.get("text") or body.get("caption") or ""
        name = f"@{self.bot['username']}".lower()
        for entity in body.get("entities") or body.get("caption_entities") or []:
            raw = text.encode("utf-16-le")[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
            word = raw.decode("utf-16-le").lower()
            if entity["type"] == "mention" and word == name:
                return True
            if entity["type"] == "bot_command" and ("@" not in word or word.endswith(name)):
                return True
        return False

    def _next_message_id(self, chat: Chat) -> int:
        counter = str(chat.id) if chat.kind == SUPERGROUP else "common"
        self._counters[counter] = self._counters.get(counter, 0) + 1
        self.store.put("counter", counter, self._counters[counter])
        return self._counters[counter]

    def _hold(self, post: Post) -> None:
        chat_posts = self.posts.setdefault(post.body["chat"]["id"], {})
        chat_posts.pop(post.body["message_id"], None)
        chat_posts[post.body["message_id"]] = post

    def _changed(self, post: Post) -> Post:
        post.seq = self.changes.cursor + 1
        self._hold(post)
        key = f"{post.body['chat']['id']}/{post.body['message_id']}"
        self.store.put("message", key, {"body": post.body, "seq": post.seq, "reactions": post.reactions})
        self.note_time()
        self.changes.add("message", message=post.view())
        return post

    def changed_since(self, chat_id: int, seq: int) -> list[Post]:
        """The messages of a chat that are new or changed after a change number, in order of change."""
        newest = []
        for post in reversed(self.posts.get(chat_id, {}).values()):
            if post.seq <= seq:
                break
            newest.append(post)
        return newest[::-1]


def fresh_id(taken: dict[int, Person]) -> int:
    """A user id nobody has."""
    while (user_id := 800_000_000 + secrets.randbelow(100_000_000)) in taken:
        pass
    return user_id
