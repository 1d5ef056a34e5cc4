"""How members and groups stand with pairs (P28, P30).

Belongs here: statements on `pair_settings` and `pair_standing`, and members as pairs see them. May
not enter: who may do what (domain/pairs/rules). Times are UTC seconds.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select, update

from domain.pairs.rules import Standing
from storage.engine import Transaction
from storage.schema import (
    agreement_yes,
    agreements,
    members,
    pair_seats,
    pair_settings,
    pair_standing,
    people,
)

_OUTSIDE, _INTRODUCTION = "pair_settings.outside", "pair_settings.introduction"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a group chose. `open_since`: when it turned pairs on; `outside`: its named person;
    `introduction`: what it adds to introductions."""

    open_since: int | None = None
    outside: str | None = None
    introduction: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A member as pairs see them. `waited`: for how many rounds in a row the draw had nobody."""

    id: int
    group_id: int
    person_id: int
    telegram_id: int
    reachable: bool
    standing: Standing
    waited: int = 0

    def may_meet(self, now: int) -> bool:
        """Whether a pair with them may begin now, and Kith can tell them."""
        return self.reachable and self.standing.may_meet(now)


async def lock(tx: Transaction, person_ids: Collection[int]) -> None:
    """Decide about these people one transaction at a time (PostgreSQL), in one order."""
    query = select(people.c.id).where(people.c.id.in_(person_ids)).order_by(people.c.id)
    await tx.execute(query.with_for_update())


async def settings(tx: Transaction, group_id: int) -> Settings:
    """What the group chose; nothing yet is a choice too."""
    query = select(pair_settings).where(pair_settings.c.group_id == group_id)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return Settings()
    outside = tx.vault.open_words(row.outside, _OUTSIDE) if row.outside else None
    own = row.introduction and tx.vault.open_words(row.introduction, _INTRODUCTION)
    return Settings(row.open_since, outside, own)


async def set_open(tx: Transaction, group_id: int, open_since: int | None) -> None:
    """Note that the group has pairs from then on; None: it has none."""
    await _set(tx, group_id, {"open_since": open_since})


async def set_outside(tx: Transaction, group_id: int, words: str) -> None:
    """Keep how the group's person outside it can be reached."""
    await _set(tx, group_id, {"outside": tx.vault.seal_words(words, _OUTSIDE)})


async def set_introduction(tx: Transaction, group_id: int, words: str) -> None:
    """Keep what the group adds to introductions; empty: nothing."""
    sealed = tx.vault.seal_words(words, _INTRODUCTION) if words else None
    await _set(tx, group_id, {"introduction": sealed})


async def _set(tx: Transaction, group_id: int, values: dict[str, object]) -> None:
    row = tx.insert(pair_settings).values(group_id=group_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["group_id"], set_=values))


async def member(tx: Transaction, group_id: int, person_id: int) -> Member | None:
    """The person as a member of the group."""
    found = await _members(tx, members.c.group_id == group_id, members.c.person_id == person_id)
    return found[0] if found else None


async def members_by_id(tx: Transaction, member_ids: Collection[int]) -> dict[int, Member]:
    """Members by our id of them in their group; those who are gone are left out."""
    if not member_ids:
        return {}
    found = await _members(tx, members.c.id.in_(set(member_ids)))
    return {each.id: each for each in found}


async def memberships(tx: Transaction, person_id: int) -> list[Member]:
    """The person in every group that they are a member of."""
    return await _members(tx, members.c.person_id == person_id)


async def set_adult(tx: Transaction, member_id: int, at: int) -> None:
    """Note that the member said to be 18 or over (P30)."""
    await _stand(tx, member_id, {"adult_at": at})


async def rest(tx: Transaction, member_id: int, until: int) -> None:
    """Let the member's pair-ups rest (P28)."""
    await _stand(tx, member_id, {"rests_until": until})


async def stop(tx: Transaction, member_id: int, at: int | None) -> None:
    """Stop the member's pair-ups in their group; None: let them go on."""
    await _stand(tx, member_id, {"stopped_at": at})


async def wait(tx: Transaction, member_id: int, waited: int) -> None:
    """Note for how many rounds in a row the draw had nobody for the member (P8)."""
    await _stand(tx, member_id, {"waited": waited})


async def _stand(tx: Transaction, member_id: int, values: dict[str, int | None]) -> None:
    row = tx.insert(pair_standing).values(member_id=member_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["member_id"], set_=values))


async def backdate(tx: Transaction, member_id: int, since: int) -> None:
    """Count the member as there since then: for a group that was there before Kith."""
    row = update(members).where(members.c.id == member_id)
    await tx.execute(row.values(first_seen_at=since))


_LIVE = select(pair_seats.c.id).where(pair_seats.c.member_id == members.c.id, pair_seats.c.live)
_AGREEMENT = select(agreements.c.version).where(agreements.c.group_id == members.c.group_id)
_GOES_ALONG = select(agreement_yes.c.version).where(agreement_yes.c.member_id == members.c.id)
_MEMBERS: Select[*tuple[object, ...]] = (
    select(
        members.c.id,
        members.c.group_id,
        members.c.person_id,
        members.c.first_seen_at,
        people.c.sealed_id,
        people.c.reachable,
        pair_standing.c.adult_at,
        pair_standing.c.rests_until,
        pair_standing.c.stopped_at,
        pair_standing.c.waited,
        _LIVE.exists().label("is_paired"),
        or_(~_AGREEMENT.exists(), _GOES_ALONG.exists()).label("agrees"),
    )
    .join(people, people.c.id == members.c.person_id)
    .outerjoin(pair_standing, pair_standing.c.member_id == members.c.id)
)


async def _members(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Member]:
    rows = await tx.execute(_MEMBERS.where(*conditions).order_by(members.c.id))
    return [
        Member(
            row.id,
            row.group_id,
            row.person_id,
            tx.vault.open_id(row.sealed_id),
            row.reachable,
            Standing(
                row.first_seen_at,
                row.adult_at,
                row.rests_until,
                row.stopped_at,
                row.is_paired,
                row.agrees,
            ),
            row.waited or 0,
        )
        for row in rows
    ]
