"""What the operator is told, in one line, when the bot cannot start or go on."""

LOGIN_REFUSED = "Telegram 不认这个令牌(401)。请检查 QBOT_TOKEN 是否与 @BotFather 给出的完全一致。"
OTHER_POLLER = (
    "另有一个程序正在用同一个令牌接收消息(409)。请先停掉那一个(也可能在另一台电脑上),再启动本程序。"
)
FOLDER_IN_USE = "数据目录 {folder} 正被另一个 qbot 使用。请先停掉那一个,或用 QBOT_DATA 指定别的目录。"
BOT_IN_USE = "本机已有一个 qbot 在用同一个令牌运行。请先停掉那一个。"
LOCK_IMPOSSIBLE = "无法在 {folder} 中加锁({reason})。请检查该目录是否存在、是否可写。"
