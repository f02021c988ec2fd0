"""Absences, returns and departures in people's words; what is not one is left alone."""

import json
from datetime import date
from pathlib import Path

import pytest

from qbot.absence_words import Away, Back, Leaving, read_absence, read_name
from qbot.extension_words import read_wish
from qbot.nobody_words import says_nobody
from qbot.plan.loading import load_plan
from qbot.reading.reader import Reader

CORPUS = Path(__file__).parents[1] / "corpus"
TUESDAY = date(2018, 4, 3)


def d(month: int, day: int) -> date:
    return date(2018, month, day)


NEXT_WEEK = (d(4, 9), d(4, 15))
SAID: dict[str, tuple[tuple[date, date] | None, str | None]] = {
    "下周出差,由李建国代": (NEXT_WEEK, "李建国"),
    "下周出差,由李建国代我报": (NEXT_WEEK, "李建国"),
    "我下周出差,请李建国代报": (NEXT_WEEK, "李建国"),
    "下周我出差,李建国代我": (NEXT_WEEK, "李建国"),
    "下周出差 李建国代": (NEXT_WEEK, "李建国"),
    "下周出差由李建国代": (NEXT_WEEK, "李建国"),
    "5月1日到5月7日休假,李建国代我": ((d(5, 1), d(5, 7)), "李建国"),
    "5月1日至7日休假,李建国代我": ((d(5, 1), d(5, 7)), "李建国"),
    "5月1-7日休假,李建国替我报": ((d(5, 1), d(5, 7)), "李建国"),
    "5.1-5.7休假,由李建国代": ((d(5, 1), d(5, 7)), "李建国"),
    "10-15号出差,数据由李建国报": ((d(4, 10), d(4, 15)), "李建国"),
    "4月10号到4月15号我请假,找李建国": ((d(4, 10), d(4, 15)), "李建国"),
    "明天请假": ((d(4, 4), d(4, 4)), None),
    "我明天请假,李建国顶我": ((d(4, 4), d(4, 4)), "李建国"),
    "我请假三天,由李建国负责": ((d(4, 3), d(4, 5)), "李建国"),
    "请假3天": ((d(4, 3), d(4, 5)), None),
    "明天起请假三天,李建国代": ((d(4, 4), d(4, 6)), "李建国"),
    "今天起休假到20号,李建国代": ((d(4, 3), d(4, 20)), "李建国"),
    "今天起到20号休假": ((d(4, 3), d(4, 20)), None),
    "从明天开始休年假,到4月13号,李建国代我报数": ((d(4, 4), d(4, 13)), "李建国"),
    "下周一到下周三去省里培训,由李建国代": ((d(4, 9), d(4, 11)), "李建国"),
    "下周一到周三去省里培训,由李建国代": ((d(4, 9), d(4, 11)), "李建国"),
    "周四到周五我不在,有事找李建国": ((d(4, 5), d(4, 6)), "李建国"),
    "本周休假": ((d(4, 3), d(4, 8)), None),
    "这周我出差,李建国同志代": ((d(4, 3), d(4, 8)), "李建国"),
    "我休产假到9月底,代报人李建国": ((d(4, 3), d(9, 30)), "李建国"),
    "下个月出差,由李建国代": ((d(5, 1), d(5, 31)), "李建国"),
    "我出差了,李建国代我": (None, "李建国"),
    "我出差": (None, None),
    "在外地出差,周五回来": ((d(4, 3), d(4, 5)), None),
    "住院两周,由李建国代": ((d(4, 3), d(4, 16)), "李建国"),
    "您好,我下周去北京学习,期间数据由李建国代报,谢谢": (NEXT_WEEK, "李建国"),
    "下周由李建国代我报数": (NEXT_WEEK, "李建国"),
    "外出培训5个工作日,委托李建国代报": ((d(4, 3), d(4, 10)), "李建国"),
    "明后天出差,小王代": ((d(4, 4), d(4, 5)), "小王"),
    "我这两天不在,有事联系李建国": ((d(4, 3), d(4, 4)), "李建国"),
    "本周四、周五出差,由李建国代": ((d(4, 5), d(4, 6)), "李建国"),
    "下星期去郑州开会,这几天让李建国帮我报一下": (NEXT_WEEK, "李建国"),
    "本人4月9日至13日参加省局培训班,期间由李建国同志代为报送": ((d(4, 9), d(4, 13)), "李建国"),
    "报告:本人因公出差一周,报数工作暂由李建国负责": ((d(4, 3), d(4, 9)), "李建国"),
    "下周休公休假,数据请找李建国要": (NEXT_WEEK, "李建国"),
    "从今天开始休陪产假15天,李建国代": ((d(4, 3), d(4, 17)), "李建国"),
    "五一休假,李建国代": (None, "李建国"),
    "4月中旬出差": (None, None),
    "请假条:明天请假": ((d(4, 4), d(4, 4)), None),
    "下下周出差": ((d(4, 16), d(4, 22)), None),
}
OF_A_UNIT = {
    "下周出差,由市农业局李建国代": "李建国",
    "下周出差,由我局孙丽代": "孙丽",
    "下周出差,我局的孙丽代报": "孙丽",
    "下周出差,由高庄镇王强代": "王强",
    "下周出差,由商务局的刘芳同志代报": "刘芳",
}
ALONE = (
    "下周出差没有人代",
    "下周出差,没人代",
    "下周出差,没人替",
    "下周出差,还没定谁代",
    "下周出差,暂时没有人能代",
)
SINCE = {
    "今天起请病假,孙丽代": (d(4, 3), "孙丽"),
    "从明天休年假": (d(4, 4), None),
    "5月1日起休产假,代报人孙丽": (d(5, 1), "孙丽"),
}
BACK = (
    "我回来了", "回来了", "我已返岗", "销假", "我销假了", "休假结束", "出差回来了", "我上班了", "提前回来了", "已到岗", "我出差回来了",
    "报告,我回来上班了",
)  # fmt: skip
LEAVING: dict[str, str | None] = {
    "我下周一调走,接手人张三": "张三",
    "我28号调走,接手人张三": "张三",
    "我6月底退休,接手人张三": "张三",
    "我调走了,接手人李建国": "李建国",
    "我调走了,接手人是李建国": "李建国",
    "我调走了,由李建国接手": "李建国",
    "我调走了": None,
    "本人已调离,接替人:李建国": "李建国",
    "我要退休了,以后由李建国负责": "李建国",
    "我下月退休,新联络员是李建国": "李建国",
    "我不再担任联络员,由李建国接替": "李建国",
    "我调到住建局了,今后由李建国报数": "李建国",
    "本单位联络员变更为李建国": "李建国",
    "我单位联络员换成李建国了": "李建国",
    "因工作调整,我不再负责这项工作,接手人李建国": "李建国",
    "我离职了,李建国接我": "李建国",
    "我换岗了,工作交给李建国": "李建国",
    "我即将离开本单位,后续由李建国负责": "李建国",
    "我换单位了,接替我的是李建国": "李建国",
    "联络员由王秀兰变更为李建国": "李建国",
    "我不当联络员了,以后找李建国": "李建国",
}
NOTHING = (
    "下周出差怎么办", "下周谁出差", "他下周出差", "下周组织培训", "下周不出差了", "3月食品抽检500批次,合格483", "农产品周四报",
    "下周召开质量强市推进会", "代市农业局报:3月农产品97.2", "组织企业培训3期", "李建国", "谢谢", "明天报", "如果我出差了怎么报", "我没请假",
    "听说王科长调走了", "食品抽检合格率多少", "取消休假", "李建国调走了", "开展培训,由李建国负责", "首席质量官培训班已办两期",
    "昨天请假了", "我明天回来", "下周去企业开展培训", "去乡镇组织学习", "周一和周五出差", "李建国代我", "到企业指导培训", "能不能请假", "质量月期间培训200人", "退休人员", "休假结束了吗",
)  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_who_is_away_until_when_and_who_stands_in_is_read(text: str) -> None:
    span, substitute = SAID[text]
    assert read_absence(text, on=TUESDAY) == Away(span, substitute)


