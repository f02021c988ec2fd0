"""What people did besides reporting; rows are only ever added."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.tables import audit
from storage.transaction import Transaction

_ADD = sa.insert(audit)


class SqlAudit:
    """Fulfils `qbot.ports.Audit`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(
        self,
        *,
        actor_id: int | None,
        action: str,
        subject: str,
        at: datetime,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        await self._tx.write(
            _ADD,
            {
                "actor_id": actor_id,
                "action": action,
                "subject": subject,
                "before": before,
                "after": after,
                "acted_at": at,
            },
        )
