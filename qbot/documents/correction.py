"""The correction note (更正说明): an issued brief stays as it is, and a note says what has changed since.

The same issue is built again from what is known now about the figures that were known then; where the two
snapshots differ, the issue is corrected. A figure that came late is no correction: the issue said rightly
that it was missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from qbot.clock import city_day
from qbot.documents.brief import Letterhead
from qbot.documents.snapshot import Quoted, Snapshot
from qbot.documents.words import correction as words
from qbot.documents.words.common import day_words
from qbot.ledger.versions import Version, standing
from qbot.plan.models import Plan

_WIDTHS = (1.3, 4.6, 3.1, 3.1, 3.5)


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure of an issue that is not what it was; `now` is None where it is no longer told."""

    code: str
    issued: Quoted
    now: Quoted | None


def known_then(history: Iterable[Version], *, issued_at: datetime) -> tuple[Version, ...]:
    """What stands now of each series that had been reported by then; the issue is built again from these."""

    def by_series(version: Version) -> tuple[str, str, str]:
        return (version.series.indicator, version.series.unit, version.series.period)

    ordered = sorted(history, key=lambda version: (by_series(version), version.number))
    found = (_stands(tuple(versions), issued_at) for _, versions in groupby(ordered, key=by_series))
    return tuple(version for version in found if version)


def _stands(versions: tuple[Version, ...], issued_at: datetime) -> Version | None:
    return standing(versions) if versions[0].reported_at <= issued_at else None


def corrections(issued: Snapshot, rebuilt: Snapshot) -> tuple[Correction, ...]:
    """Where an issue differs from itself built again, in the issue's order.

    A review, or the same value reported once more, changes nothing that the issue said.
    """
    found = (
        Correction(code, quoted, rebuilt.quoted(quoted.about, quoted.of))
        for code, quoted in issued.figures.items()
    )
    return tuple(each for each in found if _said(each.issued) != _said(each.now))


def _said(quoted: Quoted | None) -> tuple[str | None, ...]:
    return (quoted.value, quoted.period, quoted.situation) if quoted else ()


def write_correction(
    plan: Plan,
    issued: Snapshot,
    rebuilt: Snapshot,
    *,
    head: Letterhead,
    made_at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> bytes:
    """The note as .docx; `reasons` holds why, by code."""
    from qbot.documents.paper import Paper  # noqa: PLC0415 - python-docx is loaded when first needed

    found = corrections(issued, rebuilt)
    paper = Paper(title=words.CORRECTION_TITLE, author=head.office, made_at=made_at)
    paper.title(words.CORRECTION_TITLE)
    if found:
        paper.paragraph(words.correction_intro(issued))
        paper.table(words.CORRECTION_COLUMNS, list(_rows(plan, issued, found, reasons or {})), widths=_WIDTHS)
    else:
        paper.paragraph(words.NO_CORRECTION)
    paper.signature(head.office, day=day_words(city_day(made_at)))
    paper.imprint(head.distribution)
    return paper.to_bytes()


def _rows(
    plan: Plan, issued: Snapshot, found: tuple[Correction, ...], reasons: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    corrected = {each.code for each in found}
    for each in found:
        sources = dict.fromkeys((*each.issued.sources, *(each.now.sources if each.now else ())))
        if each.issued.about == "figure":
            sources |= dict.fromkeys(filter(None, [issued.code("reference", each.issued.of)]))
        derived = words.derived_from([code for code in sources if code in corrected])
        yield (
            each.code,
            words.correction_subject(plan, each.issued),
            words.corrected_words(each.issued, beside=each.issued),
            words.corrected_words(each.now, beside=each.issued),
            reasons.get(each.code) or derived,
        )
