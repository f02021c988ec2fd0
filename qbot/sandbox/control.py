"""What the page and tests do to the sandbox: act as a person, arrange the world, order trouble (all POST)."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from qbot.sandbox import groups, people
from qbot.sandbox.errors import ControlError
from qbot.sandbox.faults import FaultPlan, read_fault
from qbot.sandbox.fields import Fields
from qbot.sandbox.network import Network, Person, fresh_id
from qbot.sandbox.store import Json
from qbot.sandbox.wire import Upload
from qbot.sandbox.wording import wording


class Control:
    """The control requests over one network and its fault plan; each returns a JSON object."""

    def __init__(self, net: Network, faults: FaultPlan) -> None:
        self.net = net
        self.faults = faults
        self.requests: dict[str, Callable[[Fields], Awaitable[Json]]] = {
            "send": self.send,
            "edit": self.edit,
            "delete": self.delete,
            "press": self.press,
            "start": self.start,
            "block": self.block,
            "users": self.add_user,
            "groups": self.add_group,
            "members": self.set_member,
            "bot-member": self.set_bot_member,
            "migrate": self.migrate,
            "clock": self.move_clock,
            "faults": self.add_fault,
            "faults/clear": self.clear_faults,
            "settings": self.change_settings,
            "inject": self.inject,
        }

    async def send(self, fields: Fields) -> Json:
        """Send as a person: text, or one of sticker, location, contact, forward."""
        person = fields.person()
        chat = fields.chat(person)
        content = self._content(fields, person)
        content |= people.quote(self.net, chat, fields.maybe_integer("reply_to"))
        content |= people.topic(self.net, chat, fields.maybe_integer("topic"))
        post = people.say(self.net, person, chat, content, anonymous=fields.flag("anonymous"))
        return {"message": post.view()}

    def _content(self, fields: Fields, person: Person) -> Json:
        values = fields.values
        if "forward" in values:
            source = Fields(values["forward"] if isinstance(values["forward"], dict) else {}, self.net)
            chat = source.chat()
            return people.forwarded(
                self.net, person, chat_id=chat.id, message_id=source.integer("message_id")
            )
        if "sticker" in values:
            return people.sticker(fields.text("sticker"))
        for name, wanted in (
            ("location", ("latitude", "longitude")),
            ("contact", ("phone_number", "first_name")),
        ):
            if name in values:
                if not isinstance(values[name], dict) or not values[name].keys() >= set(wanted):
                    raise ControlError(f"{name}: an object with {' and '.join(wanted)} is wanted")
                return {name: values[name]}
        content = wording(fields.text("text")).fields()
        if not content:
            raise ControlError("text: a message cannot be empty")
        return content

    async def upload(self, fields: Fields, uploads: list[Upload]) -> Json:
        """Send files as a person: one message, or an album for several."""
        kind = fields.maybe_text("as") or "document"
        if kind not in {"photo", "document", "voice"}:
            raise ControlError("as: photo, document or voice is wanted")
        if not 1 <= len(uploads) <= 10:
            raise ControlError("file: 1 to 10 files are wanted")
        person = fields.person()
        chat = fields.chat(person)
        people.enter(self.net, person, chat)
        extra = people.quote(self.net, chat, fields.maybe_integer("reply_to"))
        contents = await people.attach(
            self.net, uploads, kind=kind, caption=fields.maybe_text("caption") or ""
        )
        posts = [people.say(self.net, person, chat, content | extra) for content in contents]
        return {"messages": [post.view() for post in posts]}

    async def edit(self, fields: Fields) -> Json:
        """Edit one's own message."""
        person = fields.person()
        post = people.revise(
            self.net,
            person,
            fields.chat(person),
            message_id=fields.integer("message_id"),
            text=fields.text("text"),
        )
        return {"message": post.view()}

    async def delete(self, fields: Fields) -> Json:
        """Delete one's own message; the bot never hears of it."""
        person = fields.person()
        post = self.net.find(fields.chat(person).id, fields.integer("message_id"))
        if post is None or post.body["from"]["id"] != person.id:
            raise ControlError(f"{person.name} has no such message")
        self.net.remove(post)
        return {}

    async def press(self, fields: Fields) -> Json:
        """Press an inline button and wait for the answer."""
        person, data, text = fields.person(), fields.maybe_text("data"), fields.maybe_text("text")
        if data is None and text is None:
            raise ControlError("data or text is missing")
        return await people.press(
            self.net,
            person,
            fields.chat(person),
            message_id=fields.integer("message_id"),
            data=data,
            text=text,
            raw=fields.flag("raw"),
            seconds=min(fields.number("wait", 10), 60),
        )

    async def start(self, fields: Fields) -> Json:
        """Press START."""
        return {"message": people.start_bot(self.net, fields.person(), fields.maybe_text("code")).view()}

    async def block(self, fields: Fields) -> Json:
        """Block the bot, unblock it (blocked: false), or delete the account (deactivated: true)."""
        person = fields.person()
        if "deactivated" in fields.values:
            person.deactivated = fields.flag("deactivated")
            self.net.save_person(person)
        else:
            people.set_blocked(self.net, person, blocked=fields.flag("blocked", default=True))
        return {}

    async def add_user(self, fields: Fields) -> Json:
        """A new person, who has not started the bot yet."""
        user_id = fields.maybe_integer("id")
        person = Person(
            fresh_id(self.net.people) if user_id is None else user_id,
            fields.text("name"),
            fields.maybe_text("note") or "",
            started=fields.flag("started"),
            username=fields.maybe_text("username"),
        )
        if person.id <= 0 or person.id in self.net.people or not person.name.strip():
            raise ControlError("id: a positive number that nobody has, and a name, are wanted")
        self.net.save_person(person)
        return {"id": person.id}

    async def add_group(self, fields: Fields) -> Json:
        """A new group; with bot (default) its owner adds the bot at once."""
        members = fields.integers("members")
        if not members or not all(member in self.net.people for member in members):
            raise ControlError("members: ids of known users are wanted")
        chat = groups.open_group(
            self.net,
            title=fields.text("title"),
            members=members,
            supergroup=fields.flag("supergroup", default=True),
            forum=fields.flag("forum"),
        )
        if fields.flag("bot", default=True):
            groups.set_bot_status(self.net, chat, "member", by=self.net.people[members[0]].as_user())
        return {"id": chat.id}

    async def set_member(self, fields: Fields) -> Json:
        """A person joins (default) or leaves a group."""
        groups.set_member(
            self.net, fields.chat(), fields.person().id, present=fields.flag("present", default=True)
        )
        return {}

    async def set_bot_member(self, fields: Fields) -> Json:
        """Add the bot to a group, promote it, or put it out."""
        by = fields.person("by").as_user()
        groups.set_bot_status(self.net, fields.chat(), fields.text("status"), by=by)
        return {}

    async def migrate(self, fields: Fields) -> Json:
        """Turn a basic group into a supergroup."""
        return {"id": groups.migrate(self.net, fields.chat()).id}

    async def move_clock(self, fields: Fields) -> Json:
        """Move the clock forward by hours and days, or to a time (without an offset: the world's own)."""
        now = self.net.clock.now()
        step = timedelta(hours=fields.number("hours", 0), days=fields.number("days", 0))
        when, given = now + step, fields.maybe_text("to")
        if given is not None:
            try:
                when = datetime.fromisoformat(given)
            except ValueError as error:
                raise ControlError("to: a time such as 2018-04-07T09:00 is wanted") from error
            if when.tzinfo is None:
                when = when.replace(tzinfo=ZoneInfo(self.net.world.timezone))
        if when < now or (given is None and not step):
            raise ControlError("the clock only moves forward")
        self.net.move_clock(when)
        return {"now": self.net.clock.now().isoformat()}

    async def add_fault(self, fields: Fields) -> Json:
        """Order trouble for Bot API calls."""
        self.faults.add(read_fault(fields.values))
        return {}

    async def clear_faults(self, fields: Fields) -> Json:
        """End all trouble."""
        self.faults.clear()
        return {}

    async def change_settings(self, fields: Fields) -> Json:
        """Privacy mode, and a standing delay for each Bot API call."""
        if "privacy" in fields.values:
            self.net.setting("privacy", fields.flag("privacy"))
        if "latency_ms" in fields.values:
            self.faults.latency_ms = max(fields.integer("latency_ms"), 0)
        return {"privacy": self.net.settings["privacy"], "latency_ms": self.faults.latency_ms}

    async def inject(self, fields: Fields) -> Json:
        """Queue any update body, sound or not."""
        update: Any = fields.values.get("update")
        if not isinstance(update, dict):
            raise ControlError("update: an object is wanted")
        return {"update_id": self.net.updates.inject(update)}
