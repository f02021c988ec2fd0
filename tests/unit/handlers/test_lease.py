"""One instance for each bot and each data folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from handlers.lease import Lease
from qbot.errors import AlreadyRunning, ConfigurationError

TOKEN = "1234:secret-of-the-bot"


def lease(tmp_path: Path, *, data: str = "data", token: str | None = TOKEN) -> Lease:
    folder = tmp_path / data
    folder.mkdir(exist_ok=True)
    return Lease(token=token, data=folder, shared=tmp_path)


def test_a_second_instance_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with lease(tmp_path), pytest.raises(AlreadyRunning, match="data"):
        lease(tmp_path, token="99:other").take()


def test_a_second_instance_on_the_same_token_is_refused(tmp_path: Path) -> None:
    with lease(tmp_path), pytest.raises(AlreadyRunning, match="令牌"):
        lease(tmp_path, data="elsewhere").take()


def test_a_refused_instance_keeps_no_lock(tmp_path: Path) -> None:
    with lease(tmp_path):
        with pytest.raises(AlreadyRunning):
            lease(tmp_path, data="elsewhere").take()
        with lease(tmp_path, data="elsewhere", token="99:other"):
            pass


def test_two_bots_with_two_folders_run_side_by_side(tmp_path: Path) -> None:
    with lease(tmp_path), lease(tmp_path, data="elsewhere", token="99:other"):
        pass


def test_bots_of_their_own_process_run_side_by_side_but_not_in_one_folder(tmp_path: Path) -> None:
    with (
        lease(tmp_path, token=None),
        lease(tmp_path, data="elsewhere", token=None),
        pytest.raises(AlreadyRunning),
    ):
        lease(tmp_path, token=None).take()


def test_a_lease_ends_with_its_release(tmp_path: Path) -> None:
    for _ in range(2):
        with lease(tmp_path):
            pass


def test_no_lock_file_names_the_token(tmp_path: Path) -> None:
    with lease(tmp_path):
        assert not [path for path in tmp_path.rglob("*") if "secret" in path.name]


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        Lease(token=TOKEN, data=tmp_path / "nowhere", shared=tmp_path).take()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_kill_9_releases_the_lease(tmp_path: Path) -> None:
    held = lease(tmp_path)
    script = (
        "import sys\nfrom pathlib import Path\nfrom handlers.lease import Lease\n"
        f"lease = Lease(token={TOKEN!r}, data=Path(sys.argv[1]) / 'data', shared=Path(sys.argv[1]))\n"
        "lease.take()\nprint('held', flush=True)\nsys.stdin.read()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning):
            held.take()
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    with held:
        pass
