"""Completeness and timeliness asked for by name: 3月各单位报送及时率, 市农业局完整率."""

import re

from handlers.answers.telling import tell
from handlers.conversation import Conversation
from handlers.texts.answers import overview as texts
from handlers.visit import Visit
from qbot.answering.punctuality import punctuality
from qbot.people import Person
from qbot.reading.meaning import Question
from qbot.reading.normal import normalise

_ASKED = re.compile(
    r"(?P<of>.*?)(?:的)?(?:数据)?(?:报送|上报|填报|报数|报)?(?:数据)?(?:的)?(?:情况)?(?:的)?"
    r"(?:完整率?|完整性|及时率?|及时性|按时率|准时率|报送率|上报率)"
    r"(?:(?:和|与|、)(?:完整率?|完整性|及时率?|及时性))?(?:是|有|为)?(?:多少|多高|怎么样|如何|排名|情况)?[?。!]*"
)
_ALL_UNITS = re.compile(r"(?:各|所有|全部|全市)(?:个)?(?:责任)?(?:单位|部门|市直部门)|全市|现在|目前")


async def _ask(visit: Visit, person: Person) -> bool:
    match = _ASKED.fullmatch(normalise(visit.text).text.strip())
    if match is None:
        return False
    rest = _ALL_UNITS.sub("", match["of"]).strip(" 的,")
    named = visit.desk.reader.named(rest, on=visit.on) if rest else None
    if rest and (named is None or named.names_one or named.is_faulty or len(named.periods) > 1):
        return False
    period = named.periods[0] if named and named.periods else None
    unit = named.unit if named else None
    async with visit.writing() as tx:
        ranked = await punctuality(tx, visit.desk.plan, on=visit.on, period=period)
        shown = texts.ranking(visit.desk.plan, ranked, period=period, unit=unit)
        visit.turn.mark("answered")
        await tell(tx, visit, [shown], Question("ranking"))
    return True


CONVERSATION = Conversation(asks=(_ask,))
