"""What is issued is frozen: its content is sealed by a checksum and read back only when the seal holds."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from qbot.errors import SnapshotAltered


class Frozen(BaseModel):
    """A part of something issued."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sealed(Frozen):
    """Something issued; store `content()` beside `checksum`."""

    def content(self) -> dict[str, Any]:
        """What is stored: plain JSON values."""
        return self.model_dump(mode="json")

    @property
    def checksum(self) -> str:
        """Hex SHA-256 of the content's canonical JSON."""
        return _checksum(self.content())

    @classmethod
    def from_content(cls, content: Mapping[str, Any], *, checksum: str) -> Self:
        """Read what was stored; SnapshotAltered when it is not what was issued."""
        if _checksum(content) != checksum:
            raise SnapshotAltered(checksum)
        return cls.model_validate(content)


def canonical(content: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no blanks, Chinese as it is: equal contents are equal texts."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()
