"""The front door: reads the settings and the sub-command, wires everything together, runs."""

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qbot.errors import (
    AlreadyRunning,
    ChainBroken,
    ConfigurationError,
    PlanFaults,
    SchemaTooNew,
    StorageError,
)
from qbot.settings import SANDBOX_TOKEN, Settings, load_settings

if TYPE_CHECKING:
    from handlers.service import Service
    from qbot.clock import Clock, RehearsalClock
    from storage.store import SqlStore

_log = logging.getLogger("qbot")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a sub-command; 0 when it succeeded. Complaints are one line on stderr, never a traceback."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except PlanFaults as faults:
        print(f"{faults.source}:{len(faults.faults)} 处错误", file=sys.stderr)
        for fault in faults.faults:
            print(f"  {fault}", file=sys.stderr)
    except SchemaTooNew as error:
        print(f"数据库是由更新版本的程序写的(版本 {error.found}),请先升级本程序。", file=sys.stderr)
    except ChainBroken as error:
        print(f"账本不完整:R-{error.number} {error.problem}", file=sys.stderr)
    except (ConfigurationError, AlreadyRunning, StorageError) as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bot.py", description="a Telegram colleague for a quality office")
    parser.set_defaults(run=_run)
    commands = parser.add_subparsers(metavar="COMMAND")
    understand = commands.add_parser("understand", help="read JSON Lines of messages, write their meanings")
    understand.add_argument("--explain", action="store_true", help="say in Chinese how each was read")
    understand.set_defaults(run=_understand)
    invite = commands.add_parser("invite", help="print a single-use invitation code and its link")
    invite.add_argument("--role", required=True, choices=("contact", "official", "office"))
    invite.add_argument("--unit", action="append", default=[], metavar="ID", help="a unit; may be repeated")
    invite.add_argument("--name", metavar="姓名")
    invite.set_defaults(run=_invite)
    plan = commands.add_parser("plan", help="check a plan file and print what it holds")
    plan.add_argument("file", nargs="?", type=Path)
    plan.set_defaults(run=_plan)
    verify = commands.add_parser("verify", help="re-compute the ledger's chain of hashes")
    verify.set_defaults(run=_verify)
    backup = commands.add_parser("backup", help="copy database and papers while the bot runs")
    backup.add_argument("file", type=Path)
    backup.set_defaults(run=_backup)
    return parser


def _plan(options: argparse.Namespace) -> int:
    from qbot.plan.loading import load_plan
    from qbot.plan.summary import summary

    print(summary(load_plan(options.file or load_settings().plan)))
    return 0


def _understand(options: argparse.Namespace) -> int:
    from qbot.plan.loading import load_plan
    from qbot.reading.contract import understand
    from qbot.reading.reader import Reader

    reader = Reader(load_plan(load_settings().plan))
    understand(sys.stdin, sys.stdout, reader, explain=options.explain)
    return 0


def _invite(options: argparse.Namespace) -> int:
    return asyncio.run(_make_invitation(load_settings(), options))


async def _make_invitation(settings: Settings, options: argparse.Namespace) -> int:
    from qbot.admission import invite
    from qbot.clock import REHEARSAL_TIME
    from qbot.plan.loading import load_plan

    plan = load_plan(settings.plan)
    unknown = [unit for unit in options.unit if unit not in plan.unit]
    if unknown:
        raise ConfigurationError(f"没有编号为 {unknown[0]} 的单位。可用:{' '.join(plan.unit)}")
    if (options.role == "contact") != bool(options.unit):
        raise ConfigurationError("联络员(contact)须用 --unit 指明单位,其他身份不带 --unit。")
    _make_folder(settings.data)
    now = _clock(settings).now()
    async with _opened(settings) as store:
        async with store.writing() as tx:
            noted = await tx.facts.get(REHEARSAL_TIME) if settings.is_rehearsal else None
            now = max(now, datetime.fromisoformat(noted)) if noted else now
            code, _ = await invite(
                tx,
                role=options.role,
                units=options.unit,
                name=options.name,
                by=None,
                at=now,
            )
        async with store.reading() as tx:
            username = await tx.facts.get("bot.username")
    print(code)
    print(f"https://t.me/{username}?start={code}" if username else f"/start {code}")
    return 0


def _verify(_options: argparse.Namespace) -> int:
    return asyncio.run(_check_ledger(load_settings()))


