"""What the page and tests read: the whole state, changes as they come, messages, calls, files (all GET)."""

from dataclasses import asdict
from urllib.parse import quote

from aiohttp import web

from qbot.sandbox.api.commands import menu_for
from qbot.sandbox.errors import ControlError
from qbot.sandbox.faults import CallLog
from qbot.sandbox.fields import Fields
from qbot.sandbox.files import picture_size
from qbot.sandbox.network import Chat, Network
from qbot.sandbox.store import Json

LONGEST_WAIT = 50.0


class Views:
    """Read-only requests; each returns a JSON object."""

    def __init__(self, net: Network, calls: CallLog) -> None:
        self.net = net
        self.calls = calls

    async def state(self, fields: Fields) -> Json:
        """Everything but the messages, with the last message of each chat and the cursor for `changes`."""
        net = self.net
        return {
            "epoch": net.changes.epoch,
            "cursor": net.changes.cursor,
            "now": net.clock.now().isoformat(),
            "timezone": net.world.timezone,
            "bot": net.bot,
            "profile": net.settings["profile"],
            "privacy": net.settings["privacy"],
            "pending_updates": len(net.updates),
            "users": [asdict(person) for person in net.people.values()],
            "chats": [self._chat(chat) for chat in net.chats.values()],
        }

    def _chat(self, chat: Chat) -> Json:
        posts = self.net.posts.get(chat.id, {})
        last = posts[max(posts)].view() if posts else None
        return {**asdict(chat), "last_message": last}

    async def changes(self, fields: Fields) -> Json:
        """What changed after a cursor, waiting for something to. reset: read `state` again."""
        log, after = self.net.changes, fields.integer("after")
        if fields.maybe_text("epoch") not in {None, log.epoch}:
            return {"reset": True}
        if log.cursor == after:
            await log.bell.wait(min(fields.number("timeout", 25), LONGEST_WAIT))
        changes = log.since(after)
        return {"reset": True} if changes is None else {"changes": changes, "cursor": log.cursor}

    async def messages(self, fields: Fields) -> Json:
        """A chat's messages with ids above `after`, or changed after `changed_after` (waiting for one)."""
        chat = fields.chat()
        changed_after = fields.maybe_integer("changed_after")
        if changed_after is None:
            after = fields.maybe_integer("after") or 0
            posts = sorted(self.net.posts.get(chat.id, {}).items())
            return {
                "messages": [post.view() for message_id, post in posts if message_id > after],
                "cursor": self.net.changes.cursor,
            }
        loop_time = self.net.changes.bell.time
        deadline = loop_time() + min(fields.number("timeout", 0), LONGEST_WAIT)
        while not (found := self.net.changed_since(chat.id, changed_after)):
            if not await self.net.changes.bell.wait(deadline - loop_time()):
                break
        return {"messages": [post.view() for post in found], "cursor": self.net.changes.cursor}

    async def commands(self, fields: Fields) -> Json:
        """The /-menu of a person in a chat."""
        person = fields.person()
        return {"commands": menu_for(self.net, fields.chat(person), person.id)}

    async def call_log(self, fields: Fields) -> Json:
        """The Bot API calls so far."""
        after = fields.maybe_integer("after") or 0
        return {"calls": self.calls.calls(method=fields.maybe_text("method"), after=after)}

    async def clock(self, fields: Fields) -> Json:
        """The time."""
        return {"now": self.net.clock.now().isoformat(), "timezone": self.net.world.timezone}

    async def file(self, file_id: str) -> web.Response:
        """The bytes of a file: pictures to be shown, anything else to be saved."""
        if file_id not in self.net.files:
            raise ControlError("there is no such file", status=404)
        facts, data = self.net.files.facts(file_id), await self.net.files.read(file_id)
        headers = {"Content-Security-Policy": "sandbox; default-src 'none'"}
        if picture_size(data) is not None:
            kinds = {b"\x89P": "png", b"\xff\xd8": "jpeg", b"GI": "gif", b"RI": "webp"}
            return web.Response(body=data, content_type=f"image/{kinds[data[:2]]}", headers=headers)
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(facts['file_name'])}"
        return web.Response(body=data, content_type="application/octet-stream", headers=headers)
