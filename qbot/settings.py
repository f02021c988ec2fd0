"""The settings: `QBOT_…` in the environment or in a `.env` file; `.env.example` lists them all."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from qbot.errors import ConfigurationError

SANDBOX_TOKEN = "100200300:sandbox-token-of-this-machine"  # noqa: S105 - opens nothing but the local sandbox


class Settings(BaseSettings):
    """What the operator can choose. Empty values count as not set."""

    model_config = SettingsConfigDict(
        env_prefix="QBOT_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
    )

    token: SecretStr | None = Field(None, description="the bot's token; without it the sandbox starts")
    api_url: str = Field("https://api.telegram.org", description="root of the Bot API server")
    database_url: str | None = Field(
        None, description="SQLAlchemy URL; by default qbot.db in the data folder"
    )
    plan: Path | None = Field(None, description="the plan file; by default the shipped plan")
    office: Annotated[tuple[int, ...], NoDecode] = Field(
        (), description="user ids that hold the office's role"
    )
    data: Path = Field(Path("data"), description="folder for the database, files and logs")
    now: datetime | None = Field(None, description="rehearsal clock: the ISO 8601 time at which it starts")
    log: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="log level")
    sandbox_host: str = Field("127.0.0.1", description="where the sandbox listens")
    sandbox_port: int = Field(8765, ge=0, le=65535, description="the sandbox's port; 0 takes any free one")

    @field_validator("office", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.replace("，", ",").split(",") if part.strip())
        return value

    @field_validator("log", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("api_url")
    @classmethod
    def _root(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @property
    def is_sandbox(self) -> bool:
        """Whether the bot talks to the Telegram that it starts itself."""
        return self.token is None

    @property
    def is_rehearsal(self) -> bool:
        """Whether time is not the real one."""
        return self.is_sandbox or self.now is not None

    @property
    def store_url(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data / 'qbot.db'}"


def load_settings() -> Settings:
    """Read the settings; ConfigurationError names each variable that is wrong, never its value."""
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"QBOT_{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors() if fault["loc"]
        )
        raise ConfigurationError(f"settings are wrong: {faults}") from None
    except (OSError, UnicodeError):
        raise ConfigurationError("settings are wrong: .env cannot be read as UTF-8 text") from None