async def _check_ledger(settings: Settings) -> int:
    from qbot.ledger.chain import ChainCheck

    async with _opened(settings) as store, store.reading() as tx:
        check = ChainCheck()
        async for version in tx.reports.all():
            check.add(version)
        mismatch = await tx.reports.standing_mismatch()
    if mismatch is not None:
        print(f"现行值与历史不符:{mismatch.indicator} {mismatch.unit} {mismatch.period}", file=sys.stderr)
        return 1
    print(f"账本完整:{check.last_number} 条,末条哈希 {check.last_hash}")
    return 0


def _backup(options: argparse.Namespace) -> int:
    from storage.backup import backup

    settings = load_settings()
    papers = asyncio.run(backup(settings.store_url, options.file, files=settings.data / "files"))
    beside = f"，佐证等文件 {papers.copied} 件在 {papers.folder}" if papers.copied else ""
    print(f"已备份到 {options.file}{beside}")
    if papers.lost:
        print(f"注意：有 {len(papers.lost)} 件文件已丢失或被改动，没有备份：{'、'.join(papers.lost[:5])}")
    return 0


def _run(_options: argparse.Namespace) -> int:
    return asyncio.run(_serve(load_settings()))


def _clock(settings: Settings) -> "Clock":
    """The bot's clock; in a rehearsal the sandbox's own time goes on where it stopped."""
    from qbot.clock import RealClock, RehearsalClock
    from qbot.rehearsal import STARTS_AT

    if settings.now is not None:
        return RehearsalClock(settings.now)
    if not settings.is_sandbox:
        return RealClock()
    from qbot.sandbox import StateError, stored_time

    try:
        stored = stored_time(settings.data / "sandbox.db")
    except StateError:  # a running sandbox keeps its state to itself
        stored = None
    return RehearsalClock(max(stored, STARTS_AT) if stored else STARTS_AT)


@contextlib.asynccontextmanager
async def _opened(settings: Settings) -> "AsyncIterator[SqlStore]":
    from storage.store import SqlStore

    store = await SqlStore.open(settings.store_url)
    try:
        yield store
    finally:
        await store.close()


async def _serve(settings: Settings) -> int:
    from handlers.lease import Lease
    from handlers.logs import set_up_logging
    from qbot.clock import RehearsalClock
    from qbot.plan.loading import load_plan
    from qbot.rehearsal import furnish

    token = settings.token.get_secret_value() if settings.token else SANDBOX_TOKEN
    plan = load_plan(settings.plan)
    _make_folder(settings.data)
    set_up_logging(level=settings.log, folder=settings.data / "logs", secrets=(token,))
    clock = _clock(settings)
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(Lease(token=None if settings.is_sandbox else token, data=settings.data))
        store = await stack.enter_async_context(_opened(settings))
        api_url = settings.api_url
        if settings.is_sandbox and isinstance(clock, RehearsalClock):
            api_url = await stack.enter_async_context(_sandbox(settings, clock, token))
            if await furnish(store, plan):
                _log.info("action=rehearsal.furnished")
        from handlers.service import Service

        service = Service(
            settings=settings, token=token, api_url=api_url, plan=plan, store=store, clock=clock
        )
        await _until_told_to_stop(service)
    return 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"数据目录 {folder} 无法使用({error.strerror})。请检查 QBOT_DATA。"
        ) from None


@contextlib.asynccontextmanager
async def _sandbox(settings: Settings, clock: "RehearsalClock", token: str) -> AsyncIterator[str]:
    """The Telegram of this machine, while the block runs; its root URL."""
    from qbot.rehearsal import CAST, GROUP_ID, GROUP_TITLE
    from qbot.sandbox import Group, Sandbox, SandboxError, User, World

    users = tuple(User(player.user_id, player.name, player.note) for player in CAST)
    group = Group(GROUP_ID, GROUP_TITLE, (CAST[-1].user_id, *(player.user_id for player in CAST[:-1])))
    sandbox = Sandbox(
        world=World(users, (group,)), token=token, clock=clock, state=settings.data / "sandbox.db"
    )
    loopback = settings.sandbox_host in ("127.0.0.1", "::1", "localhost")
    try:
        url = await sandbox.start(settings.sandbox_host, settings.sandbox_port, allow_remote=not loopback)
    except (OSError, ValueError, SandboxError) as error:
        raise ConfigurationError(f"演练环境无法启动:{error}。可用 QBOT_SANDBOX_PORT 换一个端口。") from None
    print(f"演练环境已启动,请在浏览器打开 {url}", flush=True)
    try:
        yield url
    finally:
        await sandbox.stop()


async def _until_told_to_stop(service: "Service") -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on its loop
            loop.add_signal_handler(name, stopping.set)
    await service.run(stopping)


if __name__ == "__main__":
    raise SystemExit(main())
