"""A faulty plan file is refused with every fault and its place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from qbot.errors import PlanFaults
from qbot.plan.loading import SHIPPED, load_plan
from qbot.plan.source import MAX_BYTES

Change = Callable[[dict[str, Any]], object]


def shipped() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(SHIPPED.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data


def faults_of(path: Path) -> dict[str, str]:
    with pytest.raises(PlanFaults) as caught:
        load_plan(path)
    return {fault.place: fault.problem for fault in caught.value.faults}


def faults_after(tmp_path: Path, *changes: Change) -> dict[str, str]:
    data = shipped()
    for change in changes:
        change(data)
    return faults_of(written(tmp_path, yaml.safe_dump(data, allow_unicode=True)))


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def put(value: object, *steps: str | int) -> Change:
    def change(data: dict[str, Any]) -> None:
        inner: Any = data
        for step in steps[:-1]:
            inner = inner[step]
        inner[steps[-1]] = value

    return change


def drop(*steps: str | int) -> Change:
    def change(data: dict[str, Any]) -> None:
        inner: Any = data
        for step in steps[:-1]:
            inner = inner[step]
        del inner[steps[-1]]

    return change


def add(value: str, *steps: str | int) -> Change:
    def change(data: dict[str, Any]) -> None:
        inner: Any = data
        for step in steps:
            inner = inner[step]
        inner.append(value)

    return change


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (drop("city"), "city", "缺少"),
        (drop("indicators", 3, "lead_unit"), "indicators[3].lead_unit", "缺少"),
        (put(1, "indicators", 3, "colour"), "indicators[3].colour", "没有这样的字段"),
        (put([1], "indicators", 3, "name"), "indicators[3].name", "应为文字"),
        (put("", "indicators", 3, "name"), "indicators[3].name", "不能为空"),
        (put("week", "indicators", 3, "frequency"), "indicators[3].frequency", "'month'"),
        (put("Food Check", "indicators", 3, "id"), "indicators[3].id", "写法"),
        (put({}, "indicators"), "indicators", "应为列表"),
        (put([], "indicators"), "indicators", "至少"),
        (put("no", "indicators", 3), "indicators[3]", "一组字段"),
        (put("agri", "indicators", 3, "lead_unit"), "indicators[3].lead_unit", "没有编号为 agri 的单位"),
        (put("space", "indicators", 3, "area"), "indicators[3].area", "没有编号为 space 的领域"),
        (put("九(九)", "indicators", 3, "clause"), "indicators[3].clause", "没有条款 九(九)"),
        (put("二(三)3, 9", "indicators", 3, "clause"), "indicators[3].clause", "没有条款 二(三)9"),
        (put("nobody", "groups", 2, "lead_unit"), "groups[2].lead_unit", "没有编号为 nobody"),
        (put("no-such", "families", 0, "indicators", 1), "families[0].indicators[1]", "没有编号为 no-such"),
        (put("2018-02-30", "phases", 0, "ends_on"), "phases[0].ends_on", "应为存在的日期"),
        (put("1520000000", "phases", 0, "ends_on"), "phases[0].ends_on", "应为存在的日期"),
        (put("2017-10-01", "phases", 0, "ends_on"), "phases[0].ends_on", "早于开始日期"),
        (put("2017-12-15", "phases", 1, "starts_on"), "phases[1].starts_on", "重叠"),
        (put("2018-01-03", "phases", 1, "starts_on"), "phases[1].starts_on", "空档"),
        (put("food-spot-check", "indicators", 3, "id"), "indicators[4].id", "重复"),
        (put("chengguan-zhen", "units", 20, "id"), "units[20].id", "重复"),
        (put("advance", "phases", 0, "id"), "phases[1].id", "重复"),
        (put("quality-month", "groups", 0, "items", 0, "id"), "groups[17].items[1].id", "重复"),
        (put("month", "due_rules", 1, "frequency"), "due_rules[1].frequency", "重复"),
        (put(2, "due_rules", 0, "late"), "due_rules[0].late", "早于报送期限"),
        (put(0, "due_rules", 0, "due"), "due_rules[0].due", "不能小于 1"),
        (drop("due_rules", 0), "indicators[3].frequency", "没有 month 的报送期限"),
        (put(101, "indicators", 3, "target", "value"), "indicators[3].target.value", "0 和 100"),
        (put(-1, "indicators", 3, "target", "value"), "indicators[3].target.value", "0 和 100"),
        (put("viele", "indicators", 3, "target", "value"), "indicators[3].target.value", "应为数字"),
        (put(".nan", "indicators", 3, "target", "value"), "indicators[3].target.value", "数字"),
        (put(1.5, "indicators", 15, "target", "value"), "indicators[15].target.value", "整数"),
        (drop("indicators", 3, "target", "value"), "indicators[3].target.value", "要有目标值"),
        (put(5, "indicators", 6, "target", "value"), "indicators[6].target.value", "没有目标值"),
        (drop("indicators", 7, "target", "reference"), "indicators[7].target.reference", "参照"),
        (put("lower", "indicators", 3, "target", "better"), "indicators[3].target.better", "higher"),
        (put(["colour"], "indicators", 3, "proposed"), "indicators[3].proposed[0]", "没有字段 colour"),
        (put(31, "publicity", 1, "day"), "publicity[1].day", "没有 31 日"),
        (put(31, "scoring", "weights", "targets"), "scoring.weights", "应为 100，现为 91"),
        (put(-30, "scoring", "weights", "targets"), "scoring.weights.targets", "不能小于 0"),
        (drop("scoring", "weights", "targets"), "scoring.weights.targets", "缺少"),
        (put("bribed", "scoring", "deductions", 0, "event"), "scoring.deductions[0].event", "'late'"),
        (put("returned", "scoring", "deductions", 1, "event"), "scoring.deductions[1].event", "重复"),
        (put(0, "scoring", "deductions", 0, "points"), "scoring.deductions[0].points", "应大于 0"),
        (put(0.125, "scoring", "deductions", 0, "points"), "scoring.deductions[0].points", "2 位小数"),
        (put(0.5, "scoring", "deductions", 0, "at_most"), "scoring.deductions[0].at_most", "不能小于每次"),
        (put("九(九)", "scoring", "clause"), "scoring.clause", "没有条款 九(九)"),
        (put([], "scoring"), "scoring", "一组字段"),
        (add("食品", "indicators", 3, "aliases"), "indicators[4].aliases[1]", "写进 families"),
        (add("农检", "indicators", 3, "aliases"), "", "重复"),
        (add("覆盖率", "indicators", 3, "aliases"), "", "families"),
        (add("覆盖率", "families", 0, "words"), "", "重复"),
        (add("农业局", "units", 2, "aliases"), "", "重复"),
        (add("自查", "phases", 0, "aliases"), "", "重复"),
        (add("首席质量官", "groups", 0, "items", 0, "words"), "", "重复"),
    ],
)
def test_a_fault_is_found_with_its_place(tmp_path: Path, change: Change, place: str, words: str) -> None:
    faults = faults_after(tmp_path, change)
    if place:
        assert words in faults[place]
    else:
        assert any(words in problem for problem in faults.values())


def test_words_that_differ_in_case_alone_are_one_word(tmp_path: Path) -> None:
    assert any(
        "3c覆盖率" in text
        for text in faults_after(tmp_path, add("3c覆盖率", "indicators", 3, "aliases")).values()
    )


def test_a_word_of_two_indicators_is_allowed_as_a_family(tmp_path: Path) -> None:
    data = shipped()
    for index in (3, 4):
        data["indicators"][index]["aliases"].append("抽样合格率")
    data["families"].append({"words": ["抽样合格率"], "indicators": ["agri-spot-check", "food-spot-check"]})
    assert load_plan(written(tmp_path, yaml.safe_dump(data, allow_unicode=True)))


def test_a_plan_may_do_without_rules_for_scoring(tmp_path: Path) -> None:
    data = shipped()
    del data["scoring"]
    assert load_plan(written(tmp_path, yaml.safe_dump(data, allow_unicode=True))).scoring is None


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    faults = faults_after(
        tmp_path,
        drop("indicators", 0, "name"),
        put("nobody", "indicators", 1, "lead_unit"),
        put("2018-13-01", "phases", 4, "ends_on"),
        put("2019-07-31", "phases", 3, "starts_on"),
        put(200, "indicators", 3, "target", "value"),
    )
    assert set(faults) == {
        "indicators[0].name",
        "indicators[1].lead_unit",
        "phases[4].ends_on",
        "phases[3].starts_on",
        "indicators[3].target.value",
    }


def test_a_faulty_unit_does_not_make_its_indicators_faulty(tmp_path: Path) -> None:
    assert set(faults_after(tmp_path, put("king", "units", 1, "kind"))) == {"units[1].kind"}


def test_a_fault_names_the_line(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if "lead_unit: agriculture-bureau" in line)
    faults = faults_of(written(tmp_path, text.replace("lead_unit: agriculture-bureau", "lead_unit: agri", 1)))
    assert faults == {"indicators[3].lead_unit": f"没有编号为 agri 的单位（第 {at + 1} 行）"}


def test_a_field_given_twice_is_a_fault(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8").replace("city: 永城市", "city: 永城市\ncity: 商丘市", 1)
    (fault,) = faults_of(written(tmp_path, text)).items()
    assert fault[0] == "city"
    assert "重复" in fault[1]


def test_broken_yaml_is_told_with_line_and_column(tmp_path: Path) -> None:
    (place,) = faults_of(written(tmp_path, "city: 永城市\nareas: [a, b\nunits: x\n"))
    assert place.startswith("第 3 行")


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "a: &a\n  - *a\n",
    ],
)
def test_references_within_the_file_are_refused(tmp_path: Path, text: str) -> None:
    assert "引用" in next(iter(faults_of(written(tmp_path, text)).values()))


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    assert "嵌套" in next(iter(faults_of(written(tmp_path, "a: " + "[" * 50_000)).values()))


def test_a_flood_of_entries_is_refused(tmp_path: Path) -> None:
    (problem,) = faults_of(written(tmp_path, "indicators: [" + "{}," * 300_000 + "]")).values()
    assert "内容太多" in problem


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"# nothing\n", "空"),
        (b"- a\n- b\n", "最外层"),
        (b"plain text", "最外层"),
        (b"\x00\x01\x02", "文本"),
        (b"\xff\xfe\x00a", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "UTF-8"),
        (b"a: 1\n---\nb: 2\n", "语法"),
        (b"a: \x07\n", "语法"),
        (b"# " + b"x" * MAX_BYTES, "太大"),
        (b"!!python/object/apply:os.system [ls]", "最外层"),
    ],
)
def test_what_is_no_plan_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(content)
    (problem,) = faults_of(path).values()
    assert words in problem


def test_a_missing_file_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "none.yaml") == {"文件": "不存在"}
    assert faults_of(tmp_path) == {"文件": "不是普通文件"}
    assert faults_of(Path("/dev/zero")) == {"文件": "不是普通文件"}
    assert "无法读取" in faults_of(Path("x" * 5000))["文件"]


def test_a_place_elsewhere_may_not_be_our_own(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        data["elsewhere"] = ["商丘", "永城", "演集镇", "食品", "商丘"]

    faults = faults_after(tmp_path, change)
    assert set(faults) == {f"elsewhere[{n}]" for n in (1, 2, 3, 4)}
