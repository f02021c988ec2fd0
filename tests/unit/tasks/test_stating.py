"""How a task stands by its sender's words."""

import pytest

from qbot.tasks.progress import State
from qbot.tasks.stating import says_how_it_stands, stated, tells_of_work


@pytest.mark.parametrize(
    ("text", "state", "percent"),
    [
        ("面粉食品质量安全追溯体系建设完成80%,剩下20%年底前接入", "running", 80),
        ("分户验收推行到85%的小区", "running", 85),
        ("住宅工程质量分户验收制度已在46个在建小区推行,推行面92%", "running", 92),
        ("完成年度任务的75%", "running", 75),
        ("分户验收现在做到七成了", "running", 70),
        ("目标完成一半", "running", 50),
        ("完成率百分之60", "running", 60),
        ("整改完成100%", "done", 100),
        ("立案15起,结案率93.3%", "running", None),
        ("质量月宣传活动已结束,发放宣传册5000份", "done", None),
        ("食品安全事故应急预案修订完成", "done", None),
        ("质量发展战略规划初稿已完成,正在征求意见", "running", None),
        ("六家都弄完了就差一家砖厂还没配", "running", None),
        ("设备监理还没启动,等招标", "waiting", None),
        ("追溯平台尚未开始", "waiting", None),
        ("居住性能的文件还没出台,卡在征求意见环节", "stuck", None),
        ("检测中心停工,缺资金", "stuck", None),
        ("首席质量官制度已在32家企业推行", "running", None),
        ("追溯体系建好了", "done", None),
        ("检测中心完工了", "done", None),
        ("档案都弄完了", "done", None),
        ("分户验收搞定了", "done", None),
        ("质量月结束了", "done", None),
        ("追溯体系快完成了", "running", None),
        ("追溯体系快建好了", "running", None),
        ("追溯体系基本完成", "running", None),
        ("追溯体系还没完成", "running", None),
        ("追溯体系没弄好", "running", None),
        ("追溯体系预计12月底完成", "running", None),
        ("年度计划已完成", "done", None),
    ],
)
def test_state_and_share_are_what_the_words_say(text: str, state: State, percent: int | None) -> None:
    told = stated(text)
    assert (told.state, told.percent) == (state, percent)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("缺经费,需市财政协调", True),
        ("请办公室协调解决场地", True),
        ("望领导支持", True),
        ("食品安全综合协调机制运行正常", False),
        ("无需协调", False),
        ("领导小组统筹协调创建工作,已开会", False),
    ],
)
def test_help_is_wanted_only_where_it_is_asked_for(text: str, wanted: bool) -> None:
    assert stated(text).needs_help is wanted


@pytest.mark.parametrize(("text", "says"), [("90%完成了", True), ("完成了90%", True), ("谢谢", False)])
def test_thanks_say_nothing_of_how_a_task_stands(text: str, says: bool) -> None:
    assert says_how_it_stands(text) is says


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("工作推进顺利,完成60%", True),
        ("任务完成七成了", True),
        ("工作完成60%了吗", False),
        ("完成了多少", False),
        ("食品抽检96.5%", False),
    ],
)
def test_a_share_of_some_work_is_told_and_not_asked(text: str, tells: bool) -> None:
    assert tells_of_work(text) is tells
