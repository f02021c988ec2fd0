"""Words for what cannot be done, what was not understood, and what went wrong."""

from handlers.screen import Screen, safe, screen
from qbot.people import Person

UNSAVED_FULL = "⚠️ 这条消息没有保存:服务器存储已满,办公室正在处理。恢复后会自动补记并给您回执;没有收到回执前,请以未报为准。"
UNSAVED = "⚠️ 这条消息暂时没有保存:数据库不可用。恢复后会自动补记并给您回执;没有收到回执前,请以未报为准。"
ALTERED = "⚠️ 存档的数字与签发时的校验码不一致,不能作为依据。请办公室联系管理员检查数据库。"
DEAD = "⚠️ 这条消息处理时出错,没有记录。原文已留给办公室查看,请换个写法再发一次。"
STALE_BUTTON = "这个按钮已失效,请重新操作。"
NO_LONGER = "这一条已经不在了或已关闭,没有改动。"
UNKNOWN_COMMAND = "没有这个命令。发 /help 看看我能做什么。"
NOTHING_TO_CANCEL = "没有进行中的操作。"
CANCELLED = "已取消,没有记录任何数。"
EDIT_NOT_READ = "您改过的消息我没有读出数来,原来的记录不变。如要改数,请发「更正」加新数。"
CANNOT_ANSWER = "这个问题我现在还答不了。可以问:某项指标多少、哪些没达标、谁还没报、现在到哪一步了。"
FORWARDED = "转发的消息不算报数。如果是您单位的数,请直接写一句发给我。"

_KINDS = {
    "sticker": "表情", "voice": "语音", "video": "视频", "video_note": "视频", "audio": "音频",
    "location": "位置", "contact": "名片", "photo": "图片", "document": "文件", "animation": "动图", "poll": "投票",
}  # fmt: skip


def cannot_read(kind: str) -> Screen:
    return screen(f"我还看不懂{_KINDS.get(kind, '这类消息')},没有记录。请把指标和数写成一句话发给我。")


def not_kept(kind: str) -> Screen:
    """Only the words of a message are read."""
    return screen(f"⚠️ {_KINDS.get(kind, '附件')}没有保存,只看了文字说明。佐证请回复那条回执发照片或文件。")


def not_understood(person: Person) -> Screen:
    if person.role == "contact":
        return screen(
            "这句我没看出要报的数或要问的事,没有记录。报数请写指标和数,例如「食品抽检 96.5」;发 /help 看例子。"
        )
    return screen("这句我没看懂。可以直接问「食品抽检合格率多少」「谁还没报」,发 /help 看例子。")


def office_told_of_dead(update_kind: str, row: int) -> Screen:
    return screen(
        f"⚠️ 有一条消息处理失败(第 {row} 号,{update_kind}),没有记录,原文已留存在收件箱。发信人已被告知。"
    )


def office_told_of_unreachable(who: str) -> Screen:
    return screen(
        f"⚠️ 消息送不到「{safe(who)}」了(已屏蔽机器人、被移出或停用),提醒已停。对方再次发言后自动恢复。"
    )


def office_told_of_uncertain(who: str, row: int) -> Screen:
    return screen(
        f"⚠️ 发给「{safe(who)}」的提醒或通知不确定是否送达,为免重复没有再发,请人工确认。(第 {row} 号)"
    )


def office_told_of_failed(who: str, row: int) -> Screen:
    return screen(
        f"⚠️ 发给「{safe(who)}」的提醒或通知没有送出(Telegram 拒收,或错过了当天),不再重发,不计入次数。(第 {row} 号)"
    )


def office_told_of_calendar(year: int) -> Screen:
    return screen(
        f"⚠️ {year}年的放假调休安排还没有收录,暂按周一至周五为工作日计算报送期限。请升级程序后核对。"
    )
