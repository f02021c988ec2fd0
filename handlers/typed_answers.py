"""What is typed in answer to an open question: a name, a number, a period, a reason, 第二个, 都不是.

Words count as an answer only where they complete what was asked; everything else is a message of its own and
is not held up. Where they would answer several questions of one message, nothing is guessed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from handlers.conversation import Conversation
from handlers.correcting import CORRECTION
from handlers.holding import DOUBT, REASON, WITHDRAWAL
from handlers.moving import record_answered
from handlers.picking import ask_why_true, dropped_words, explained, is_beyond, offered, pick
from handlers.questions import brought_by, drop_of_message, is_waiting
from handlers.screen import screen
from handlers.texts import asking as texts
from handlers.typed_halves import Act, type_half
from handlers.visit import Visit
from qbot import asking
from qbot.asking import Half, is_vague
from qbot.ledger.versions import Draft
from qbot.pending import from_payload
from qbot.people import Person
from qbot.ports import PendingQuestion
from qbot.promises import read_blanks
from qbot.putting_off import asks_back, is_of_others, puts_off
from qbot.reading.numerals import han_number

LONGEST_ANSWER = 120
LONGEST_REASON = 200
_INSTEAD = re.compile(r"^(?:改为|改成|应为|应该是|是)\s*")
_STANDS_BY = re.compile(
    r"(?:(?:对|是)的?[,，\s]*)?(?:确认(?:无误|属实)?|确实如此|(?:数据?|情况|数字)?(?:是|都)?(?:属实|真的|真实的?|准确的?|对的)|无误"
    r"|数?没错|数?没有?(?:写[反错]|点错|问题)|(?:确实|真的?)?就?是(?:这个|这|那个|这么个)(?:数|样子?的?|多))[的了。！!]*"
)
_YES = re.compile(r"(?:对|是|嗯|对对|是是|确实|没错|当然)(?:的|啊|呀|是)?[。！!]*")
_ASKS_WHETHER_TRUE = ("jump", "carried-over")  # a bare yes to the others would mean that it is a slip
_MEANT_OTHER = re.compile(r"是?(?:我|两个?数|数)?(?:写反|点错|写颠倒|颠倒|反)了?[。！!]*")
_BECAUSE = ("原因", "因为", "理由", "由于")
_REASON_IS = re.compile(r"^(?:原因|理由)(?:是|[:：,，\s])+")
_NTH = re.compile(r"(?:是|选|就)?第\s?([1-9一二三四五六七八九十]|1[0-2]|十[一二])\s?(?:个|项|种)?的?[。！!]*")
_DECLINED = re.compile(r"(?:都不是|都不对|不报了|不改了|不撤了|不用了|算了|取消)[。！!]*")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer does once its question is closed; None where doing it closes the question."""

    act: Act
    closes: Literal["answered", "cancelled"] | None = "answered"


Typed = Callable[[Visit, Person, PendingQuestion], Act | None]


async def _typed(visit: Visit, person: Person) -> bool:
    """Whether the words answer one of the person's open questions here, the newest message's first."""
    found = await _found(visit, person)
    if not found:
        return False
    newest = found[0][0]
    if len(_beside(newest, [question for question, _ in found])) > 1:
        await visit.answer(screen(texts.ANSWER_WHICH))
        return True
    await _settle(visit, *found[0])
    return True


async def answered(visit: Visit, person: Person) -> PendingQuestion | None:
    """The question that the words would answer, were they said by themselves."""
    kind, _, number = (visit.reply_subject or "").partition(":")
    if kind == "question" and number.isdigit():
        async with visit.desk.store.reading() as tx:
            question = await tx.questions.get(int(number))
        return question if question is not None and _takes(visit, person, question) else None
    found = await _found(visit, person) if visit.reply_subject is None else ()
    return found[0][0] if found else None