@pytest.mark.parametrize("text", OF_A_UNIT)
def test_the_unit_of_who_stands_in_is_no_part_of_the_name(text: str) -> None:
    assert read_absence(text, on=TUESDAY) == Away(NEXT_WEEK, OF_A_UNIT[text])


@pytest.mark.parametrize("text", ALONE)
def test_nobody_is_not_a_name_of_who_stands_in(text: str) -> None:
    assert read_absence(text, on=TUESDAY) == Away(NEXT_WEEK, None, alone=True)


@pytest.mark.parametrize("text", SINCE)
def test_an_absence_from_a_day_on_is_not_of_that_day_alone(text: str) -> None:
    since, substitute = SINCE[text]
    assert read_absence(text, on=TUESDAY) == Away(None, substitute, since=since)


@pytest.mark.parametrize("text", ["我调走了,接手人还没定", "我调走了,还没定谁接", "我下周调走,接手人待定"])
def test_a_successor_who_is_not_known_yet_is_no_name(text: str) -> None:
    assert read_absence(text, on=TUESDAY) == Leaving(None, undecided=True)


@pytest.mark.parametrize("text", BACK)
def test_a_return_is_read(text: str) -> None:
    assert read_absence(text, on=TUESDAY) == Back()


@pytest.mark.parametrize("text", LEAVING)
def test_a_departure_and_the_successor_are_read(text: str) -> None:
    assert read_absence(text, on=TUESDAY) == Leaving(LEAVING[text])


@pytest.mark.parametrize("text", NOTHING)
def test_other_words_are_no_absence(text: str) -> None:
    assert read_absence(text, on=TUESDAY) is None


def test_no_message_of_the_corpus_is_taken_for_an_absence_or_a_wish() -> None:
    reader, taken = Reader(load_plan()), []
    for file in CORPUS.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            on = date.fromisoformat(case.get("now", str(TUESDAY)))
            if read_absence(case["text"], on=on) or read_wish(reader, case["text"], on=on):
                taken.append(case["text"])
    assert taken == []


@pytest.mark.parametrize(
    "text", ["李建国", "由李建国代", "是李建国", "李建国同志", "找李建国。", "市农业局李建国"]
)
def test_an_answer_names_a_person(text: str) -> None:
    assert read_name(text) == "李建国"


@pytest.mark.parametrize(
    "text",
    [
        "没人",
        "没有人代",
        "还没定",
        "待定",
        "不知道",
        "没有",
        "暂时没有",
        "还没想好由谁接手",
        "接手人待定",
        "等领导安排",
    ],
)
def test_an_answer_that_says_nobody_is_no_name(text: str) -> None:
    assert says_nobody(text) and read_name(text) is None


@pytest.mark.parametrize("text", ["取消外出", "不出差了", "谢谢", "好的", "收到", "明天再说", "撤销"])
def test_other_words_are_neither_a_name_nor_nobody(text: str) -> None:
    assert read_name(text) is None and not says_nobody(text)
