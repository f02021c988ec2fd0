"""What can be refused: a Bot API call (in Telegram's words), a control request, a state file.

SandboxError
├── ApiError       a Bot API answer with ok=false
├── ControlError   a control request that makes no sense, said in one line
└── StateError     the state file cannot be used
"""

from typing import Any


class SandboxError(Exception):
    """The sandbox refuses."""


class ApiError(SandboxError):
    """A refusal as the Bot API words it; `parameters` carries retry_after or migrate_to_chat_id."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON body of the refusal."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


class ControlError(SandboxError):
    """A control request that cannot be carried out; `status` is the HTTP status."""

    def __init__(self, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class StateError(SandboxError):
    """The state file is in use, unreadable or no state file."""


def bad_request(description: str, **parameters: int) -> ApiError:
    """Telegram's 400 with its usual prefix."""
    return ApiError(400, f"Bad Request: {description}", **parameters)


def forbidden(description: str) -> ApiError:
    """Telegram's 403 with its usual prefix."""
    return ApiError(403, f"Forbidden: {description}")
