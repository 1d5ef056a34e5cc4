"""Control calls for the clock, planned failures, flood limits and the ledger.

Belongs here: what tests set and read. May not enter: people and groups.
"""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.control.forms import BOOLEAN, INSTANT, INTEGER, NUMBER, TEXT, Form, exactly_one
from sandbox.faults import Fault
from sandbox.refusals import ControlError
from sandbox.stage import Sandbox
from sandbox.updates import SHOWN

_MOVE = Form({}, {"advance": NUMBER, "set": INSTANT})
_FAULT = Form(
    {"method": TEXT, "kind": TEXT},
    {
        "chat": INTEGER,
        "times": INTEGER,
        "rate": NUMBER,
        "retry_after": INTEGER,
        "migrate_to": INTEGER,
        "description": TEXT,
    },
)
_LIMITS = Form({"strict": BOOLEAN})
_BOT = Form({}, {"privacy": BOOLEAN, "joins": BOOLEAN})


class Equipment:
    """The calls, each for one route."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def clock(self, _: Request) -> Response:
        """The virtual time: {now: epoch seconds, iso: the same in UTC, next}.

        `next`: when something is due next, if the bot that shares the clock tells; else null.
        """
        clock = self._sandbox.clock
        now, landmark = clock.now(), await clock.next_landmark()
        iso = datetime.fromtimestamp(now, UTC).isoformat()
        return JSONResponse({"now": now, "iso": iso, "next": landmark})

    async def move_clock(self, request: Request) -> Response:
        """Let time pass: {advance: seconds}, or {set: epoch seconds or ISO 8601} (UTC if no zone).

        The answer comes when the bot that shares the clock has done what the time asked for.
        """
        form = await _MOVE.read(request)
        exactly_one(form, "advance", "set")
        if form.get("advance", 0) < 0:
            raise ControlError("advance: must not be negative; use set to go back.")
        clock = self._sandbox.clock
        await clock.walk(
            clock.now() + form["advance"] if "advance" in form else _instant(form["set"])
        )
        return await self.clock(request)

    async def plan_fault(self, request: Request) -> Response:
        """Plan a failure."""
        self._sandbox.faults.plan(Fault(**await _FAULT.read(request)))
        return JSONResponse({})

    async def clear_faults(self, _: Request) -> Response:
        """Plan none any more."""
        self._sandbox.faults.clear()
        return JSONResponse({})

    async def set_limits(self, request: Request) -> Response:
        """Make the flood limits hold or not; answers {strict, refused: {overall, group, chat}}."""
        form = await _LIMITS.read(request)
        limits = self._sandbox.limits
        limits.strict = form["strict"]
        return JSONResponse({"strict": limits.strict, "refused": limits.refused})

    async def set_bot(self, request: Request) -> Response:
        """What the bot's owner sets at BotFather: {privacy?, joins?}; answers both."""
        bot, form = self._sandbox.world.bot, await _BOT.read(request)
        bot.privacy = form.get("privacy", bot.privacy)
        bot.joins = form.get("joins", bot.joins)
        return JSONResponse({"privacy": bot.privacy, "joins": bot.joins})

    async def ledger(self, _: Request) -> Response:
        """What was asked for, delivered and confirmed."""
        kept = self._sandbox.ledger
        return JSONResponse(
            {"calls": kept.calls, "delivered": kept.delivered, "confirmed": kept.confirmed}
        )

    async def wire(self, _: Request) -> Response:
        """The newest calls and updates in full, oldest first, for looking at: {calls, updates}.

        `first`: how many calls came before those. An update has `at`, in epoch seconds UTC.
        """
        calls = self._sandbox.ledger.calls
        recent = self._sandbox.world.updates.recent
        return JSONResponse(
            {
                "first": max(0, len(calls) - SHOWN),
                "calls": calls[-SHOWN:],
                "updates": [each.shape() | {"at": each.born} for each in recent],
            }
        )


def _instant(given: float | str) -> float:
    if not isinstance(given, str):
        return given
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise ControlError(f"set: must be {INSTANT.words}.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
