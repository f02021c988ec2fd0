"""The error tree. Errors carry data, never sentences for people: `handlers` turns them into Chinese.

QbotError
├── ConfigurationError        the operator must change a setting or a file; one line is printed
│   └── PlanFaults            the plan file has faults, each with its place
├── AlreadyRunning            another instance holds the token or the data folder
├── StorageError              the database did not take it
│   ├── StorageFull           no room left: nothing was saved
│   ├── StorageUnavailable    locked, read-only or gone: nothing was saved, later may do
│   └── SchemaTooNew          the database was written by a newer program
├── ChainBroken               a ledger row does not match its hash
├── SnapshotAltered           the stored figures of a brief are not those that were issued
└── Refused                   a person may not do this, or not in this way
    ├── NotAllowed            the role does not reach so far
    ├── ForeignUnit           a contact named an indicator or unit that is not its own
    ├── Gone                  what a button or a reply points at is no longer there or no longer open
    └── InvitationRefused     the code is wrong, used, expired, or the user is locked out
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


class QbotError(Exception):
    """Something qbot can explain."""


class ConfigurationError(QbotError):
    """A setting or a file must be changed by the operator; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a plan file: `place` is a path such as `indicators[3].target.value`."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


class PlanFaults(ConfigurationError):
    """A plan file that cannot be used, with every fault found."""

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        super().__init__(f"{source}: {len(faults)} fault(s)")
        self.source = source
        self.faults = tuple(faults)


class AlreadyRunning(QbotError):
    """Another instance serves this token or this data folder."""


class StorageError(QbotError):
    """The database did not take what it was given; nothing of it is stored."""


class StorageFull(StorageError):
    """No room is left on the disk."""


class StorageUnavailable(StorageError):
    """The database is locked, read-only or gone; trying later may help."""


class SchemaTooNew(StorageError):
    """The database was written by a newer version of the program."""

    def __init__(self, found: str) -> None:
        super().__init__(f"the database has revision {found}, which this program does not know")
        self.found = found


class ChainBroken(QbotError):
    """The first ledger row whose hash does not follow from its content and its predecessor."""

    def __init__(self, number: int, problem: str) -> None:
        super().__init__(f"R-{number}: {problem}")
        self.number = number
        self.problem = problem


class SnapshotAltered(QbotError):
    """The stored figures of an issued brief do not match its checksum."""

    def __init__(self, checksum: str) -> None:
        super().__init__(f"the snapshot does not match its checksum {checksum}")
        self.checksum = checksum


class Refused(QbotError):
    """A person asked for what is not theirs to do."""


class NotAllowed(Refused):
    """The person's role does not allow it."""


@dataclass(eq=False)
class ForeignUnit(Refused):
    """A contact reported for an indicator or a unit outside its own."""

    indicators: tuple[str, ...] = ()
    unit: str | None = None


class Gone(Refused):
    """What a button or a reply points at is closed, expired or unknown."""


@dataclass(eq=False)
class InvitationRefused(Refused):
    """The code did not open the door; `locked_until` is set when the user has tried too often."""

    reason: Literal["unknown", "used", "expired", "revoked", "locked"]
    locked_until: datetime | None = None
