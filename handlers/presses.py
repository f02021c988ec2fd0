"""Presses on buttons: who presses is looked up, the action is checked, and a second press does no harm."""

from handlers.buttons import Action, decode
from handlers.conversations import PRESSES
from handlers.texts import asking, claims, receipts, refusals
from handlers.texts import people as people_texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed, SnapshotAltered


async def press(visit: Visit, data: str | None) -> str | None:
    """Do what the button says; the words to show beside it, or None."""
    try:
        return await _act(visit, decode(data))
    except Gone as gone:
        return gone_words(gone)
    except SnapshotAltered:
        return refusals.ALTERED
    except NotAllowed:
        return people_texts.OFFICE_ONLY if visit.person else people_texts.INVITED_ONLY


async def _act(visit: Visit, action: Action) -> str | None:
    if visit.person is None:
        raise NotAllowed
    return await PRESSES[type(action)](visit, visit.person, action)


def gone_words(gone: Gone, *, otherwise: str = refusals.STALE_BUTTON) -> str:
    """Why something is no longer to be had."""
    words = {
        "too old": receipts.TOO_OLD_TO_UNDO,
        "withdrawn": receipts.UNDONE_ALREADY,
        "corrected": receipts.CORRECTED_SINCE,
        "closed": asking.CLOSED,
        "claimed": claims.CLAIMED,
    }
    return words.get(str(gone), otherwise)
