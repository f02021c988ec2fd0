"""The brief holds the sections offices expect, and no figure without its code."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from docx.oxml.ns import qn

from qbot.documents.brief import IssuedBrief, write_brief
from qbot.documents.goals import Goal
from qbot.documents.issue import Issue, snapshot_of
from qbot.ledger.current import overview
from qbot.ledger.references import Reference, by_indicator
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Plan
from tests.unit.documents.conftest import HEAD, OFFICE, MakeIssue, MakeVersion, at
from tests.unit.documents.pages import opened, rows, section, texts

AT = at(date(2018, 4, 10))


@pytest.fixture
def brief(plan: Plan, make_issue: MakeIssue, make_version: MakeVersion) -> IssuedBrief:
    before = [
        make_version("food-spot-check", "2018-02", "95.9", number=100),
        make_version("drug-spot-check", "2018-02", "98.5", number=101),
        make_version("agri-spot-check", "2018-02", "95.8", number=102),
    ]
    now = [
        *before,
        make_version("food-spot-check", "2018-03", "96.6", number=132, counts=(483, 500)),
        make_version("drug-spot-check", "2018-03", "97.5", number=133, verdict="passed"),
        make_version("time-honoured-brands", "2018-Q1", "2", number=140),
        make_version(
            "other-project-acceptance",
            "2018-Q1",
            None,
            number=141,
            state="deferred",
            promised_on=date(2018, 4, 18),
        ),
    ]
    previous = snapshot_of(plan, make_issue(before, on=date(2018, 3, 9), number=2))
    return write_brief(plan, make_issue(now, previous=previous), head=HEAD)


def test_the_head_names_title_number_office_and_day(brief: IssuedBrief) -> None:
    assert texts(brief)[:3] == [
        "质量强市示范城市创建工作简报",
        "第3期",
        f"{OFFICE}\t2018年4月14日",
    ]


def test_the_title_is_red(brief: IssuedBrief) -> None:
    run = opened(brief).paragraphs[0].runs[0]
    assert str(run.font.color.rgb) == "D01010"


def test_the_sections_come_in_their_order(brief: IssuedBrief) -> None:
    headings = [
        each.text for each in opened(brief).paragraphs if each.style and each.style.name == "Heading 1"
    ]
    assert headings == [
        "一、总体情况",
        "二、指标灯号一览",
        "三、未达标",
        "四、未报送",
        "五、较上期变化",
        "六、近期节点",
    ]


def test_it_ends_with_to_whom_it_goes(brief: IssuedBrief) -> None:
    assert [text[:2] for text in texts(brief)[-3:]] == ["报：", "送：", "发："]


def test_the_table_holds_all_indicators_with_their_codes(plan: Plan, brief: IssuedBrief) -> None:
    told = rows(brief)
    names = {code: cells[1] for code, cells in told.items() if re.fullmatch(r"A\d+", code)}
    assert names == {f"A{place}": each.name for place, each in enumerate(plan.indicators, 1)}


def test_a_figure_is_told_with_target_period_light_and_standing(brief: IssuedBrief) -> None:
    assert rows(brief)["A5"] == [
        "A5",
        "重点食品监督抽查合格率",
        "≥95%\n（二(一)2）",
        "2018年3月",
        "96.6%\n（483/500）",
        "● 达标",
        "未审",
    ]
    assert rows(brief)["A6"][-2:] == ["◆ 接近", "已审"]


def test_an_old_figure_is_never_told_as_the_current_one(brief: IssuedBrief) -> None:
    assert rows(brief)["A4"][3:] == ["2018年3月", "尚未报送", "○ 未报", "—"]
    (line,) = [text for text in section(brief, "未报送") if text.startswith("市农业局")]
    assert "最近一次报送为2018年2月95.8%〔A4〕" in line


def test_the_table_names_all_that_is_overdue(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion
) -> None:
    may = make_version("food-spot-check", "2018-05", "96.6")
    told = rows(write_brief(plan, make_issue([may], on=date(2018, 8, 20)), head=HEAD))
    assert told["A5"][3:6] == ["2018年6月、7月", "尚未报送", "○ 未报"]
    assert told["A12"][3:6] == ["2018年一季度、二季度", "尚未报送", "○ 未报"]


def test_a_promise_is_no_missing_figure(brief: IssuedBrief) -> None:
    assert rows(brief)["A11"][4:] == ["暂无\n（承诺4月18日补报）", "△ 暂无", "未审"]
    assert any("暂无（承诺4月18日补报）〔A11〕" in text for text in section(brief, "未报送"))


def test_a_figure_that_was_given_back_is_owed_again(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion
) -> None:
    issue = make_issue([make_version("food-spot-check", "2018-03", "96.6", verdict="returned")])
    brief = write_brief(plan, issue, head=HEAD)
    assert rows(brief)["A5"][-1] == "已退回"
    assert any("所报96.6%〔A5〕已退回待重报" in text for text in section(brief, "未报送"))


def test_what_falls_short_is_told_with_its_distance(brief: IssuedBrief) -> None:
    told = section(brief, "未达标")
    assert any(
        "中华老字号数：2018年一季度2家〔A22〕" in text and re.search(r"差1家〔B\d+〕", text) for text in told
    )


def test_a_light_that_turned_is_told_with_the_former_figure(brief: IssuedBrief) -> None:
    told = " ".join(section(brief, "较上期变化"))
    assert "药品质量安全抽查合格率〔A6〕报送2018年3月97.5%（第2期A6为2018年2月98.5%）" in told
    assert "由“达标”转为“接近”" in told
    assert re.search(r"下降1个百分点〔B\d+〕", told)


def test_what_came_where_nothing_was_is_told_once_with_its_light(brief: IssuedBrief) -> None:
    (told,) = [text for text in section(brief, "较上期变化") if text.startswith("上期未报、本期报送的")]
    assert "中华老字号数〔A22〕2018年一季度2家，未达标" in told
    assert told.count("暂无") == 1


def test_every_figure_on_the_pages_carries_a_code(brief: IssuedBrief) -> None:
    """What is left without the coded figures are days, periods, numbers of lines and issues, and targets."""
    measure = r"(?:项|个百分点|%|家|个|起|分|吨)"
    uncoded = re.compile(rf"\d{measure}(?!百分点)(?!（\d+/\d+）)(?!〔|（承诺)")
    for name in ("总体情况", "未达标", "未报送", "较上期变化"):
        for text in section(brief, name):
            bare = re.sub(r"目标[^，。]*|（第\d+期A\d+为[^）]*）|〔A\d+〕[^；。〔]*", "〔A0〕", text)
            assert not uncoded.search(bare), text


def test_every_code_on_the_pages_is_in_the_snapshot(brief: IssuedBrief) -> None:
    told = {code for text in texts(brief) for code in re.findall(r"〔([AB]\d+)〕", text)}
    assert told
    assert told <= set(brief.snapshot.figures)


def test_the_pages_name_the_seal_of_the_figures(brief: IssuedBrief) -> None:
    assert any(brief.snapshot.checksum in text for text in texts(brief))


def test_the_first_issue_says_that_there_is_none_to_compare(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion
) -> None:
    issue = make_issue([make_version("food-spot-check", "2018-03", "96.6")], number=1)
    assert section(write_brief(plan, issue, head=HEAD), "较上期变化") == ["本期为第一期，没有上期可比。"]


def test_samples_are_never_told_as_figures(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion
) -> None:
    issue = make_issue([make_version("food-spot-check", "2018-03", "96.6", source="sample")])
    brief = write_brief(plan, issue, head=HEAD)
    assert rows(brief)["A5"][-1] == "样例"
    assert any("演练数据" in text for text in texts(brief))


def test_chinese_text_has_a_chinese_font_and_the_header_comes_again(brief: IssuedBrief) -> None:
    pages = opened(brief)
    fonts = pages.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋"
    assert fonts.get(qn("w:eastAsiaTheme")) is None
    assert pages.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_characters_that_xml_forbids_do_not_break_the_file(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion
) -> None:
    head = type(HEAD)("办公室\x00\ud83d", ("报：甲\x0b",))
    brief = write_brief(plan, make_issue([make_version("food-spot-check", "2018-03", "96.6")]), head=head)
    assert "办公室��" in texts(brief)[2]


def test_no_band_and_no_line_that_leads_in_is_left_behind_at_the_end_of_a_page(brief: IssuedBrief) -> None:
    pages = opened(brief)
    bands = [row.cells[0] for row in pages.tables[0].rows if row.cells[0].text == row.cells[-1].text]
    assert len(bands) == 4
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in bands)
    leading = [each for each in pages.paragraphs if each.text.endswith("：")]
    assert [each.text for each in leading] == ["接近目标的指标："]
    assert all(each.paragraph_format.keep_with_next for each in leading)


def reference(id_: int, period: str, value: str) -> Reference:
    return Reference(
        id_, "export-notification", Period.parse(period), Decimal(value), None, "海关通报", 8, AT
    )


def with_references(plan: Plan, issue: Issue, versions: list[Version], *entries: Reference) -> Issue:
    """The issue, judged by reference values."""
    known = by_indicator(entries)
    everything = overview(plan, versions, on=issue.issued_on, references=known)
    return replace(issue, goals=tuple(Goal(each) for each in everything))


def test_a_reference_value_has_a_code_and_a_light_that_it_turns_is_explained(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion
) -> None:
    versions = [make_version("export-notification", "2018-Q1", "0.4", number=7)]
    first = reference(1, "2018-Q1", "0.5")
    before = snapshot_of(plan, with_references(plan, make_issue(versions, number=2), versions, first))
    issue = make_issue(versions, previous=before)
    brief = write_brief(
        plan,
        with_references(plan, issue, versions, first, reference(2, "2018-Q1", "0.3")),
        head=HEAD,
    )
    code = brief.snapshot.code("reference", "export-notification")
    assert rows(brief)["A8"][2] == f"低于全国平均水平\n2018年一季度0.3%〔{code}〕\n（二(一)3）"
    [short] = [text for text in section(brief, "未达标") if "境外通报" in text]
    assert f"较全国平均水平（2018年一季度0.3%〔{code}〕）差0.1个百分点" in short
    [turned] = [text for text in section(brief, "较上期变化") if "境外通报" in text]
    assert f"全国平均水平2018年一季度为0.3%〔{code}〕（第2期为0.5%），由“达标”转为“未达标”" in turned
