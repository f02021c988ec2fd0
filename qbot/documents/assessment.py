"""An assessment as it is shown to the units, and published once the time for objections is over."""

from datetime import date, datetime

from qbot import calendar
from qbot.clock import city_day
from qbot.documents.scoring import UnitScore
from qbot.documents.seal import Sealed
from qbot.plan.models import Scoring


class Assessment(Sealed):
    """The scores of all units for periods that end from `since` to `until`, with the rules they follow."""

    number: int
    drafted_at: datetime
    since: date
    until: date
    rules: Scoring
    scores: tuple[UnitScore, ...]

    @property
    def objections_until(self) -> date:
        """The last day on which a unit may object."""
        return calendar.add_workdays(city_day(self.drafted_at), self.rules.objection_workdays)

    def of(self, unit: str) -> UnitScore | None:
        """The score of one unit, for its own eyes."""
        return next((score for score in self.scores if score.unit == unit), None)
