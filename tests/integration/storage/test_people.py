"""People and invitations: nobody is lost, a code opens the door once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from qbot.errors import InvitationRefused
from qbot.people import Invitation, Person, code_hash
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, enrol, later


async def enrolled(store: SqlStore, **changes: Any) -> Person:
    """Enrol user 501 once more, with these changes."""
    content = {
        "telegram_user_id": 501,
        "name": "李强",
        "role": "contact",
        "units": ["food-drug-bureau"],
        "origin": "invitation",
        "started": True,
        "at": later(days=1),
    }
    async with store.writing() as tx:
        person = await tx.people.enrol(**{**content, **changes})
        assert await tx.people.get(person.id) == person
        return person


async def invitation(store: SqlStore, code: str, *, expires_at: datetime) -> Invitation:
    async with store.writing() as tx:
        return await tx.people.add_invitation(
            code_hash=code_hash(code),
            role="contact",
            units=["food-drug-bureau"],
            name="李强",
            created_by=None,
            created_at=AT,
            expires_at=expires_at,
        )


async def test_a_person_is_found_by_user_and_by_id(store: SqlStore, contact: Person) -> None:
    async with store.reading() as view:
        assert await view.people.by_user(501) == await view.people.get(contact.id) == contact
        assert await view.people.by_user(999) is None
        assert await view.people.get(999) is None


async def test_user_ids_may_be_wider_than_32_bits(store: SqlStore) -> None:
    person = await enrol(store, 7_000_000_000)
    async with store.reading() as view:
        assert await view.people.by_user(7_000_000_000) == person


async def test_a_contact_invited_again_keeps_its_units(store: SqlStore, contact: Person) -> None:
    again = await enrolled(store, units=["agriculture-bureau", "food-drug-bureau"])
    assert again.id == contact.id
    assert again.units == ("food-drug-bureau", "agriculture-bureau")


async def test_a_removed_contact_who_returns_starts_with_the_new_units(
    store: SqlStore, contact: Person
) -> None:
    async with store.writing() as tx:
        await tx.people.set_state(contact.id, "removed", at=AT)
    again = await enrolled(store, units=["agriculture-bureau"])
    assert (again.state, again.units) == ("active", ("agriculture-bureau",))


async def test_another_role_replaces_the_units(store: SqlStore, contact: Person) -> None:
    official = await enrolled(store, role="official", units=[])
    assert (official.id, official.role, official.units) == (contact.id, "official", ())


async def test_enrolment_without_a_name_keeps_the_known_one(store: SqlStore, contact: Person) -> None:
    assert (await enrolled(store, name="")).name == contact.name


async def test_who_has_started_stays_started(store: SqlStore, contact: Person) -> None:
    assert contact.started
    assert (await enrolled(store, started=False)).started


async def test_hearing_from_a_person_starts_and_unblocks_but_never_reinstates(store: SqlStore) -> None:
    waiting = await enrolled(store, started=False, origin="settings")
    async with store.writing() as tx:
        await tx.people.set_state(waiting.id, "blocked", at=AT)
        await tx.people.heard_from(waiting.id, at=later(minutes=1))
        heard = await tx.people.get(waiting.id)
        assert heard is not None
        assert (heard.started, heard.state) == (True, "active")
        await tx.people.set_state(waiting.id, "removed", at=AT)
        await tx.people.heard_from(waiting.id, at=later(minutes=2))
        removed = await tx.people.get(waiting.id)
        assert removed is not None
        assert removed.state == "removed"


async def test_people_from_the_settings_are_the_active_ones_of_that_origin(
    store: SqlStore, contact: Person
) -> None:
    chief = await enrol(store, 601, role="office", units=())
    async with store.writing() as tx:
        assert await tx.people.from_settings() == []
    named = await enrolled(store, telegram_user_id=601, role="office", units=[], origin="settings")
    async with store.writing() as tx:
        assert await tx.people.from_settings() == [named]
        await tx.people.set_state(chief.id, "removed", at=AT)
        assert await tx.people.from_settings() == []
        assert {person.id for person in await tx.people.all()} == {contact.id, chief.id}


async def test_people_are_listed_by_role_unit_and_name(store: SqlStore) -> None:
    await enrol(store, 3, role="official", units=())
    await enrol(store, 2, units=("food-drug-bureau",))
    await enrol(store, 1, units=("agriculture-bureau",))
    async with store.reading() as view:
        assert [person.telegram_user_id for person in await view.people.all()] == [1, 2, 3]


async def test_an_invitation_is_used_once(store: SqlStore, contact: Person) -> None:
    made = await invitation(store, "code", expires_at=later(days=7))
    async with store.writing() as tx:
        assert await tx.people.invitation(code_hash("code")) == made
        await tx.people.use_invitation(made.id, person_id=contact.id, at=AT)
        used = await tx.people.invitation(code_hash("code"))
        assert used is not None
        assert used.used_at == AT
        with pytest.raises(InvitationRefused):
            await tx.people.use_invitation(made.id, person_id=contact.id, at=AT)


async def test_open_invitations_are_neither_used_nor_revoked_nor_expired(
    store: SqlStore, contact: Person
) -> None:
    week = later(days=7)
    still_open, used, revoked = [await invitation(store, code, expires_at=week) for code in "abc"]
    await invitation(store, "short", expires_at=later(minutes=1))
    async with store.writing() as tx:
        await tx.people.use_invitation(used.id, person_id=contact.id, at=AT)
        await tx.people.revoke_invitation(revoked.id, at=AT)
        assert await tx.people.open_invitations(at=later(minutes=1)) == [still_open]
        assert await tx.people.invitation(code_hash("unknown")) is None
        with pytest.raises(InvitationRefused):
            await tx.people.use_invitation(revoked.id, person_id=contact.id, at=AT)


async def test_wrong_codes_are_counted_for_each_user_since_a_time(store: SqlStore) -> None:
    times = [AT + timedelta(minutes=minute) for minute in (0, 30, 50)]
    async with store.writing() as tx:
        for at in reversed(times):
            await tx.people.note_wrong_code(501, at=at)
        await tx.people.note_wrong_code(502, at=AT)
        assert await tx.people.wrong_codes(501, since=times[1]) == times[1:]
