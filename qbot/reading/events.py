"""What else a message may be: taking back, an emergency, or how a task stands."""

import re

_UNDO = re.compile(
    r"[撤撒]回|先撤|撤吧|[撤撒]销|撤掉|撤了|撤一下|撤下来|收回|删(?:掉|除|了|一条)|去(?:掉|除)|作废|取消|"
    r"不算(?!数)|别算|"
    r"不要了|当我没(?:报|发|说)|"
    r"抹掉|拿掉|拿下来|撤下|undo|delete (?:that|my|the)|recall|withdraw|回退"
)
_LAST = re.compile(
    r"^[撤撒][回销]|刚才|刚刚|重复|刚(?:报|发|那|上)|上一?[条个次]|上面(?:那|的|这|报|发)|那条|那个数|"
    r"前面(?:那|报|发|的)|"
    r"我(?:报|发)(?:的|错|了)|最后一?[条个次笔]|报错|发错|填错|这条|前一条|点错|手滑|手误|[今昨][天日]|"
    r"我单位|上午|last|"
    r"previous|just"
)
_NOT_UNDO = re.compile(
    r"吗|怎么|如何|咋|\?|能不能|可以.{0,4}撤|召回|(?:不合格|问题|缺陷)产品|会议|工作会|部署会|座谈会|"
    r"国际标准|采标|活动|考试|资格|许可|证书|订单|行政"
)
_EMERGENCY = re.compile(
    r"中毒|吃坏|吐了|爆燃|烧伤|灼伤|喝倒|洗胃|漏气|翻(?:进|到|入|下|在)?(?:了)?(?:沟|河|坑|路边)|(?:往|流|"
    r"淌)(?:进|到|入)?[^,。]{0,4}河里?(?:淌|流|灌)?|消防车|拉去医院|(?:电梯|扶梯|缆车|人|孩|手|脚|腿|"
    r"头)[^,。;]{0,4}卡住|异味|爆炸|(?:锅炉|罐|瓶|管|炉|"
    r"电池|窑)[^,。;]{0,6}爆了|坍塌|垮塌|倒塌|塌了|塌方|(?:塔吊|吊车|脚手架|围挡|围墙|墙体|广告牌|电杆|"
    r"烟囱|房子)(?:都|突然|已经?|被.{0,4}|整个)?(?:刮|压|撞)?(?:倒|歪)(?:了|下来)|火灾|起火|着火|失火|泄漏|"
    r"泄露|被困|困在|"
    r"困人|夹住|夹伤|夹人|送医|"
    r"送.{0,6}医院|呕吐|腹泻|拉肚子|上吐下泻|死鱼|翻肚|一层油|发黑发臭|水发黑|漂了?.{0,6}死|漏油|挖断|疏散|"
    r"天然气|受伤|"
    r"伤亡|死亡|死了|昏迷|"
    r"触电|坠落|坠楼|坠井|冒.{0,3}烟|炸了|燃气|煤气|污染事故|偷排|非洲猪瘟|禽流感|疫情|"
    r"疫病|化学品|侧翻|住院|刺鼻|"
    r"浓烟|冒顶|急救|救护车|抢救|突发|紧急(?:报告|情况|事件|通知)"
)
_CALM = re.compile(
    r"(?:动植物|重大)?(?:疫情|疫病|禽流感|非洲猪瘟|化学品|燃气|煤气|突发\S{0,6}?|污染事故)(?:的)?"
    r"(?:监测)?(?:防控|防治|防疫|防范|监测|预防|净化|普查|排查|检查|安全|管理|改造|应急|体系|登记)"
)
_HARM = re.compile(
    r"中毒|吃坏|爆|挖断|气味|疏散|坍塌|垮塌|倒塌|塌|火|泄漏|泄露|困|夹|卡|送|医院|呕吐|腹泻|拉肚子|吐|死|"
    r"翻肚|油|黑|臭|"
    r"漏|伤|昏|触电|坠|烟|"
    r"炸|污染|偷排|猪瘟|禽流感|疫|翻|住院|刺鼻|抢救|事故|险|断裂|脱落|倒[了下]|歪[了下]|砸|失控"
)
_NOT_NOW = re.compile(
    r"演练|预案|培训|演习|模拟|桌面推演|宣传|讲座|知识|新闻|转发|报道|外省|外地|外市|去年|"
    r"前年|上次|以前|往年|"
    r"调查报告|通报了|回顾|案例|警示|假如|如果|(?<!主)要是|万一|教训|听说|电影|小说|未发生|没有发生|没发生|"
    r"无.{0,6}(?:事故|中毒)|零事故|预防|防范|制度|机制|方案|整治|风险点|怎么处理|咋处理|隐患|吗|\?|电视|"
    r"新华社|快讯|央视|网友|\d{4}年的?那|那次|那年|那起|早就|结案|当年|历史上|防止|避免|严防|谨防|以免|"
    r"视频里|游戏|段子|打哪|热线|召开|部署|别等|才后悔|看好"
)
_THAT_OF_TODAY = re.compile(
    r"(?:昨[晚天日夜]|今[天晚早晨日]|刚才|刚刚|凌晨|[上下中]午)[^,。;!?]{0,8}那[起次]"
)
_VICTIMS = re.compile(
    r"(?:工人|学生|患者|群众|老人|小孩|孩子|村民|病人|职工|司机|游客|乘客|人).{0,6}"
    r"(?:被[压埋砸困夹卡撞烧烫电]|(?:下不来|出不来|上不来|跑不出))|"
    r"(?:压|砸|埋|困|夹|烧|烫|撞|电|咬|晕)(?:着|了)人(?![手家事员们民才心的])|(?:压|砸|埋|困|夹|烧|烫|撞|"
    r"电|咬|晕)(?:倒|住|伤|到|着|死)?了?.{0,2}(?:\d+|[一二两三四五六七八九十几数])(?:名|个|位)?"
    r"(?:工人|学生|患者|群众|老人|小孩|孩子|村民|病人|职工|司机|人)|"
    r"(?:工人|学生|患者|群众|老人|小孩|孩子|村民|病人|职工|司机).{0,16}(?:高热|高烧|寒战|休克|昏|晕|过敏|"
    r"抽搐|不良反应|窒息)"
)
_NO_ONE_HURT = re.compile(r"(?:无|没有|未造成|暂无|没)(?:人员?)?(?:死|受)?(?:伤亡|受伤|死亡|伤)")
_FOLLOW = re.compile(
    r"(?:续报|后续|最新情况|进展情况|处置情况).{0,40}(?:中毒|事故|火灾|爆炸|泄漏|送医|伤|"
    r"患者|出院|病人|学生|救出|扑灭)"
)
_TOPIC = re.compile(
    r"热线|首席质量官|质量官|专项资金|质量月|3[·.]15|315|宣传|追溯|召回|分户验收|示范区|认定|碧水蓝天|蓝天|"
    r"碧水|"
    r"美丽乡村|农村环境|环境(?:综合)?整治|投诉渠道|监督员|领导小组|动员(?:大)?会|实施方案|"
    r"工作方案|规划|质量奖|"
    r"市长质量奖|省长质量奖|卓越绩效|联盟标准|标准制|团体标准|认证|计量|检验检测|检测中心|"
    r"诚信|失信|信用|(?:质量|企业|生产)\S{0,2}档案|整治|预案|"
    r"演练|应急|培训|制度|机制|体系|论坛|品牌(?:培育|价值|规划)|绩效考核|考核体系|督导|"
    r"督查|经费|预算|专人|联络员|"
    r"节能(?:降耗|改造)|减排|污染防治|攻关|质量文化|城市质量精神|质量教育|三管三控|"
    r"图纸审查|施工图|创优|设备监理|"
    r"一岗双责|风险评估|风险监测|监测预警|伤害监测|产业升级|满意度调查|"
    r"顾客满意.{0,4}测评工作|质量分析|状况分析|会议|工作会|部署会|座谈会|国际标准|采标|"
    r"推进会|专题会|调度会|方案|散乱污|煤改|清洁能源|饮用水|污水|垃圾|重金属|打击|黑窝点|"
    r"非法添加|滥用|舆情|综合治理|"
    r"监[管测]站|检测[站室]|试点(?:创建|建设|申报)|治理|黑臭水体|扬尘|绿化|知名品牌|功能企业|保险|行业协会|"
    r"质量提升|专项(?:行动|"
    r"检查|抽查|治理|督查)|帮扶|质量强市|疫情防控|防疫|污水处理"
)
_NOT_DONE = re.compile(
    r"^[^,。请]{0,6}安排:|"
    r"[去前往当]年\S{0,2}那[次起回]|^(?:请|各)|请(?:各|大家|贵|您|按|于|务必|及时|认真|准时|把)|兹定于|"
    r"通知|请查[收阅]|邮箱|转发|传达|新闻|报道|听说|据说|外省|"
    r"全省|吗$|谢谢|辛苦|希望|"
    r"没\s*[?。]?$|群文件|下载|搬到|争取|如果|(?<!主)要是|应该|建议|怎么|记得|务必|提醒|别忘|会议室|"
    r"[上下]午.{0,3}点|(?:请|准时)参会|准时到会"
)
_YET_TO_COME = re.compile(r"定于|将于|拟于|计划于|打算|准备(?:开|搞|召)|明天|下周|下个?月")
_DONE = re.compile(r"已|[^\s,。]完|了\d|[^\s,。]了\S{0,4}\d|\d%|剩|收上来|开展了")
_TOLD = re.compile(
    r"有\d+[家个项]|[已没未剩正完]|导入|收上来|收到|收集|覆盖|配置|制定|挂出|[^罢]了(?!解)|[开办搞做]过|"
    r"推行|结束|达到|"
    r"进度|通过|入围|获评|命名|纳入|列入|安排|"
    r"开展|召开|举办|建立|建成|出台|印发|制定|成立|启动|落实|落地|到位|运行|办结|进展|滞后|卡在|"
    r"推进|铺开|在推|签订|聘请|开通|上线|查处|立案|排查|走访|拨付|下达|验收|评选|审查|接入|配备|挂牌|"
    r"受阻|停滞|停工|复工|搁置|搁浅|中断|延期|推迟|拆改|拆除|改造|新建|新增|发布|修订|建设|关停|取缔|更新|"
    r"安装|"
    r"查扣|收缴|销毁|发放|培育|受理|配齐|\d%"
)


