"""How people come in and go out: invitations, `/start CODE`, removal; inside the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime

from qbot.errors import Gone, InvitationRefused, NotAllowed
from qbot.people import (
    INVITATION_LIFE,
    LOCK_TIME,
    TRIES_PER_HOUR,
    Invitation,
    Person,
    Role,
    code_hash,
    new_code,
)
from qbot.ports import Writes


async def invite(
    tx: Writes, *, role: Role, units: Sequence[str], name: str | None, by: Person | None, at: datetime
) -> tuple[str, Invitation]:
    """Make an invitation; the code is told once and only its hash is kept. `by` None: the operator."""
    code = new_code()
    invitation = await tx.people.add_invitation(
        code_hash=code_hash(code),
        role=role,
        units=tuple(units),
        name=name,
        created_by=by.id if by else None,
        created_at=at,
        expires_at=at + INVITATION_LIFE,
    )
    await tx.audit.add(
        actor_id=by.id if by else None,
        action="invite",
        subject=f"invitation:{invitation.id}",
        at=at,
        after={"role": role, "units": list(units), "name": name},
    )
    return code, invitation


async def join(
    tx: Writes, code: str, *, telegram_user_id: int, name: str, at: datetime
) -> Person | InvitationRefused:
    """Let a user in by a code, or say why not.

    The refusal is returned, not raised: the wrong try it counts must be committed.
    """
    locked_until = _locked_until(await tx.people.wrong_codes(telegram_user_id, since=at - 2 * LOCK_TIME))
    if locked_until is not None and at < locked_until:
        return InvitationRefused("locked", locked_until)
    invitation = await tx.people.invitation(code_hash(code))
    refusal = _refusal(invitation, at)
    if refusal is not None or invitation is None:
        await tx.people.note_wrong_code(telegram_user_id, at=at)
        return refusal or InvitationRefused("unknown")
    person = await tx.people.enrol(
        telegram_user_id=telegram_user_id,
        name=invitation.name or name,
        role=invitation.role,
        units=invitation.units,
        origin="invitation",
        started=True,
        at=at,
    )
    await tx.people.use_invitation(invitation.id, person_id=person.id, at=at)
    await tx.audit.add(
        actor_id=person.id,
        action="join",
        subject=f"person:{person.id}",
        at=at,
        after={"role": person.role, "units": list(person.units), "invitation": invitation.id},
    )
    return person


def _locked_until(wrong: Sequence[datetime]) -> datetime | None:
    """An hour after the last of five wrong tries within an hour; tries of a locked user are not counted."""
    last = wrong[-TRIES_PER_HOUR:]
    return last[-1] + LOCK_TIME if len(last) == TRIES_PER_HOUR and last[-1] - last[0] < LOCK_TIME else None


def _refusal(invitation: Invitation | None, at: datetime) -> InvitationRefused | None:
    if invitation is None:
        return InvitationRefused("unknown")
    if invitation.used_at is not None:
        return InvitationRefused("used")
    if invitation.revoked_at is not None:
        return InvitationRefused("revoked")
    return InvitationRefused("expired") if invitation.expires_at <= at else None


async def remove(tx: Writes, person_id: int, *, by: Person, at: datetime) -> Person:
    """Shut someone out at once; NotAllowed for oneself and for others than the office."""
    if not by.is_office or by.id == person_id:
        raise NotAllowed
    person = await tx.people.get(person_id)
    if person is None or person.state == "removed":
        raise Gone
    await tx.people.set_state(person_id, "removed", at=at)
    await tx.audit.add(
        actor_id=by.id, action="remove", subject=f"person:{person_id}", at=at, before={"state": person.state}
    )
    return person


async def grant_office(tx: Writes, user_ids: Sequence[int], *, at: datetime) -> None:
    """Give the office's role to the users named in the settings, and take it from those no longer named."""
    holders = {person.telegram_user_id: person for person in await tx.people.from_settings()}
    for user_id in set(user_ids) - holders.keys():
        known = await tx.people.by_user(user_id)
        person = await tx.people.enrol(
            telegram_user_id=user_id,
            name=known.name if known else "办公室",
            role="office",
            units=(),
            origin="settings",
            started=bool(known and known.started),
            at=at,
        )
        await tx.audit.add(actor_id=None, action="grant-office", subject=f"person:{person.id}", at=at)
    for user_id in holders.keys() - set(user_ids):
        await tx.people.set_state(holders[user_id].id, "removed", at=at)
        await tx.audit.add(
            actor_id=None, action="revoke-office", subject=f"person:{holders[user_id].id}", at=at
        )