def _takes(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    is_open = question.kind in _TYPED and question.person_id == person.id and question.expires_at > visit.at
    return is_open and _answer(visit, person, question) is not None


async def _found(visit: Visit, person: Person) -> Sequence[tuple[PendingQuestion, Answer]]:
    """The open questions that the words answer.

    更正 is about the last figure: an answer only where that one is still asked about.
    """
    if len(visit.text) > LONGEST_ANSWER:
        return ()
    async with visit.desk.store.reading() as tx:
        open_ = await tx.questions.open_for(person.id, visit.chat_id)
        if open_ and CORRECTION.match(visit.text.strip()):
            last = await tx.reports.last_of(person.id, limit=1)
            open_ = [each for each in open_ if not last or each.asked_at >= last[0].reported_at]
    waiting = [each for each in open_ if each.kind in _TYPED and is_waiting(visit, each)]
    if _NTH.fullmatch(visit.text.strip()):
        waiting = waiting[:1]  # the buttons in front of the sender's eyes
    return [
        (question, answer) for question in waiting if (answer := _answer(visit, person, question)) is not None
    ]


def _beside(newest: PendingQuestion, questions: Sequence[PendingQuestion]) -> Sequence[PendingQuestion]:
    """The questions about the same message, between which nobody can tell what is answered."""
    message = brought_by(newest)
    return [each for each in questions if each is newest or (message and brought_by(each) == message)]


def _answer(visit: Visit, person: Person, question: PendingQuestion) -> Answer | None:
    """What the words mean as an answer to this question; None where they are none."""
    words = visit.text.strip()
    if _DECLINED.fullmatch(words):
        return Answer(lambda tx: visit.say(tx, screen(dropped_words(question))), "cancelled")
    choice = _choice(question, words)
    if choice is not None:
        return Answer(lambda tx: pick(tx, visit, person, question, choice), None)
    if _stands_by_what_cannot_be(question, words):
        return Answer(lambda tx: visit.say(tx, screen(texts.CANNOT_BE)), None)
    act = _TYPED[question.kind](visit, person, question)
    if act is not None:
        return Answer(act)
    beside = _beside_the_point(visit, person, question)
    return Answer(lambda tx: visit.say(tx, screen(beside)), None) if beside is not None else None


def _beside_the_point(visit: Visit, person: Person, question: PendingQuestion) -> str | None:
    """What is said, the question staying open, to words that are vague, put it off, or speak of others; None
    for words of their own: a figure, a promise, a question."""
    desk, words = visit.desk, visit.text.strip()
    if question.kind == DOUBT and _is_yes(words):
        return texts.YES_TO_WHAT
    if _is_vague(visit, question):
        return texts.NOT_SURE
    is_off, is_others = puts_off(words), is_of_others(words) and question.kind in ("value", DOUBT)
    if not (is_off or is_others) or read_blanks(desk.reader, words, on=visit.on) is not None:
        return None
    meaning = desk.reader.read(words, on=visit.on, role=person.role, chat="private")
    if meaning.items or meaning.clarify or meaning.intent not in ("other", "report"):
        return None
    return texts.NOT_YET if is_off else texts.OF_OTHERS


def _is_vague(visit: Visit, question: PendingQuestion) -> bool:
    """Whether the value that was asked for is told as an estimate: the question stays."""
    asked = {"value": "half", DOUBT: "draft"}.get(question.kind)
    indicator = question.payload[asked]["indicator"] if asked else None
    desk = visit.desk
    return indicator is not None and is_vague(desk.reader, desk.plan, indicator, visit.text, on=visit.on)


def _choice(question: PendingQuestion, words: str) -> int | None:
    """Which of the buttons the words mean: 第二个, or 写反了 where something else is proposed."""
    if question.kind == DOUBT and question.payload["instead"] is not None and _MEANT_OTHER.fullmatch(words):
        return len(offered(question)) - 1
    match = _NTH.fullmatch(words)
    if match is None:
        return None
    number = int(match[1]) if match[1].isdigit() else int(han_number(match[1]) or 0)
    return number - 1 if 0 < number <= _buttons(question) else None


def _stands_by_what_cannot_be(question: PendingQuestion, words: str) -> bool:
    if question.kind != DOUBT or not is_beyond(from_payload(question.payload["draft"])):
        return False
    return words in texts.TRUE_REASONS or _STANDS_BY.fullmatch(words) is not None


def _buttons(question: PendingQuestion) -> int:
    """How many choices a question has, without the one that declines."""
    if question.kind == DOUBT:
        return len(offered(question))
    return len(question.payload["choices"] or (texts.REASONS if question.kind == REASON else ()))


async def _settle(visit: Visit, question: PendingQuestion, answer: Answer) -> None:
    """Carry out an answer, unless a press was faster."""
    async with visit.writing() as tx:
        if answer.closes is None:
            is_open = await tx.questions.get(question.id) is not None
        else:
            is_open = await tx.questions.close(question.id, outcome=answer.closes, at=visit.at)
        if is_open:
            await answer.act(tx)
        else:
            await visit.say(tx, screen(texts.CLOSED))


def _type_doubt(visit: Visit, person: Person, question: PendingQuestion) -> Act | None:
    """The figure is stood by, with or without a reason, or another one is typed in its place."""
    draft, words = from_payload(question.payload["draft"]), visit.text.strip()
    if words in texts.TRUE_REASONS:
        return lambda tx: explained(tx, visit, person, question, words)
    if _STANDS_BY.fullmatch(words) or (_is_yes(words) and question.payload["doubt"] in _ASKS_WHETHER_TRUE):
        return lambda tx: ask_why_true(tx, visit, person, question, draft)
    changed = _changed(visit, draft, _INSTEAD.sub("", words).removeprefix("确认"))
    if changed is None:
        return None
    if changed.value == draft.value:
        return lambda tx: ask_why_true(tx, visit, person, question, draft)
    return lambda tx: record_answered(tx, visit, person, question, changed)


def _is_yes(words: str) -> bool:
    return _YES.fullmatch(words) is not None


def _changed(visit: Visit, draft: Draft, words: str) -> Draft | None:
    """The held figure with the value that the words tell; None when they tell none for it."""
    series = draft.series
    half = Half(
        said_on=visit.on,
        text=draft.text,
        message_id=draft.message_id,
        indicator=series.indicator,
        period=series.period,
        unit=series.unit,
    )
    more = asking.answered(visit.desk.reader, visit.desk.plan, half, words, lack="value")
    if more is None:
        return None
    return replace(
        draft,
        value=more.value,
        numerator=more.numerator,
        denominator=more.denominator,
        text=f"{draft.text}\n{visit.text}",
        flags=tuple(each for each in draft.flags if each != "carried-over" or more.value == draft.value),
    )


def _type_reason(visit: Visit, person: Person, question: PendingQuestion) -> Act | None:
    """A known reason, words that say they are one, or any words in reply to the question itself; never words
    that put it off or ask what is meant."""
    said = visit.text.strip()
    words = _REASON_IS.sub("", said).rstrip("。！!") or said
    is_reply = visit.reply_subject == f"question:{question.id}"
    usual = (*texts.REASONS, *texts.TRUE_REASONS, *texts.UNDO_REASONS)
    known = words.rstrip("的") in usual or said.startswith(_BECAUSE)
    if not words or len(words) > LONGEST_REASON or not (is_reply or known):
        return None
    if puts_off(words) or asks_back(words):
        return None
    return lambda tx: explained(tx, visit, person, question, words)


async def _reply(visit: Visit, person: Person, number: int) -> bool:
    """A reply to a question: the answer, or a word that it was none. Closed ones leave it to be read."""
    async with visit.desk.store.reading() as tx:
        question = await tx.questions.get(number)
    if question is None or question.kind not in _TYPED or question.person_id != person.id:
        return False
    if question.expires_at <= visit.at:
        return False
    answer = _answer(visit, person, question)
    if answer is None:
        meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat="private")
        if meaning.items or meaning.query:
            return False
        await visit.answer(screen(texts.NOT_AN_ANSWER))
        return True
    await _settle(visit, question, answer)
    return True


