"""Pictures in the chat: asked for by words, a command or a button; the same as a file, or as text."""

from collections.abc import Sequence

from handlers.actions_pictures import Picture
from handlers.answers.subjects import recall, remember
from handlers.answers.telling import address
from handlers.at_work import shown_at_work
from handlers.attachments import Attachment
from handlers.conversation import Command, Conversation
from handlers.screen import Screen
from handlers.screen import screen as plain
from handlers.texts import pictures as texts
from handlers.texts.answers import groups
from handlers.visit import Visit
from qbot.answering.other_matters import names_something_else
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.picturing.drawings import Drawing, grid_of, overview_of, timeline_of, trend_of
from qbot.picturing.wishes import KINDS, Wish, wish_in
from qbot.ports import Reads, Writes
from qbot.reading.meaning import About, Question

MOST_AT_ONCE = 3
CHOICES = 12
FORMS = frozenset(("photo", "file", "text"))
_ABOUT: dict[str, About] = {
    "trend": "history", "overview": "overview", "grid": "missing", "timeline": "phase",
}  # fmt: skip


async def _ask(visit: Visit, person: Person) -> bool:
    """Words that ask for a picture, unless they bring a figure."""
    wish = wish_in(visit.text)
    if wish is None:
        return False
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent not in ("query", "other"):
        return False
    return await _grant(visit, person, wish)


async def _command(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/picture, or /picture with what is to be seen."""
    text = " ".join(words)
    wish = wish_in(text) or wish_in(f"{text}图") or Wish(None)
    if not words or not await _grant(visit.with_text(text), person, wish):
        await visit.answer(texts.menu())


async def _grant(visit: Visit, person: Person, wish: Wish) -> bool:
    """Send what is wished for; False where the words turn out to name no picture."""
    form = "text" if wish.in_words else "photo"
    if wish.kind is not None and wish.kind != "trend":
        await _send(visit, person, Picture(wish.kind, wish.of, form))
        return True
    if wish.kind is None and wish.in_words:
        await _last_in_words(visit, person)
        return True
    named = await _indicators(visit, person)
    if not named and wish.kind is None:
        return False
    if not 1 <= len(named) <= MOST_AT_ONCE:
        await visit.answer(texts.which(visit.desk.plan, _candidates(visit, person, named)))
    for each in named if len(named) <= MOST_AT_ONCE else ():
        await _send(visit, person, Picture("trend", each, form))
    return True


async def _indicators(visit: Visit, person: Person) -> Sequence[str]:
    """Those that the words name, or the one that was last spoken of where they name nothing else."""
    named = visit.desk.reader.outline(visit.text, on=visit.on).indicators
    if named:
        return named
    async with visit.desk.store.reading() as tx:
        subject = await recall(tx, visit, person)
    if subject is None or names_something_else(visit.desk.plan, visit.text, subject.indicators):
        return ()
    return subject.indicators[:1]


def _candidates(visit: Visit, person: Person, named: Sequence[str]) -> Sequence[str]:
    plan = visit.desk.plan
    own = [each.id for unit in person.units for each in plan.led_by(unit)]
    return (named or own or [each.id for each in plan.indicators])[:CHOICES]


async def _last_in_words(visit: Visit, person: Person) -> None:
    """The picture that this person saw last here, as text."""
    async with visit.desk.store.reading() as tx:
        last = await tx.facts.get(_key(visit, person))
    if last is None:
        return await visit.answer(texts.menu(texts.NO_PICTURE_YET))
    kind, _, of = last.partition(":")
    return await _send(visit, person, Picture(kind, of, "text"))


async def _press(visit: Visit, person: Person, action: Picture) -> str | None:
    if not visit.is_bound:
        raise NotAllowed
    _check(visit, action)
    await _send(visit, person, action)
    return None if action.form == "text" else texts.SENDING


def _check(visit: Visit, action: Picture) -> None:
    """Gone for what no button of ours says."""
    rows = {"trend": visit.desk.plan.indicator, "grid": ("department", "township")}
    known = action.kind in KINDS and action.form in FORMS
    if not known or action.of not in rows.get(action.kind, ("",)):
        raise Gone


async def _send(visit: Visit, person: Person, wanted: Picture) -> None:
    async with visit.desk.store.reading() as tx:
        drawing = await _drawing(tx, visit, wanted)
    if drawing is None:
        return await visit.answer(plain(texts.NOTHING_OWED))
    if wanted.form == "text":
        async with visit.writing() as tx:
            return await visit.say(tx, _in_words(visit, wanted, drawing))
    kept = await shown_at_work(visit, visit.desk.painter.paint(drawing.compose), sign="upload_photo")
    name = texts.file_name(wanted.kind)
    attachment = Attachment(kept.path, name, "photo" if wanted.form == "photo" else "document")
    link = None if visit.is_private else address(visit, _question(wanted))
    async with visit.writing() as tx:
        await _note(tx, visit, person, wanted)
        await visit.say_with(tx, attachment, texts.caption(wanted, drawing.lines, address=link))
        visit.turn.mark("answered")
    return None


async def _drawing(tx: Reads, visit: Visit, wanted: Picture) -> Drawing | None:
    plan, on = visit.desk.plan, visit.on
    match wanted.kind:
        case "trend":
            return await trend_of(tx, plan, plan.indicator[wanted.of], on=on)
        case "overview":
            return await overview_of(tx, plan, on=on)
        case "grid":
            return await grid_of(tx, plan, "township" if wanted.of == "township" else "department", on=on)
        case _:
            return timeline_of(plan, on=on)


def _in_words(visit: Visit, wanted: Picture, drawing: Drawing) -> Screen:
    shown = texts.in_words(drawing.lines)
    return shown if visit.is_private else groups.short([shown], address(visit, _question(wanted)))


def _question(wanted: Picture) -> Question:
    """What asks in words for what the picture shows."""
    return Question(_ABOUT[wanted.kind], (wanted.of,) if wanted.kind == "trend" else ())


async def _note(tx: Writes, visit: Visit, person: Person, shown: Picture) -> None:
    """Remember it as what was last spoken of, and for 文字版."""
    await remember(tx, visit, person, _question(shown))
    await tx.facts.set(_key(visit, person), f"{shown.kind}:{shown.of}")


def _key(visit: Visit, person: Person) -> str:
    return f"picture:{visit.chat_id}:{person.id}"


CONVERSATION = Conversation(
    commands=(
        Command(
            "picture",
            "图:总体、报送情况、进度、指标走势",
            _command,
            phrases=("图", "看图", "图表", "画图", "有什么图"),
        ),
    ),
    presses={Picture: _press},
    asks=(_ask,),
)
