"""What rests in the database tells nobody who a person is, or what they wrote (D6, D7).

Every column that could hold an identity or words is sealed, or listed below with its reason. A new
column of that kind fails here until somebody has thought about it.
"""

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    inspect,
)

from storage.engine import build_engine
from storage.schema import metadata
from tests.integration import evidence_columns, gatherings_columns, pairs_columns, steering_columns

ANA = 7_312_908_455  # more than 32 bits, as many ids are today
WORD = "Zwielichtmarke"
RENAMED = "Dämmerungsmarke"

SEALED = pairs_columns.SEALED | {
    "answers.name",
    "erased.lookup",
    "outbox.sealed_to",
    "people.lookup",
    "people.sealed_id",
    "local_lines.words",
    "own_countries.country",
    "own_rounds.word",
    "own_rounds.words",
    "prompts.words",
    "groups.phrases",
    "schedules.words",
    "toolbox.words",
}

OURS = "our own number, drawn or counted here"
TIME = "a time"
LIST = "a key from a closed list in the program"
CHAT = "of the group, which its members know; of no person"
MESSAGE = "a number that Telegram counts anew in every chat"

PLAIN = pairs_columns.PLAIN | {
    "alembic_version.version_num": "the revision of the schema",
    "answers.checkin_id": OURS,
    "answers.member_id": OURS + ", another one in every group",
    "answers.word": LIST + "; erased at close",
    "buttons.action": LIST,
    "buttons.choice": LIST,
    "buttons.expires_at": TIME,
    "buttons.group_id": OURS,
    "buttons.object_id": OURS,
    "buttons.person_id": OURS,
    "buttons.token": "random",
    "buttons.used_by": "the number of an update, which Telegram counts for all chats together",
    "cards.group_id": OURS,
    "cards.id": OURS,
    "cards.pair_id": OURS,
    "cards.person_id": OURS,
    "cards.until": TIME,
    "checkins.closes_at": TIME,
    "checkins.due_at": TIME,
    "checkins.id": OURS,
    "checkins.local_date": "a date",
    "checkins.mode": LIST,
    "checkins.prompt": LIST,
    "checkins.schedule_id": OURS,
    "checkins.told": "keys from closed lists in the program",
    "erased.erased_at": TIME,
    "erased.id": OURS,
    "farewells.due_at": TIME,
    "farewells.person_id": OURS,
    "fields.action": LIST,
    "fields.choice": LIST,
    "fields.expires_at": TIME,
    "fields.group_id": OURS,
    "fields.object_id": OURS,
    "fields.person_id": OURS,
    "fields.used_by": "the number of an update, which Telegram counts for all chats together",
    "group_aliases.chat_id": "an id that a group's chat had before; " + CHAT,
    "group_aliases.group_id": OURS,
    "groups.agreed_at": TIME,
    "groups.chat_id": "the id of a group's chat: Kith posts there; " + CHAT,
    "groups.closes_at": TIME,
    "groups.country": "a country code; " + CHAT,
    "groups.id": OURS,
    "groups.language": "a language code; " + CHAT,
    "groups.still_since": TIME,
    "groups.suspended_at": TIME,
    "groups.zone": "an IANA zone; " + CHAT,
    "holds.asked_at": TIME,
    "holds.begins_at": TIME,
    "holds.ends_at": TIME,
    "holds.group_id": OURS,
    "holds.id": OURS,
    "holds.member_id": OURS + ", another one in every group; erased 14 days after the hold",
    "invites.code_hash": "a keyed hash of a random code that works once",
    "invites.expires_at": TIME,
    "keys.fingerprint": "a keyed hash of nothing: it tells one key from another",
    "keys.id": OURS,
    "local_lines.group_id": OURS,
    "local_lines.id": OURS,
    "members.first_seen_at": TIME,
    "members.group_id": OURS,
    "members.id": OURS + ", another one in every group",
    "members.person_id": OURS,
    "members.seen_at": TIME,
    "members.steward_since": TIME,
    "outbox.claimed_at": TIME,
    "outbox.lane": "a lane of a closed list",
    "outbox.doubts": "how often its fate was unknown",
    "outbox.due_at": TIME,
    "outbox.group_id": OURS,
    "outbox.id": OURS,
    "outbox.kind": LIST,
    "outbox.message_id": MESSAGE,
    "outbox.not_after": TIME,
    "outbox.object_id": OURS,
    "outbox.person_id": OURS,
    "outbox.state": LIST,
    "own_checkins.begins": "a date",
    "own_checkins.every": "a number of weeks",
    "own_checkins.kept_days": "a number of days",
    "own_checkins.kind": LIST,
    "own_checkins.minute": TIME,
    "own_checkins.month_day": "a day of the month",
    "own_checkins.next_at": TIME,
    "own_checkins.not_before": "a date",
    "own_checkins.once_on": "a date",
    "own_checkins.person_id": OURS,
    "own_checkins.prompts": LIST,
    "own_checkins.waiting": "keys from a closed list in the program",
    "own_checkins.weekdays": "a bit mask",
    "own_countries.person_id": OURS,
    "own_rounds.closes_at": TIME,
    "own_rounds.due_at": TIME,
    "own_rounds.id": OURS,
    "own_rounds.local_date": "a date",
    "own_rounds.person_id": OURS,
    "own_rounds.prompt": LIST,
    "own_rounds.until": TIME,
    "pace.free_at": TIME,
    "pace.full_at": TIME,
    "pace.lane": "a piece of a keyed hash of a chat, erased a minute after Kith has written there",
    "people.id": OURS,
    "preferences.agreed_at": TIME,
    "preferences.away_until": TIME,
    "preferences.language": "a language code that somebody chose",
    "preferences.person_id": OURS,
    "preferences.quiet_from": TIME,
    "preferences.quiet_to": TIME,
    "preferences.zone": "an IANA zone that somebody chose",
    "prompt_orders.group_id": OURS,
    "prompt_voices.member_id": OURS + ", another one in every group; erased once it is decided",
    "prompt_voices.prompt_id": OURS,
    "prompts.group_id": OURS,
    "prompts.id": OURS,
    "prompts.kept_at": TIME,
    "prompts.proposed_at": TIME,
    "prompt_orders.waiting": "keys from a closed list in the program",
    "quiet_times.away_from": "a date",
    "quiet_times.away_until": "a date",
    "quiet_times.group_id": OURS,
    "quiet_times.night_from": TIME,
    "quiet_times.night_until": TIME,
    "schedules.begins": "a date",
    "schedules.edition": "how often it was changed",
    "schedules.every": "a number of weeks",
    "schedules.group_id": OURS,
    "schedules.id": OURS,
    "schedules.kind": LIST,
    "schedules.minute": TIME,
    "schedules.mode": LIST,
    "schedules.month_day": "a day of the month",
    "schedules.left_out": "dates",
    "schedules.not_before": "a date",
    "schedules.once_on": "a date",
    "schedules.prompts": LIST,
    "schedules.next_at": TIME,
    "schedules.paused_reason": LIST,
    "schedules.topic": "the number of a topic; " + CHAT,
    "schedules.weekdays": "a bit mask",
    "schedules.window": "seconds",
    "setups.changed_at": TIME,
    "setups.country": "a country code; " + CHAT,
    "setups.group_id": OURS,
    "setups.kind": LIST,
    "setups.minute": TIME,
    "setups.person_id": OURS,
    "setups.topic": "the number of a topic; " + CHAT,
    "setups.weekdays": "a bit mask",
    "setups.zone": "an IANA zone; " + CHAT,
    "trial_voices.member_id": OURS + ", another one in every group",
    "trial_voices.trial_id": OURS,
    "trial_voices.voice": LIST + "; erased at the decision",
    "trials.country": "a country code; " + CHAT,
    "trials.ends_at": TIME,
    "trials.group_id": OURS,
    "trials.id": OURS,
    "trials.kind": LIST,
    "trials.look_at": TIME,
    "trials.member_id": OURS + ", another one in every group",
    "trials.minute": TIME,
    "trials.proposed_at": TIME,
    "trials.renews_id": OURS,
    "trials.schedule_id": OURS,
    "trials.state": LIST,
    "trials.topic": "the number of a topic; " + CHAT,
    "trials.weekdays": "a bit mask",
    "trials.zone": "an IANA zone; " + CHAT,
    "spoken.message_id": "a number that Telegram counts for all private chats together",
    "spoken.person_id": OURS,
    "spoken.sent_at": TIME,
    "toolbox.id": OURS,
    "toolbox.part": LIST,
    "toolbox.person_id": OURS,
    "toolbox.place": "a place from one to five",
    "updates.seen_at": TIME,
    "updates.update_id": "a number that Telegram counts for all chats together",
    "wrong_numbers.country": "a country code; of a public line, of no person",
    "wrong_numbers.line": "the short name of a public line",
    "wrong_numbers.told_at": TIME,
}

