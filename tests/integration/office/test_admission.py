"""How people come in, are kept out, and go."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from qbot.admission import grant_office, invite, join, remove
from qbot.errors import Gone, InvitationRefused, NotAllowed
from qbot.people import Person, Role, code_hash
from storage.store import SqlStore

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


async def invited(store: SqlStore, at: datetime, role: Role = "contact", units: Sequence[str] = ()) -> str:
    async with store.writing() as tx:
        code, _ = await invite(tx, role=role, units=units, name=None, by=None, at=at)
    return code


async def joined(store: SqlStore, code: str, at: datetime, user_id: int = 7) -> Person | InvitationRefused:
    async with store.writing() as tx:
        return await join(tx, code, telegram_user_id=user_id, name="李强", at=at)


async def refusal(store: SqlStore, code: str, at: datetime, user_id: int = 7) -> str:
    outcome = await joined(store, code, at, user_id)
    assert isinstance(outcome, InvitationRefused)
    return outcome.reason


async def person_of(store: SqlStore, user_id: int) -> Person | None:
    async with store.reading() as tx:
        return await tx.people.by_user(user_id)


async def test_a_code_gives_its_role_and_units(store: SqlStore, at: datetime) -> None:
    code = await invited(store, at, units=["food-drug-bureau"])
    await joined(store, code, at)
    person = await person_of(store, 7)
    assert person is not None
    assert (person.role, person.units, person.state, person.name) == (
        "contact",
        ("food-drug-bureau",),
        "active",
        "李强",
    )


async def test_a_code_works_once(store: SqlStore, at: datetime) -> None:
    code = await invited(store, at, "official")
    await joined(store, code, at, 7)
    assert await refusal(store, code, at, 8) == "used"
    assert await person_of(store, 8) is None


async def test_the_code_itself_is_not_stored(store: SqlStore, at: datetime, database: object) -> None:
    code = await invited(store, at)
    async with store.reading() as tx:
        assert await tx.people.invitation(code) is None
        assert await tx.people.invitation(code_hash(code)) is not None


@pytest.mark.parametrize(("days", "seconds", "works"), [(7, -1, True), (7, 0, False)])
async def test_a_code_lives_seven_days(
    store: SqlStore, at: datetime, days: int, seconds: int, works: bool
) -> None:
    code = await invited(store, at)
    outcome = await joined(store, code, at + timedelta(days=days, seconds=seconds))
    assert isinstance(outcome, Person) is works


async def test_a_revoked_code_opens_nothing(store: SqlStore, at: datetime) -> None:
    async with store.writing() as tx:
        code, invitation = await invite(tx, role="office", units=(), name=None, by=None, at=at)
        await tx.people.revoke_invitation(invitation.id, at=at)
    assert await refusal(store, code, at) == "revoked"


async def test_five_wrong_tries_lock_even_a_right_code_out_for_an_hour(store: SqlStore, at: datetime) -> None:
    code = await invited(store, at)
    for minute in range(0, 50, 10):
        assert await refusal(store, "wrong", at + minute * MINUTE) == "unknown"
    outcome = await joined(store, code, at + 70 * MINUTE)
    assert isinstance(outcome, InvitationRefused)
    assert (outcome.reason, outcome.locked_until) == ("locked", at + 40 * MINUTE + HOUR)
    assert isinstance(await joined(store, code, at + 100 * MINUTE), Person)


async def test_after_a_lock_five_tries_are_free_again(store: SqlStore, at: datetime) -> None:
    for _ in range(5):
        await refusal(store, "wrong", at)
    reasons = [await refusal(store, "wrong", at + HOUR) for _ in range(6)]
    assert reasons == ["unknown"] * 5 + ["locked"]


async def test_four_wrong_tries_lock_nobody(store: SqlStore, at: datetime) -> None:
    code = await invited(store, at)
    for _ in range(4):
        await refusal(store, "wrong", at)
    assert isinstance(await joined(store, code, at), Person)


async def test_wrong_tries_of_one_user_do_not_lock_another(store: SqlStore, at: datetime) -> None:
    code = await invited(store, at)
    for _ in range(5):
        await refusal(store, "wrong", at, 7)
    assert isinstance(await joined(store, code, at, 8), Person)


async def test_a_contact_invited_again_keeps_the_earlier_units(store: SqlStore, at: datetime) -> None:
    for unit in ("food-drug-bureau", "commerce-bureau"):
        await joined(store, await invited(store, at, units=[unit]), at)
    person = await person_of(store, 7)
    assert person is not None
    assert person.units == ("food-drug-bureau", "commerce-bureau")


async def test_a_removed_contact_invited_again_has_the_new_units_alone(store: SqlStore, at: datetime) -> None:
    office = await joined(store, await invited(store, at, "office"), at, 1)
    contact = await joined(store, await invited(store, at, units=["food-drug-bureau"]), at)
    assert isinstance(office, Person)
    assert isinstance(contact, Person)
    async with store.writing() as tx:
        await remove(tx, contact.id, by=office, at=at)
    await joined(store, await invited(store, at, units=["commerce-bureau"]), at)
    person = await person_of(store, 7)
    assert person is not None
    assert (person.state, person.units) == ("active", ("commerce-bureau",))


async def test_only_the_office_removes_and_nobody_removes_oneself(store: SqlStore, at: datetime) -> None:
    office = await joined(store, await invited(store, at, "office"), at, 1)
    contact = await joined(store, await invited(store, at), at)
    assert isinstance(office, Person)
    assert isinstance(contact, Person)
    for by, whom in ((contact, office), (office, office)):
        with pytest.raises(NotAllowed):
            async with store.writing() as tx:
                await remove(tx, whom.id, by=by, at=at)


async def test_removing_twice_finds_nobody(store: SqlStore, at: datetime) -> None:
    office = await joined(store, await invited(store, at, "office"), at, 1)
    contact = await joined(store, await invited(store, at), at)
    assert isinstance(office, Person)
    assert isinstance(contact, Person)
    async with store.writing() as tx:
        await remove(tx, contact.id, by=office, at=at)
    with pytest.raises(Gone):
        async with store.writing() as tx:
            await remove(tx, contact.id, by=office, at=at)


async def granted(store: SqlStore, at: datetime, *user_ids: int) -> dict[int, tuple[str, str]]:
    async with store.writing() as tx:
        await grant_office(tx, user_ids, at=at)
    async with store.reading() as tx:
        return {each.telegram_user_id: (each.role, each.state) for each in await tx.people.all()}


async def test_the_settings_grant_the_office_role_once(store: SqlStore, at: datetime) -> None:
    first = await granted(store, at, 1, 2)
    assert (
        await granted(store, at + HOUR, 1, 2) == first == {1: ("office", "active"), 2: ("office", "active")}
    )


async def test_who_is_no_longer_in_the_settings_is_out(store: SqlStore, at: datetime) -> None:
    await granted(store, at, 1, 2)
    assert await granted(store, at, 2) == {1: ("office", "removed"), 2: ("office", "active")}


async def test_the_settings_withdraw_the_role_also_from_someone_unreachable(
    store: SqlStore, at: datetime
) -> None:
    await granted(store, at, 1)
    async with store.writing() as tx:
        person = await tx.people.by_user(1)
        assert person is not None
        await tx.people.set_state(person.id, "blocked", at=at)
    assert await granted(store, at, 1) == {1: ("office", "blocked")}
    assert await granted(store, at) == {1: ("office", "removed")}


async def test_an_invited_office_member_stays_when_the_settings_name_others(
    store: SqlStore, at: datetime
) -> None:
    await joined(store, await invited(store, at, "office"), at, 5)
    assert (await granted(store, at, 1))[5] == ("office", "active")
