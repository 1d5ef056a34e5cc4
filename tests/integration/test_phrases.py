"""A group's own wording, beside its group."""

from sqlalchemy import update

from domain.phrases import phrases_of
from storage import checkins, groups, phrases
from storage.engine import Database
from storage.schema import groups as table
from tests.integration.conftest import Circle

OURS = "Open until {until} ({zone})."


async def test_the_language_of_a_group_and_of_its_schedules_brings_its_words(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await phrases.keep(tx, circle.group, "en", "post.me", OURS)
        await phrases.keep(tx, circle.group, "de", "hold.line", "Ruhe.")
        group = await groups.get(tx, circle.group)
        assert group is not None
        assert phrases_of(group.language) == {"en": {"post.me": OURS}, "de": {"hold.line": "Ruhe."}}
        for row in await checkins.schedules_of(tx, circle.group):
            assert phrases_of(row.language) == phrases_of(group.language)


async def test_without_words_it_is_kiths_sentence_again(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await phrases.keep(tx, circle.group, "en", "post.me", OURS)
        await phrases.keep(tx, circle.group, "en", "post.me", "")
        assert await phrases.of_group(tx, circle.group) == {}


async def test_words_that_cannot_be_opened_keep_nobody_from_speaking(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await phrases.keep(tx, circle.group, "en", "post.me", OURS)
        await tx.execute(update(table).values(phrases=b"damaged"))
    async with database.transaction() as tx:
        group = await groups.get(tx, circle.group)
        assert group is not None
        assert phrases_of(group.language) == {}