SEALED |= steering_columns.SEALED | gatherings_columns.SEALED | evidence_columns.SEALED
PLAIN |= steering_columns.PLAIN | gatherings_columns.PLAIN | evidence_columns.PLAIN


def able_to_tell(connection: Connection) -> set[str]:
    """The columns that could hold an identity or words: all that hold more than yes and no."""
    tables = inspect(connection)
    return {
        f"{table}.{column['name']}"
        for table in tables.get_table_names()
        for column in tables.get_columns(table)
        if not isinstance(column["type"], Boolean)
    }


async def columns_of(url: str, make: MetaData | None = None) -> set[str]:
    """The telling columns of the database, in which tables are made first if they are given."""
    engine = build_engine(url, lock_wait=1)
    async with engine.begin() as connection:
        if make:
            await connection.run_sync(make.create_all)
        found = await connection.run_sync(able_to_tell)
    await engine.dispose()
    return found


@pytest.mark.usefixtures("database")
async def test_every_column_is_sealed_or_has_its_reason(url: str) -> None:
    found = await columns_of(url)
    assert found - SEALED - set(PLAIN) == set(), "seal these columns, or give a reason"
    assert (SEALED | set(PLAIN)) - found == set(), "these columns are gone"


@pytest.mark.parametrize("kind", [Text(), LargeBinary(), BigInteger()])
async def test_a_planted_column_is_noticed(url: str, kind: Text | LargeBinary | BigInteger) -> None:
    planted = MetaData()
    for table in metadata.tables.values():
        table.to_metadata(planted)
    Table("people", planted, Column("nick", kind), extend_existing=True)
    found = await columns_of(url, planted)
    assert found - SEALED - set(PLAIN) == {"people.nick"}
