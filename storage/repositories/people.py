"""People and the invitations that brought them. Nobody is deleted: who leaves is `removed`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qbot.errors import InvitationRefused
from qbot.people import Invitation, Origin, Person, PersonState, Role
from storage.tables import invitations, people, wrong_codes
from storage.transaction import Transaction

_PEOPLE = sa.select(
    people.c.id,
    people.c.telegram_user_id,
    people.c.name,
    people.c.role,
    people.c.units,
    people.c.state,
    people.c.started,
)
_ALL = _PEOPLE.order_by(people.c.role, people.c.units, people.c.name, people.c.id)
_BY_USER = _PEOPLE.where(people.c.telegram_user_id == sa.bindparam("user_id"))
_GET = _PEOPLE.where(people.c.id == sa.bindparam("person_id"))
_FROM_SETTINGS = _ALL.where(people.c.origin == "settings", people.c.state != "removed")
_ADD = sa.insert(people).returning(people.c.id)
_PERSON = sa.update(people).where(people.c.id == sa.bindparam("person_id"))
_CHANGE = _PERSON.values(
    name=sa.bindparam("new_name"),
    role=sa.bindparam("new_role"),
    units=sa.bindparam("new_units"),
    origin=sa.bindparam("new_origin"),
    started=sa.bindparam("has_started"),
    state="active",
    changed_at=sa.bindparam("at"),
)
_STATE = _PERSON.values(state=sa.bindparam("new_state"), changed_at=sa.bindparam("at"))
_HEARD = _PERSON.where(sa.or_(people.c.started.is_(False), people.c.state == "blocked")).values(
    started=True,
    state=sa.case((people.c.state == "blocked", "active"), else_=people.c.state),
    changed_at=sa.bindparam("at"),
)

_INVITATIONS = sa.select(
    invitations.c.id,
    invitations.c.role,
    invitations.c.units,
    invitations.c.name,
    invitations.c.created_at,
    invitations.c.expires_at,
    invitations.c.used_at,
    invitations.c.revoked_at,
)
_BY_CODE = _INVITATIONS.where(invitations.c.code_hash == sa.bindparam("code_hash"))
_UNUSED = (invitations.c.used_at.is_(None), invitations.c.revoked_at.is_(None))
_OPEN_INVITATIONS = _INVITATIONS.where(*_UNUSED, invitations.c.expires_at > sa.bindparam("at")).order_by(
    invitations.c.id
)
_INVITE = sa.insert(invitations).returning(invitations.c.id)
_INVITATION = sa.update(invitations).where(invitations.c.id == sa.bindparam("invitation_id"))
_USE = _INVITATION.where(*_UNUSED).values(used_at=sa.bindparam("at"), used_by=sa.bindparam("person_id"))
_REVOKE = _INVITATION.where(*_UNUSED).values(revoked_at=sa.bindparam("at"))

_NOTE_WRONG = sa.insert(wrong_codes)
_WRONG = (
    sa.select(wrong_codes.c.sent_at)
    .where(
        wrong_codes.c.telegram_user_id == sa.bindparam("user_id"),
        wrong_codes.c.sent_at >= sa.bindparam("since"),
    )
    .order_by(wrong_codes.c.sent_at)
)


class SqlPeople:
    """Fulfils `qbot.ports.People`."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def by_user(self, telegram_user_id: int) -> Person | None:
        row = await self._tx.row(_BY_USER, {"user_id": telegram_user_id})
        return None if row is None else _person(row)

    async def get(self, person_id: int) -> Person | None:
        row = await self._tx.row(_GET, {"person_id": person_id})
        return None if row is None else _person(row)

    async def all(self) -> Sequence[Person]:
        return [_person(row) for row in await self._tx.rows(_ALL)]

    async def from_settings(self) -> Sequence[Person]:
        return [_person(row) for row in await self._tx.rows(_FROM_SETTINGS)]

    async def enrol(
        self,
        *,
        telegram_user_id: int,
        name: str,
        role: Role,
        units: Sequence[str],
        origin: Origin,
        started: bool,
        at: datetime,
    ) -> Person:
        known = await self.by_user(telegram_user_id)
        wanted = Person(
            id=known.id if known else 0,
            telegram_user_id=telegram_user_id,
            name=name or (known.name if known else ""),
            role=role,
            units=_units(known, role, units),
            started=started or (known is not None and known.started),
        )
        if known is None:
            return await self._add(wanted, origin=origin, at=at)
        changes = {"new_role": role, "new_units": wanted.units, "new_origin": origin, "at": at}
        names = {"person_id": known.id, "new_name": wanted.name, "has_started": wanted.started}
        await self._tx.write(_CHANGE, changes | names)
        return wanted

    async def set_state(self, person_id: int, state: PersonState, *, at: datetime) -> None:
        await self._tx.write(_STATE, {"person_id": person_id, "new_state": state, "at": at})

    async def heard_from(self, person_id: int, *, at: datetime) -> None:
        await self._tx.write(_HEARD, {"person_id": person_id, "at": at})

    async def add_invitation(
        self,
        *,
        code_hash: str,
        role: Role,
        units: Sequence[str],
        name: str | None,
        created_by: int | None,
        created_at: datetime,
        expires_at: datetime,
    ) -> Invitation:
        content = {
            "code_hash": code_hash,
            "role": role,
            "units": units,
            "name": name,
            "created_by": created_by,
            "created_at": created_at,
            "expires_at": expires_at,
        }
        [row] = await self._tx.write_returning(_INVITE, content)
        return Invitation(row.id, role, tuple(units), name, created_at, expires_at)

    async def invitation(self, code_hash: str) -> Invitation | None:
        row = await self._tx.row(_BY_CODE, {"code_hash": code_hash})
        return None if row is None else _invitation(row)

    async def use_invitation(self, invitation_id: int, *, person_id: int, at: datetime) -> None:
        values = {"invitation_id": invitation_id, "person_id": person_id, "at": at}
        if not await self._tx.write(_USE, values):
            raise InvitationRefused("used")

    async def revoke_invitation(self, invitation_id: int, *, at: datetime) -> None:
        await self._tx.write(_REVOKE, {"invitation_id": invitation_id, "at": at})

    async def open_invitations(self, *, at: datetime) -> Sequence[Invitation]:
        return [_invitation(row) for row in await self._tx.rows(_OPEN_INVITATIONS, {"at": at})]

    async def note_wrong_code(self, telegram_user_id: int, *, at: datetime) -> None:
        await self._tx.write(_NOTE_WRONG, {"telegram_user_id": telegram_user_id, "sent_at": at})

    async def wrong_codes(self, telegram_user_id: int, *, since: datetime) -> Sequence[datetime]:
        rows = await self._tx.rows(_WRONG, {"user_id": telegram_user_id, "since": since})
        return [row.sent_at for row in rows]

    async def _add(self, person: Person, *, origin: Origin, at: datetime) -> Person:
        content = {
            "telegram_user_id": person.telegram_user_id,
            "name": person.name,
            "role": person.role,
            "units": person.units,
            "state": person.state,
            "origin": origin,
            "started": person.started,
            "enrolled_at": at,
            "changed_at": at,
        }
        [row] = await self._tx.write_returning(_ADD, content)
        return replace(person, id=row.id)


def _units(known: Person | None, role: Role, units: Sequence[str]) -> tuple[str, ...]:
    stays_contact = known is not None and known.state == "active" and known.role == role == "contact"
    earlier = known.units if known is not None and stays_contact else ()
    return tuple(dict.fromkeys((*earlier, *units)))


def _person(row: Any) -> Person:
    person_id, user_id, name, role, units, state, started = row
    return Person(person_id, user_id, name, role, tuple(units), state, started)


def _invitation(row: Any) -> Invitation:
    invitation_id, role, units, *rest = row
    return Invitation(invitation_id, role, tuple(units), *rest)
