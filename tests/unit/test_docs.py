"""The documents keep up with the program, and name nothing of the machine they were written on."""

import argparse
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from handlers.menu import MENU, OFFICE_MENU
from qbot.settings import Settings

ROOT = Path(bot.__file__).parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
VARIABLES = {f"QBOT_{name.upper()}" for name in Settings.model_fields}
OF_THE_TESTS = {"QBOT_REQUIRE_BROWSER"}
LOCKS = ("requirements.lock", "requirements-dev.lock")
MACHINE_PATH = re.compile(r"(?<![\w.:/}])/(?:home|work|Users|root|mnt)/\w")


def rows(text: str) -> str:
    """The tables of a document."""
    return "\n".join(line for line in text.splitlines() if line.startswith("|"))


def subcommands() -> set[str]:
    actions = bot._parser()._actions
    return {name for each in actions if isinstance(each, argparse._SubParsersAction) for name in each.choices}


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):(?!=)", makefile, re.MULTILINE))


def tracked() -> Iterator[tuple[str, str]]:
    """Every text file of the project; the working tree where git is not there."""
    if not (ROOT / ".git").exists():
        pytest.skip("the project is not in a git checkout")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listing.decode().split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            yield name, content.decode("utf-8", "replace")


@pytest.mark.parametrize("variable", sorted(VARIABLES))
def test_every_setting_is_in_the_example_and_in_the_readmes_table(variable: str) -> None:
    assert re.search(rf"^{variable}=", EXAMPLE, re.MULTILINE)
    assert f"`{variable}`" in rows(README)


def test_no_document_names_a_setting_that_does_not_exist() -> None:
    documents = [README, EXAMPLE, *(path.read_text(encoding="utf-8") for path in ROOT.glob("docs/*.md"))]
    named = {name for text in documents for name in re.findall(r"QBOT_[A-Z_]*[A-Z]", text)}
    assert named - OF_THE_TESTS == VARIABLES


def test_the_example_is_a_file_of_settings_that_can_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    example = tmp_path / "example"
    example.write_text(EXAMPLE, encoding="utf-8")
    assert Settings(_env_file=example) == Settings(_env_file=None)


@pytest.mark.parametrize("command", sorted({*MENU, *OFFICE_MENU}))
def test_every_chat_command_is_in_the_readmes_table(command: str) -> None:
    assert re.search(rf"`/{command}[ `]", rows(README))


def test_the_readme_names_no_chat_command_that_does_not_exist() -> None:
    of_botfather = {"newbot", "setprivacy"}
    assert set(re.findall(r"`/([a-z]+)[ `]", README)) <= {*MENU, *OFFICE_MENU} | of_botfather


@pytest.mark.parametrize("command", sorted(subcommands()))
def test_every_subcommand_is_in_the_readmes_table(command: str) -> None:
    assert f"`python bot.py {command}" in rows(README)


@pytest.mark.parametrize("target", sorted(targets()))
def test_every_make_target_is_in_the_readme(target: str) -> None:
    assert re.search(rf"\bmake {target}\b", README)


def test_every_document_a_document_points_at_is_there() -> None:
    for path in (ROOT / "README.md", *ROOT.glob("docs/*.md")):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), f"{path.name} points at {link}"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)
    requirements = re.findall(r"^[A-Za-z0-9][^\n]*", text, re.MULTILINE)
    assert requirements
    assert all("==" in line and line.endswith("\\") for line in requirements)


def test_no_file_names_a_path_of_the_machine() -> None:
    found = [
        f"{name}: {match[0]}"
        for name, text in tracked()
        if name != "tests/unit/test_docs.py"
        for match in MACHINE_PATH.finditer(text)
    ]
    assert found == []
