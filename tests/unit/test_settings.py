"""The settings: what is wrong is named, what is secret is not."""

from pathlib import Path

import pytest

from qbot.errors import ConfigurationError
from qbot.settings import Settings, load_settings

TOKEN = "123456:AA-very-secret-token"


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of this machine, no .env of the project."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"QBOT_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_anything_the_sandbox_starts() -> None:
    settings = load_settings()
    assert (settings.is_sandbox, settings.is_rehearsal) == (True, True)
    assert settings.store_url == "sqlite+aiosqlite:///data/qbot.db"


def test_with_a_token_time_is_real_unless_a_rehearsal_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QBOT_TOKEN", TOKEN)
    assert (load_settings().is_sandbox, load_settings().is_rehearsal) == (False, False)
    monkeypatch.setenv("QBOT_NOW", "2018-04-03T09:00:00+08:00")
    assert load_settings().is_rehearsal


def test_the_token_shows_in_no_text_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QBOT_TOKEN", TOKEN)
    settings = load_settings()
    assert settings.token is not None
    assert settings.token.get_secret_value() == TOKEN
    for text in (repr(settings), str(settings), settings.model_dump_json(), f"{settings.token}"):
        assert TOKEN not in text


def test_the_env_file_is_read_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("QBOT_LOG=debug\nQBOT_DATA=else\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("QBOT_DATA", "here")
    settings = load_settings()
    assert (settings.log, settings.data) == ("DEBUG", Path("here"))


def test_an_env_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("QBOT_DATA=数据".encode("gbk"))
    with pytest.raises(ConfigurationError, match=r"\.env"):
        load_settings()


def test_empty_values_count_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(f"QBOT_{name.upper()}", "")
    assert load_settings() == Settings()


@pytest.mark.parametrize(("text", "ids"), [("1004", (1004,)), ("1, 2,", (1, 2)), ("1，2", (1, 2)), (" ", ())])
def test_the_office_is_a_list_of_ids(
    monkeypatch: pytest.MonkeyPatch, text: str, ids: tuple[int, ...]
) -> None:
    monkeypatch.setenv("QBOT_OFFICE", text)
    assert load_settings().office == ids


def test_the_api_root_has_no_trailing_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QBOT_API_URL", "http://127.0.0.1:8081/")
    assert load_settings().api_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QBOT_API_URL", "ftp://s3cret"),
        ("QBOT_OFFICE", "s3cret"),
        ("QBOT_NOW", "s3cret"),
        ("QBOT_LOG", "s3cret"),
        ("QBOT_SANDBOX_PORT", "s3cret"),
        ("QBOT_SANDBOX_PORT", "70000"),
    ],
)
def test_a_wrong_variable_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as wrong:
        load_settings()
    assert name in str(wrong.value)
    assert value.lower() not in str(wrong.value).lower()
    assert "\n" not in str(wrong.value)


def test_every_wrong_variable_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QBOT_LOG", "loud")
    monkeypatch.setenv("QBOT_OFFICE", "me")
    with pytest.raises(ConfigurationError, match=r"QBOT_OFFICE.*QBOT_LOG"):
        load_settings()
