"""An issued brief stays; a note says what has been corrected since, and nothing else."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from qbot.documents.correction import corrections, known_then, write_correction
from qbot.documents.issue import Issue, snapshot_of
from qbot.documents.snapshot import Snapshot
from qbot.ledger.versions import Version
from qbot.plan.models import Plan
from tests.unit.documents.conftest import HEAD, MakeIssue, MakeVersion, at

LATER = date(2018, 4, 20)


@pytest.fixture
def history(make_version: MakeVersion) -> list[Version]:
    return [
        make_version("food-spot-check", "2018-03", "96.6", number=132, counts=(483, 500)),
        make_version("drug-spot-check", "2018-03", "98.5", number=133),
    ]


@pytest.fixture
def issue(make_issue: MakeIssue, history: list[Version]) -> Issue:
    return make_issue(history)


def rebuilt(plan: Plan, make_issue: MakeIssue, issue: Issue, history: list[Version]) -> Snapshot:
    return snapshot_of(plan, make_issue(known_then(history, issued_at=issue.issued_at)))


def test_a_corrected_figure_is_found_with_all_that_follows_from_it(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion, issue: Issue, history: list[Version]
) -> None:
    history.append(make_version("food-spot-check", "2018-03", "93.2", number=150, reported=at(LATER)))
    issued = snapshot_of(plan, issue)
    found = corrections(issued, rebuilt(plan, make_issue, issue, history))
    assert [each.code for each in found] == ["A5", "B2", "B4"]
    assert (found[0].issued.value, found[0].now and found[0].now.value) == ("96.6", "93.2")


def test_a_figure_that_came_after_the_issue_is_no_correction(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion, issue: Issue, history: list[Version]
) -> None:
    history.append(make_version("agri-spot-check", "2018-03", "97", number=150, reported=at(LATER)))
    history.append(make_version("food-spot-check", "2018-04", "97", number=151, reported=at(LATER)))
    assert corrections(snapshot_of(plan, issue), rebuilt(plan, make_issue, issue, history)) == ()


def test_the_same_value_sent_again_is_no_correction(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion, issue: Issue, history: list[Version]
) -> None:
    history.append(
        make_version("food-spot-check", "2018-03", "96.6", number=150, reported=at(LATER), verdict="passed")
    )
    assert corrections(snapshot_of(plan, issue), rebuilt(plan, make_issue, issue, history)) == ()


def test_a_figure_that_was_taken_back_is_a_correction(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion, issue: Issue, history: list[Version]
) -> None:
    back = make_version(
        "food-spot-check", "2018-03", None, number=150, state="withdrawn", withdraws=132, reported=at(LATER)
    )
    found = corrections(snapshot_of(plan, issue), rebuilt(plan, make_issue, issue, [*history, back]))
    assert found[0].code == "A5"
    assert found[0].now is not None
    assert (found[0].now.value, found[0].now.situation) == (None, "missing")


def test_the_note_tells_code_old_and_new_value_and_why(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion, issue: Issue, history: list[Version]
) -> None:
    history.append(make_version("food-spot-check", "2018-03", "93.2", number=150, reported=at(LATER)))
    issued = snapshot_of(plan, issue)
    note = write_correction(
        plan,
        issued,
        rebuilt(plan, make_issue, issue, history),
        head=HEAD,
        made_at=at(LATER),
        reasons={"A5": "笔误"},
    )
    pages = Document(BytesIO(note))
    assert pages.paragraphs[0].text == "更正说明"
    assert "第3期" in pages.paragraphs[1].text
    assert issued.checksum[:12] in pages.paragraphs[1].text
    table = [[cell.text for cell in row.cells] for row in pages.tables[0].rows]
    assert table[1:] == [
        ["A5", "重点食品监督抽查合格率（2018年3月）", "96.6%\n达标\nR-132", "93.2%\n未达标\nR-150", "笔误"],
        ["B2", "达标指标数", "2项", "1项", "随A5更正"],
        ["B4", "未达标指标数", "0项", "1项", "随A5更正"],
    ]


def test_a_note_without_corrections_says_so(plan: Plan, issue: Issue) -> None:
    issued = snapshot_of(plan, issue)
    pages = Document(BytesIO(write_correction(plan, issued, issued, head=HEAD, made_at=at(LATER))))
    assert pages.tables == []
    assert pages.paragraphs[1].text == "经核对，本期所载数字无需更正。"
