"""Trouble on order: answers that fail, hang or come late, and the log of every Bot API call."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from qbot.sandbox.errors import ApiError, ControlError
from qbot.sandbox.store import Json

HANG = "hang"
DROP = "drop_after_accept"
_DESCRIPTIONS = {
    400: "Bad Request: chat not found",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    413: "Request Entity Too Large",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(slots=True)
class Fault:
    """Trouble for `method` (or "*"), in one chat or all, `times` often (None: until cleared)."""

    method: str
    status: int | str | None
    times: int | None = 1
    retry_after: int = 1
    delay_ms: int = 0
    chat_id: int | None = None
    description: str | None = None

    def error(self) -> ApiError | None:
        """The refusal, where the fault is one."""
        if not isinstance(self.status, int):
            return None
        if self.status == 429:
            words = self.description or f"Too Many Requests: retry after {self.retry_after}"
            return ApiError(429, words, retry_after=self.retry_after)
        return ApiError(self.status, self.description or _DESCRIPTIONS[self.status])

    def fits(self, method: str, chat_id: str) -> bool:
        """Whether it strikes this call."""
        same_chat = self.chat_id is None or chat_id == str(self.chat_id)
        return self.method.lower() in {"*", method.lower()} and same_chat


def read_fault(body: Json) -> Fault:
    """A fault as ordered through the control API. Raises ControlError for one that makes no sense."""
    unknown = body.keys() - set(Fault.__dataclass_fields__)
    if unknown:
        raise ControlError(f"a fault has no {sorted(unknown)[0]}")
    fault = Fault(**{"method": "*", "status": None, **body})
    if fault.status not in {None, HANG, DROP, 429, *_DESCRIPTIONS}:
        raise ControlError(
            "status: 429, 400, 401, 403, 404, 409, 413, 500, 502, 503, 504, hang or drop_after_accept"
        )
    for name, value in (
        ("times", fault.times),
        ("retry_after", fault.retry_after),
        ("delay_ms", fault.delay_ms),
    ):
        if value is not None and (not isinstance(value, int) or value < 0):
            raise ControlError(f"{name}: a whole number from 0 is wanted")
    if not isinstance(fault.method, str):
        raise ControlError("method: a name or * is wanted")
    fault.times = fault.times or None
    return fault


class FaultPlan:
    """The faults that wait, in the order they were given, and a standing delay for every call."""

    def __init__(self) -> None:
        self.latency_ms = 0
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Order a fault."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Everything works again."""
        self._faults.clear()

    def strike(self, method: str, chat_id: str) -> Fault | None:
        """The fault that meets this call, used up once."""
        for fault in self._faults:
            if fault.fits(method, chat_id):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times == 0:
                        self._faults.remove(fault)
                return fault
        return None


class CallLog:
    """The last Bot API calls, numbered from 1."""

    def __init__(self) -> None:
        self._calls: deque[Json] = deque(maxlen=20_000)
        self._count = 0

    def add(self, *, method: str, params: Json, status: int | str, description: str = "") -> None:
        """Note a call with what became of it: an HTTP status, "hang" or "drop_after_accept"."""
        self._count += 1
        call: dict[str, Any] = {"seq": self._count, "method": method, "params": params, "status": status}
        self._calls.append(call | ({"description": description} if description else {}))

    def calls(self, *, method: str | None, after: int) -> list[Json]:
        """The calls after a number, of one method or of all."""
        return [
            call
            for call in self._calls
            if call["seq"] > after and (method is None or call["method"].lower() == method.lower())
        ]
