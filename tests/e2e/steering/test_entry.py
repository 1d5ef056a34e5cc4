"""Reading the agreement before coming in, through join requests (G2)."""

from storage import agreement, steering
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import decides

ASKED = "You asked to come into a group"


async def wants_it(scene: Scene, *, admin: bool = True) -> None:
    """The group has an agreement, and wants it read before; Kith may invite, or not."""
    async with scene.kith.database.transaction() as tx:
        await agreement.add(tx, 1, "We listen.\nWe pass when we like.", 1_000)
        await steering.set_entry(tx, 1, wanted=True)
    if admin:
        await happens(scene, "promote", scene.sandbox.world.bot.id)


async def happens(scene: Scene, what: str, person: int) -> None:
    await scene.post(f"groups/{scene.circle}/{what}", person=person)
    await scene.settled()


async def knocks(scene: Scene) -> Person:
    """Eli asks to join."""
    eli = await scene.person("Eli")
    await happens(scene, "knock", eli.id)
    await scene.passes(seconds=2)
    return eli


def is_in(scene: Scene, who: Person) -> bool:
    return any(who.id in group.members for group in scene.sandbox.world.groups())


async def test_whoever_goes_along_comes_in_and_has_gone_along(scene: Scene, ana: Person) -> None:
    await wants_it(scene)
    eli = await knocks(scene)
    await eli.sees("1. We listen.\n2. We pass when we like.", at=eli.id)
    assert not is_in(scene, eli)
    await eli.taps("I go along with it", at=eli.id)
    await eli.sees("I am opening the door.", at=eli.id)
    assert is_in(scene, eli)
    await eli.says("/agreement", ephemeral=True)
    await eli.sees("You go along with it.")
    await ana.sees_nothing_of(ASKED)


async def test_whoever_leaves_it_stays_outside_and_nobody_hears_of_it(
    scene: Scene, dee: Person
) -> None:
    await wants_it(scene)
    eli = await knocks(scene)
    await eli.taps("Leave it", at=eli.id)
    await eli.sees("Left at that.", at=eli.id)
    assert not is_in(scene, eli)
    for chat in (None, dee.id):
        await dee.sees_nothing_of("Eli", at=chat)


async def test_of_an_agreement_that_changed_meanwhile_the_new_one_is_read(scene: Scene) -> None:
    await wants_it(scene)
    eli = await knocks(scene)
    async with scene.kith.database.transaction() as tx:
        await agreement.add(tx, 1, "We meet.", 2_000)
    await eli.taps("I go along with it", at=eli.id)
    eli.hears("The agreement has changed meanwhile")
    assert not is_in(scene, eli)


async def test_where_the_right_is_gone_it_is_said_who_can_open(scene: Scene) -> None:
    await wants_it(scene)
    eli = await knocks(scene)
    await happens(scene, "demote", scene.sandbox.world.bot.id)
    await eli.taps("I go along with it", at=eli.id)
    await eli.sees("Telegram did not let me open the door.", at=eli.id)
    assert not is_in(scene, eli)


async def test_as_an_admin_kith_says_what_for(scene: Scene, ana: Person) -> None:
    await wants_it(scene)
    await scene.passes(seconds=5)
    await ana.sees("so that I can let in whoever asked")
    await ana.sees_nothing_of("need no such rights")


async def test_a_group_that_does_not_want_it_hears_nothing(scene: Scene) -> None:
    await happens(scene, "promote", scene.sandbox.world.bot.id)
    eli = await knocks(scene)
    await eli.sees_nothing_of(ASKED, at=eli.id)


async def test_after_five_minutes_telegram_lets_nobody_be_written_to(scene: Scene) -> None:
    await wants_it(scene)
    eli = await scene.person("Eli")
    await happens(scene, "knock", eli.id)
    await scene.is_down(hours=0.1)
    await eli.sees_nothing_of(ASKED, at=eli.id)


async def test_the_group_decides_on_it_and_is_told_what_it_takes(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await wants_it(scene)
    async with scene.kith.database.transaction() as tx:
        await steering.set_entry(tx, 1, wanted=False)
    await ana.says("/agreement", ephemeral=True)
    await ana.taps("Reading it before coming in")
    await ana.sees("I have to be an admin who may add members.")
    await ana.taps("Yes, read it first")
    await ana.taps("Propose it")
    for _ in range(2):  # a second after the word about the admin
        await scene.passes(seconds=2)
    await decides(scene, ben, chi)
    async with scene.kith.database.transaction() as tx:
        assert await steering.entry(tx, 1)