async def dropped(visit: Visit, person: Person) -> bool:
    """Drop what the person's last message left open, where it has brought no figure: what is to be taken back
    then is that message, and not the figure before it."""
    async with visit.desk.store.reading() as tx:
        open_ = [
            each
            for each in await tx.questions.open_for(person.id, visit.chat_id)
            if each.kind in _TYPED and each.kind != WITHDRAWAL
        ]
        last = await tx.reports.last_of(person.id, limit=1)
    if not open_ or (last and last[0].reported_at >= open_[0].asked_at):
        return False
    async with visit.writing() as tx:
        await drop_of_message(tx, visit, person, brought_by(open_[0]))
        shown = texts.dropped_for(visit.desk.plan, _words_of(open_[0]), last[0] if last else None)
        await visit.say(tx, shown)
    return True


def _words_of(question: PendingQuestion) -> str:
    """The message whose figure a question is about, word for word."""
    said = question.payload.get("half") or question.payload.get("draft") or {}
    return str(said.get("text", ""))


_TYPED: Mapping[str, Typed] = {
    "indicator": type_half, "value": type_half, "period": type_half, DOUBT: _type_doubt,
    REASON: _type_reason, WITHDRAWAL: _type_reason,
}  # fmt: skip

CONVERSATION = Conversation(replies={"question": _reply}, says=(_typed,))