_DEMANDED = re.compile(r"(?:要(?!求)|须|需|应|必须)[^,。;]{0,4}(?:建成|完成|达到?|落实|建立|实现)[\d.]*%?")
_LONG, _HEAD = 120, 60  # an account says in its first words what it is about


def is_undo(text: str) -> bool:
    """Whether the sender takes back the last report."""
    return bool(
        _UNDO.search(text)
        and (_LAST.search(text) or len(text.strip(" 。.!?")) <= 6)
        and not _NOT_UNDO.search(text)
    )


def takes_back(text: str) -> bool:
    """Whether something is to be taken back."""
    return bool(_UNDO.search(text))


def speaks_of_the_last(text: str) -> bool:
    """Whether what was reported last is meant: 刚才那条."""
    return bool(_LAST.search(text))


def is_incident(text: str) -> bool:
    """Whether an emergency is told that happens now, or its follow-up."""
    if _FOLLOW.search(text) and not re.search(r"演练|转发|新闻|去年", text):
        return True
    if _NOT_NOW.search(_THAT_OF_TODAY.sub("", text)):
        return False
    text = _CALM.sub("", _NO_ONE_HURT.sub("", text))
    return bool(_VICTIMS.search(text) or (_EMERGENCY.search(text) and _HARM.search(text)))


def emergency_begins(text: str) -> int:
    """Where an emergency is first told; the end of the text where none is."""
    found = [match.start() for p in (_EMERGENCY, _VICTIMS) if (match := p.search(text))]
    return min(found, default=len(text))


def is_progress(text: str, topics: tuple[str, ...], *, told: str) -> bool:
    """Whether the sender tells how a task stands.

    `topics` are what the plan calls its tasks; `told` is the text without the names of indicators.
    """
    head = text if len(text) <= _LONG else text[:_HEAD]
    if _NOT_DONE.search(head) or not _TOLD.search(_DEMANDED.sub("", told)):
        return False
    if _YET_TO_COME.search(head) and not _DONE.search(text):
        return False
    return bool(_TOPIC.search(head)) or any(topic in head for topic in topics)
