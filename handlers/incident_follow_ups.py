"""What is said of an emergency after it was told, without a reply and without its name: 火已扑灭."""

import re
from datetime import timedelta

from handlers.incidents import file_words, spoken_of
from handlers.visit import Visit
from qbot.incidents.telling import FOLLOWS_WITHIN, last_heard, last_said
from qbot.people import Person
from qbot.putting_off import asks_back
from qbot.reading.meaning import Meaning

LONGEST = 500
ANSWERED_WITHIN = timedelta(hours=4)
_CLEARLY_OF_IT = re.compile(
    r"扑灭|灭了|疏散|撤离|送医|送往|救[出治援护]|抢[救修险]|脱[困险]|[轻重受]伤|伤[员者亡情势]|死亡|遇难|失联|被困|明火|复燃|蔓延|泄漏"
    r"|消防[车队员]|救护车|出院|险情|警戒|虚惊|(?:火[势情]|事态|局[势面]|情况|病情|现场|秩序).{0,6}(?:控制|稳定|平息|解除|恢复)"
)
_OF_IT = re.compile(
    rf"{_CLEARLY_OF_IT.pattern}|控制|稳定|平息|解除|转移|现场|消防|警[察方]|封[存锁控]|恢复(?:正常|供|通)|处置|善后"
    r"|(?:^|[起火事]故?)原因"
)
_IS_PLANNED = re.compile(r"演练|演习|培训|推演|预案|方案|讲座|宣传")
_IS_HEARD = re.compile(
    r"(?:好|行|可以|收到|谢谢|多谢|感谢|辛苦|嗯|哦|知道|明白|[您你]好|在吗|的|了|啦|吧|您|[\s,,。!!~])+"
)


async def followed(visit: Visit, person: Person, meaning: Meaning) -> bool:
    """Whether the words go on with the person's own open emergency, told within a day."""
    number = await _gone_on_with(visit, person, meaning)
    if number is not None:
        await _file(visit, person, number)
    return number is not None


async def answered(visit: Visit, person: Person) -> bool:
    """Whether words that nothing else understands answer what others said of the person's own emergency."""
    number = await _asked_about(visit, person)
    if number is not None:
        await _file(visit, person, number)
    return number is not None


async def meant(visit: Visit, person: Person, meaning: Meaning) -> int | None:
    """The person's own emergency that the words of a paper go on with, or answer what was said of."""
    number = await _gone_on_with(visit, person, meaning)
    return await _asked_about(visit, person) if number is None else number


async def _gone_on_with(visit: Visit, person: Person, meaning: Meaning) -> int | None:
    """What could be said of anything, or tells of work, goes on with it where nothing else was told since."""
    words = visit.text.strip()
    is_of_it = _OF_IT.search(words) is not None and not _IS_PLANNED.search(words)
    if meaning.intent not in ("other", "progress") or not is_of_it or not _is_plain(visit, words):
        return None
    if meaning.intent == "other" and _CLEARLY_OF_IT.search(words):
        async with visit.desk.store.reading() as view:
            said = await last_said(view, person, since=visit.at - FOLLOWS_WITHIN)
    else:
        said = await spoken_of(visit, person, within=FOLLOWS_WITHIN)
    return said.incident_id if said is not None else None


async def _asked_about(visit: Visit, person: Person) -> int | None:
    """The emergency of which somebody else spoke last, hours ago at most; a figure answers nothing."""
    words = visit.text.strip()
    names_figure = bool(visit.desk.reader.outline(words, on=visit.on).indicators)
    if names_figure or not _is_plain(visit, words) or _IS_HEARD.fullmatch(words):
        return None
    async with visit.desk.store.reading() as view:
        heard = await last_heard(view, person, since=visit.at - ANSWERED_WITHIN)
    return heard.incident_id if heard is not None else None


def _is_plain(visit: Visit, words: str) -> bool:
    """Whether they are words in private that tell something: neither a command nor a question."""
    is_told = 0 < len(words) <= LONGEST and not words.startswith("/") and not asks_back(words)
    return visit.is_private and is_told


async def _file(visit: Visit, person: Person, number: int) -> None:
    async with visit.writing() as tx:
        await file_words(tx, visit, person, number, ends=False)
