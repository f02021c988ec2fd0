"""Logging: to stderr and to a rotating file, with the token taken out of every line.

The scrubbing sits on the handlers, because a filter on a logger misses what its children log. It works on the
finished line, so that messages, arguments and tracebacks are covered alike.
"""

import logging
import logging.handlers
import re
import sys
import time
from pathlib import Path

REMOVED = "<token>"
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_FILE_BYTES = 5_000_000
_FILES_KEPT = 5
_LONG_ENOUGH_TO_BE_SECRET = 8

# Their INFO and DEBUG lines carry URLs with the token and texts of messages, or bury the operator's one line.
_TALKATIVE = (
    "telegram", "httpx", "httpcore", "aiohttp", "asyncio", "aiosqlite", "sqlalchemy", "alembic",
    "apscheduler",
)  # fmt: skip


class Scrubbing(logging.Formatter):
    """Formats a line in UTC and removes the secrets from it, URL-encoded ones included."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self, *secrets: str) -> None:
        super().__init__(_FORMAT)
        forms = [form for secret in secrets if secret for form in _forms(secret)]
        self._secret = re.compile("|".join(forms), re.IGNORECASE) if forms else None

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be seen."""
        line = super().format(record)
        return self._secret.sub(REMOVED, line) if self._secret else line


class _FileHandler(logging.handlers.RotatingFileHandler):
    """A full disk costs log lines and nothing else."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def set_up_logging(*, level: str, folder: Path | None, secrets: tuple[str, ...]) -> None:
    """Log from `level` upwards to stderr and, where a folder is given, to `qbot.log` in it.

    A folder that cannot be written costs the file alone; stderr says so once.
    """
    formatter = Scrubbing(*secrets)
    stderr = logging.StreamHandler(sys.stderr)
    handlers: list[logging.Handler] = [stderr]
    problem: OSError | None = None
    if folder is not None:
        try:
            handlers.append(_file_handler(folder))
        except OSError as error:
            problem = error
    for handler in handlers:
        handler.setFormatter(formatter)
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    logging.captureWarnings(capture=True)
    if problem is not None:
        logging.getLogger(__name__).warning("action=logs.no_file because=%s", problem.strerror)


def _file_handler(folder: Path) -> logging.Handler:
    folder.mkdir(parents=True, exist_ok=True)
    return _FileHandler(folder / "qbot.log", maxBytes=_FILE_BYTES, backupCount=_FILES_KEPT, encoding="utf-8")


def _forms(secret: str) -> list[str]:
    """Patterns of the secret, each character plain or percent-encoded; of a token, its private half too."""
    whole = "".join(f"(?:{re.escape(one)}|{_percent_encoded(one)})" for one in secret)
    _, colon, private = secret.partition(":")
    return [whole, *(_forms(private) if colon and len(private) >= _LONG_ENOUGH_TO_BE_SECRET else ())]


def _percent_encoded(one: str) -> str:
    """A character percent-encoded, as URLs may hold even those that need it not."""
    return "".join(f"%{byte:02X}" for byte in one.encode())
