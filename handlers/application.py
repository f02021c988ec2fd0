"""The PTB Application: which update goes to which conversation."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Message, MessageEntity, Update
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers import commands, groups, presses
from handlers.albums import Albums
from handlers.conversations import COMMANDS, TAKES
from handlers.edits import edited
from handlers.screen import screen
from handlers.talk import stranger, talk
from handlers.texts import refusals
from handlers.visit import Desk, Visit, visit
from qbot.errors import Gone, NotAllowed, SnapshotAltered

Context = CallbackContext[Any, Any, Any, Any]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Handler = Callable[[Update, Context], Awaitable[None]]


def register(application: AnyApplication, desk: Desk) -> None:
    """Attach the conversations."""
    router = Router(desk)
    application.add_handler(CallbackQueryHandler(router.press))
    application.add_handler(ChatMemberHandler(router.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, router.edited))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, router.migrated))
    application.add_handler(MessageHandler(filters.StatusUpdate.ALL, router.ignored))
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, router.message))
    application.add_handler(TypeHandler(Update, router.ignored))


_UNHEARD = ("voice", "video", "audio", "animation")


class Router:
    """One method for each kind of update."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._albums = Albums()

    async def message(self, update: Update, _context: Context) -> None:
        """A new message: a command, words, or something that is not text."""
        here = await visit(self._desk, update)
        message = update.message
        if here is None or message is None:
            return
        addressed = here.is_private or self._is_for_us(message)
        continues = self._albums.continues(message)
        command = commands.parse(message.text or "", bot=self._desk.bot_username)
        if command is not None:
            if command.for_us and (here.is_private or command.named or command.name in COMMANDS):
                await self._command(here, command)
            return
        here = here.with_text(self._without_mention(here.text))
        if message.forward_origin is not None:
            await self._refuse(here, screen(refusals.FORWARDED), addressed=here.is_private)
        elif await self._taken(here, message):
            return
        elif not here.text.strip():
            asked = here.is_private and not continues
            await self._refuse(here, refusals.cannot_read(_kind(message)), addressed=asked)
        else:
            await self._say_what_is_not_kept(here, message)
            await self._refusing(here, talk(here, addressed=addressed))

    async def _say_what_is_not_kept(self, here: Visit, message: Message) -> None:
        """Of a film or a recording only the words are read; photos and files are dealt with before."""
        kind = _kind(message)
        if kind in _UNHEARD and here.person is not None and here.is_private:
            async with self._desk.store.writing() as tx:
                await here.say(tx, refusals.not_kept(kind))

    async def _taken(self, here: Visit, message: Message) -> bool:
        """Whether a conversation took the photo or the file."""
        if here.person is None or not here.is_bound or not (message.photo or message.document):
            return False
        for take in TAKES:
            if await take(here, here.person, message):
                return True
        return False

    async def _command(self, here: Visit, command: commands.Typed) -> None:
        await self._refusing(here, commands.run(here, command))

    async def _refusing(self, here: Visit, work: Awaitable[None]) -> None:
        try:
            await work
        except NotAllowed:
            await here.answer(screen(commands.refusal(here)))
        except SnapshotAltered:
            await here.answer(screen(refusals.ALTERED))
        except Gone as gone:
            await here.answer(screen(presses.gone_words(gone, otherwise=refusals.NO_LONGER)))

    async def _refuse(self, here: Visit, shown: Any, *, addressed: bool) -> None:
        if here.person is None and addressed:
            await stranger(here)
        elif addressed:
            await here.answer(shown)

    async def press(self, update: Update, _context: Context) -> None:
        """A button was pressed."""
        query = update.callback_query
        here = await visit(self._desk, update)
        if query is None:
            return
        words = await presses.press(here, query.data) if here else refusals.STALE_BUTTON
        answer: dict[str, object] = {"callback_query_id": query.id}
        if words:
            answer |= {"text": words[:200], "show_alert": len(words) > 12}
        await self._desk.delivery.call("answerCallbackQuery", answer)

    async def edited(self, update: Update, _context: Context) -> None:
        """A message was changed after it was sent."""
        here = await visit(self._desk, update)
        if here is not None and here.person is not None and here.is_bound:
            words = here.with_text(self._without_mention(here.text))
            await self._refusing(here, edited(words, here.person))

    async def membership(self, update: Update, _context: Context) -> None:
        """The bot itself was added, removed, blocked or unblocked."""
        here = await visit(self._desk, update)
        if here is not None and update.my_chat_member is not None:
            await groups.membership(here, update.my_chat_member)

    async def migrated(self, update: Update, _context: Context) -> None:
        """A group became a supergroup; told twice, from the old and from the new chat."""
        message = update.message
        here = await visit(self._desk, update)
        if here is None or message is None:
            return
        old, new = (
            (message.chat_id, message.migrate_to_chat_id)
            if message.migrate_to_chat_id
            else (message.migrate_from_chat_id, message.chat_id)
        )
        if old and new:
            async with here.turn.writing() as tx:
                await tx.chats.migrate(old, new, at=here.at)

    async def ignored(self, _update: Update, _context: Context) -> None:
        """Service messages and whatever else Telegram tells: kept in the inbox, answered by nothing."""

    def _is_for_us(self, message: Message) -> bool:
        """Whether a group's message mentions the bot or replies to it."""
        reply = message.reply_to_message
        if reply is not None and reply.from_user is not None and reply.from_user.id == self._desk.bot_id:
            return True
        mentions = message.parse_entities([MessageEntity.MENTION]) | message.parse_caption_entities(
            [MessageEntity.MENTION]
        )
        return self._mention.lower() in {text.lower() for text in mentions.values()}

    def _without_mention(self, text: str) -> str:
        """The words without the bot's own name, which is no part of what is said."""
        start = text.lower().find(self._mention.lower())
        return text if start < 0 else f"{text[:start]} {text[start + len(self._mention) :]}".strip()

    @property
    def _mention(self) -> str:
        return f"@{self._desk.bot_username}"


def _kind(message: Message) -> str:
    kinds = ("sticker", "voice", "video", "video_note", "audio", "location", "contact", "animation",
             "document", "photo", "poll")  # fmt: skip
    return next((kind for kind in kinds if getattr(message, kind)), "")
