"""What a brief says has changed since the issue before, where that was corrected in the meantime."""

from dataclasses import replace
from datetime import date

from handlers.texts.briefs import traced
from qbot.documents.brief import IssuedBrief, write_brief
from qbot.documents.issue import snapshot_of
from qbot.ledger.versions import Version
from qbot.plan.models import Plan
from tests.unit.documents.conftest import HEAD, MakeIssue, MakeVersion
from tests.unit.documents.pages import section


def after_a_correction(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion, *, june: Version | None, july: bool = True
) -> IssuedBrief:
    """Issue 2, after one that said 94.6 % for June, where that is `june` by now, and July came."""
    issued = make_version("food-spot-check", "2018-06", "94.6", number=100)
    stands = [june] if june else []
    now = [*stands, make_version("food-spot-check", "2018-07", "96.2", number=150)] if july else stands
    then = date(2018, 7, 20)
    issue = make_issue(
        now,
        on=date(2018, 8, 9),
        number=2,
        previous=snapshot_of(plan, make_issue([issued], on=then, number=1)),
    )
    rebuilt = snapshot_of(plan, make_issue(stands, on=then, number=1))
    return write_brief(plan, replace(issue, rebuilt=rebuilt), head=HEAD)


def test_a_change_is_measured_from_the_value_that_was_corrected_since(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion
) -> None:
    june = make_version("food-spot-check", "2018-06", "95.2", number=140)
    brief = after_a_correction(plan, make_issue, make_version, june=june)
    change = brief.snapshot.quoted("change", "food-spot-check")
    assert change is not None
    assert (change.value, change.sources) == ("1", ("A5", "1:A5", "R-140"))
    code = brief.snapshot.code("change", "food-spot-check")
    assert "· 简报第1期 A5\n· R-140(已更正的数)" in traced(plan, brief.snapshot, code or "")
    told = " ".join(section(brief, "较上期变化"))
    assert "报送2018年7月96.2%（第1期A5原为2018年6月94.6%，已更正为95.2%），上升1个百分点" in told
    assert "灯号未变、数据有更新的：重点食品" in told
    assert "转为" not in told


def test_a_change_is_not_measured_from_a_value_that_was_taken_back(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion
) -> None:
    brief = after_a_correction(plan, make_issue, make_version, june=None)
    assert brief.snapshot.quoted("change", "food-spot-check") is None
    told = " ".join(section(brief, "较上期变化"))
    assert "报送2018年7月96.2%（第1期A5原为2018年6月94.6%，已撤回），达标" in told


def test_a_correction_of_the_figure_itself_is_told_as_a_change_from_what_was_issued(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion
) -> None:
    june = make_version("food-spot-check", "2018-06", "95.2", number=140)
    brief = after_a_correction(plan, make_issue, make_version, june=june, july=False)
    change = brief.snapshot.quoted("change", "food-spot-check")
    assert change is not None
    assert (change.value, change.sources) == ("0.6", ("A5", "1:A5"))
    told = " ".join(section(brief, "较上期变化"))
    assert "更正为2018年6月95.2%（第1期A5为2018年6月94.6%），上升0.6个百分点" in told
