"""A route: what serves one command, tap, link, line or event, in two halves.

Belongs here: that value. May not enter: which routes there are (`routes`).

`change` takes effect once; `show` answers from the present state. An update that Telegram delivers
again finds its change done and is only shown. What many people tap at once has halves that take all
of them: rows for a hundred taps cost little more than rows for one (decision 0092).
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from handlers.step import Step

Act = Callable[[Step], Awaitable[None]]
Acts = Callable[[Sequence[Step]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Route:
    """`show` answers, `change` saves; `show_all` and `change_all` do so for many at once.

    `rights`: ask Telegram first who the stewards are; `size`: how many people the group has;
    `titles`: what the groups of the person who acts are called; `stewarded`: who the stewards of
    those are; `file`: what is in the file that a field waits for. `anywhere`: its button for
    everybody in a group is no secret of that group, and works in private too.
    """

    show: Act | None = None
    change: Act | None = None
    rights: bool = False
    titles: bool = False
    size: bool = False
    file: bool = False
    stewarded: bool = False
    anywhere: bool = False
    show_all: Acts | None = None
    change_all: Acts | None = None

    @property
    def is_shared(self) -> bool:
        """Whether steps that follow each other are carried together."""
        return self.change_all is not None


async def carry(route: Route, step: Step) -> None:
    """Both halves, for one."""
    if route.change and not step.repeated:
        await route.change(step)
    if route.show:
        await route.show(step)


async def carry_all(route: Route, steps: Sequence[Step]) -> None:
    """Both halves, for many at once."""
    new = [step for step in steps if not step.repeated]
    if route.change_all and new:
        await route.change_all(new)
    if route.show_all:
        await route.show_all(steps)


def alone(acts: Acts) -> Act:
    """A half that takes many, for one."""

    async def act(step: Step) -> None:
        await acts([step])

    return act
