"""What became of what was owed, read from the ledger: the duties and results that scores are made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from qbot.clock import city_day
from qbot.documents.scoring import Duty, Outcome, Result
from qbot.ledger.current import assess_version
from qbot.ledger.obligations import NONE_GRANTED, Granted, Obligation, has_fallen_due, with_extensions
from qbot.ledger.references import NONE, References
from qbot.ledger.reviews import Review
from qbot.ledger.versions import Series, Version, standing
from qbot.periods import Period
from qbot.plan.models import Plan


def duties(
    owed: Iterable[Obligation],
    history: Iterable[Version],
    *,
    on: date,
    granted: Granted = NONE_GRANTED,
    reviews: Iterable[Review] = (),
) -> Iterator[Duty]:
    """A duty for each obligation, as it stands on a day.

    `history` holds all versions, in any order; `granted` the later due days the office agreed to; `reviews`
    tell when a version was given back. A figure came on the day of its first version that was neither taken
    back nor given back, so a later correction makes nobody late. Until its due day has passed a duty is open,
    whether it came or not.
    """
    by_series: defaultdict[Series, list[Version]] = defaultdict(list)
    for version in history:
        by_series[version.series].append(version)
    back: defaultdict[int, list[date]] = defaultdict(list)
    for review in reviews:
        if review.step == "returned":
            back[review.number].append(city_day(review.said_at))
    for each in with_extensions(owed, granted):
        yield _duty(each, by_series[each.series], on=on, back=back)


def _duty(each: Obligation, versions: Sequence[Version], *, on: date, back: Mapping[int, list[date]]) -> Duty:
    counts = standing(versions)
    came_on = _came_on(versions) if counts and counts.settles else None
    is_returned = bool(counts and counts.verdict == "returned")
    outcome = _outcome(each.due_on, came_on, is_returned=is_returned, on=on)
    returned_on = tuple(sorted(day for version in versions for day in back.get(version.number, ())))
    return Duty(each.unit, each.indicator, each.period, each.due_on, outcome, came_on, returned_on)


def word_duties(owed: Iterable[Obligation], told: Mapping[Series, date], *, on: date) -> Iterator[Duty]:
    """A duty for each word that a township owed, with granted days, by the days on which they told."""
    for each in owed:
        day = told.get(each.series)
        outcome = _outcome(each.due_on, day, is_returned=False, on=on)
        yield Duty(each.unit, each.indicator, each.period, each.due_on, outcome, day)


def _outcome(due_on: date, came_on: date | None, *, is_returned: bool, on: date) -> Outcome:
    """How a duty stands on a day; what came early counts once it has fallen due."""
    if not has_fallen_due(due_on, on):
        return "open"
    if came_on is not None:
        return "on-time" if came_on <= due_on else "late"
    return "returned" if is_returned else "missing"


def _came_on(versions: Sequence[Version]) -> date:
    withdrawn = {version.draft.withdraws for version in versions}
    return min(
        city_day(version.reported_at)
        for version in versions
        if version.settles and version.number not in withdrawn
    )


def results(
    plan: Plan,
    versions: Iterable[Version],
    *,
    since: date,
    until: date,
    references: References = NONE,
) -> Iterator[Result]:
    """The lights of the lead units' standing figures whose period ends within the days given."""
    by_indicator: dict[str, dict[Period, Version]] = defaultdict(dict)
    for version in versions:
        indicator = plan.indicator.get(version.series.indicator)
        if indicator and version.series.unit == indicator.lead_unit:
            by_indicator[indicator.id][Period.parse(version.series.period)] = version
    for indicator in plan.indicators:
        by_period = by_indicator[indicator.id]
        for period in sorted(by_period):
            if since <= period.ends_on <= until and by_period[period].settles:
                light = assess_version(indicator, period, by_period, references).light
                yield Result(indicator.lead_unit, indicator.id, period, light)
