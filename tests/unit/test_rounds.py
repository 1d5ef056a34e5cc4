"""The draw of a round: everybody meets somebody, and as late as possible again (P6 to P11, P20)."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import domain.rounds
from domain.rounds import Drawn, Joined, Past, draw, seat_late, two, weight

NOTHING = Past({}, frozenset())


def people(count: int, **more: object) -> list[Joined]:
    return [Joined(number, **more) for number in range(1, count + 1)]  # type: ignore[arg-type]


def twos(drawn: Drawn) -> set[tuple[int, int]]:
    """Everybody who meets in a draw, by twos."""
    return {pair for group in drawn.together for pair in combinations(group, 2)}


def test_an_even_number_makes_twos_and_an_odd_one_a_three() -> None:
    assert sorted(len(group) for group in draw(people(6), NOTHING).together) == [2, 2, 2]
    assert sorted(len(group) for group in draw(people(7), NOTHING).together) == [2, 2, 3]
    assert draw(people(1), NOTHING) == Drawn((), (1,))
    assert draw([], NOTHING) == Drawn((), ())


@pytest.mark.parametrize(("count", "sizes"), [(6, [3, 3]), (7, [2, 2, 3]), (8, [2, 3, 3])])
def test_a_group_may_prefer_threes(count: int, sizes: list[int]) -> None:
    drawn = draw(people(count), NOTHING, prefer_trios=True)
    assert sorted(len(group) for group in drawn.together) == sizes
    assert drawn.left_out == ()


def test_somebody_who_wants_threes_only_is_never_in_a_two() -> None:
    shy = Joined(1, trio_only=True)
    drawn = draw([shy, *people(6)[1:]], NOTHING)
    assert [len(group) for group in drawn.together if 1 in group] == [3]
    three = [Joined(number, trio_only=True) for number in (1, 2, 3)]
    assert draw(three, NOTHING).together == ((1, 2, 3),)
    assert draw([shy, Joined(2)], NOTHING) == Drawn((), (1, 2))


def test_nobody_meets_the_same_person_again_before_it_is_necessary() -> None:
    ago: dict[tuple[int, int], int] = {}
    for number in range(5):
        drawn = draw(people(6), Past(ago, frozenset()))
        again = twos(drawn) & ago.keys()
        without = draw(people(6), Past({}, ago.keys()))
        # A repeat is necessary only where no draw of twos without one is left.
        assert not again or without.left_out or any(len(group) > 2 for group in without.together)
        ago = {pair: rounds + 1 for pair, rounds in ago.items()} | dict.fromkeys(twos(drawn), 1)
        assert number or not again


def test_of_two_repeats_the_one_longer_ago_is_drawn() -> None:
    ago = {(1, 2): 1, (3, 4): 1, (1, 3): 5, (2, 4): 5, (1, 4): 2, (2, 3): 2}
    assert draw(people(4), Past(ago, frozenset())).together == ((1, 3), (2, 4))


def test_who_has_waited_comes_first() -> None:
    alone = frozenset({(1, 2), (1, 3), (2, 3)})  # three who each can meet the fourth only
    three = [Joined(1), Joined(2, waited=1), Joined(3)]
    assert draw([*three, Joined(4)], Past({}, alone)).together == ((2, 4),)


def test_a_language_a_medium_and_an_hour_in_common_are_needed() -> None:
    here = Joined(1, languages=frozenset({"en"}), media=frozenset({"call"}), awake=frozenset({8}))
    others = [
        Joined(2, languages=frozenset({"de"})),
        Joined(3, languages=frozenset({"en"}), media=frozenset({"writing"})),
        Joined(4, languages=frozenset({"en"}), media=frozenset({"call"}), awake=frozenset({20})),
    ]
    assert [weight(here, other, NOTHING) for other in others] == [None, None, None]
    more = Joined(5, languages=frozenset({"en", "de"}), media=frozenset({"call"}))
    assert weight(here, more, NOTHING) is not None


def test_three_need_something_that_all_of_them_have() -> None:
    needs = [{"call", "writing"}, {"writing", "place"}, {"place", "call"}]
    three = [Joined(number, media=frozenset(each)) for number, each in enumerate(needs)]
    assert all(weight(*couple, NOTHING) for couple in combinations(three, 2))
    for prefer in (False, True):
        assert len(draw(three, NOTHING, prefer_trios=prefer).left_out) in {1, 3}
    assert seat_late(three[2], [three[:2]], [], NOTHING) is None
    assert weight(Joined(1, lengths=frozenset({"15"})), Joined(2), NOTHING) is None


def test_more_hours_in_common_are_better() -> None:
    early, late = frozenset(range(6, 14)), frozenset(range(12, 20))
    joined = [
        Joined(1, awake=early),
        Joined(2, awake=late),
        Joined(3, awake=early),
        Joined(4, awake=late),
    ]
    assert draw(joined, NOTHING).together == ((1, 3), (2, 4))


def test_one_who_comes_late_meets_who_was_left_out_or_makes_a_three() -> None:
    ana, ben, chi, dee = people(4)
    assert seat_late(dee, [(ana, ben)], [chi], NOTHING) == (3, 4)
    assert seat_late(dee, [(ana, ben)], [], NOTHING) == (1, 2, 4)
    assert seat_late(dee, [(ana, ben, chi)], [], NOTHING) is None
    assert seat_late(dee, [(ana, ben)], [], Past({}, frozenset({(2, 4)}))) is None


@st.composite
def rounds(make: st.DrawFn) -> tuple[list[Joined], Past, bool]:
    """Any number of people, with any past."""
    count = make(st.integers(0, 14))
    rng = Random(make(st.integers(0, 10**9)))
    pairs = list(combinations(range(count), 2))
    apart = {pair for pair in pairs if rng.random() < rng.choice([0.05, 0.3])}
    ago = {pair: rng.randrange(1, 9) for pair in pairs if rng.random() < 0.4}
    joined = [
        Joined(
            each,
            rng.randrange(3),
            frozenset(rng.sample(["en", "de", "uk"], rng.randrange(1, 4))),
            frozenset(rng.sample(["call", "writing"], rng.randrange(1, 3))),
            trio_only=rng.random() < 0.2,
        )
        for each in range(count)
    ]
    return joined, Past(ago, frozenset(apart)), make(st.booleans())


@settings(max_examples=300, deadline=None)
@given(rounds())
def test_no_draw_bends_a_rule(given_round: tuple[list[Joined], Past, bool]) -> None:
    joined, past, prefer = given_round
    drawn = draw(joined, past, prefer_trios=prefer)
    by_id = {each.id: each for each in joined}
    seated = [each for group in drawn.together for each in group]
    assert sorted([*seated, *drawn.left_out]) == sorted(by_id)
    for group in drawn.together:
        assert len(group) in {2, 3}
        assert len(group) == 3 or not any(by_id[each].trio_only for each in group)
        for one, other in combinations(group, 2):
            assert weight(by_id[one], by_id[other], past) is not None
            assert two(one, other) not in past.apart


def test_without_the_rule_those_who_must_not_be_paired_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """The switch: what keeps two apart is that no line joins them."""
    apart = Past({}, frozenset({(1, 2)}))
    assert draw(people(2), apart).together == ()
    monkeypatch.setattr(domain.rounds, "weight", lambda *_: 1)
    assert draw(people(2), apart).together == ((1, 2),)
