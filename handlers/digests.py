"""The buttons of a digest: 暂无 asks for a day; 申请延期 and 报 begin elsewhere."""

from handlers.actions_follow import NotYet
from handlers.conversation import Conversation
from handlers.promises import ask_which, defer
from handlers.screen import screen
from handlers.texts import nudges as texts
from handlers.visit import Visit
from qbot.clock import city_day
from qbot.deferring import Pending, still_open
from qbot.people import Person

_SAID = "暂无"


async def _not_yet(visit: Visit, person: Person, action: NotYet) -> str | None:
    """Ask by which day it will come; where it is not said of which figure, ask that first."""
    async with visit.writing() as tx:
        owed = await still_open(tx, visit.desk.plan, person, on=city_day(visit.at))
        open_ = [each for each in owed if not each.is_progress]
        meant = [
            each for each in open_ if (each.indicator, str(each.period)) == (action.indicator, action.period)
        ]
        if action.indicator and not meant:
            return texts.NOT_OWED
        chosen = meant or (open_ if len(open_) == 1 else ())
        if not open_:
            await visit.say(tx, screen(texts.NOTHING_OWED))
            return None
        asked = tuple(each.series for each in chosen or open_)
        pending = Pending("deferred", _SAID, visit.message_id, asked)
        if chosen:
            await defer(tx, visit, person, pending)
        else:
            await ask_which(tx, visit, person, pending)
    return None


CONVERSATION = Conversation(presses={NotYet: _not_yet})
