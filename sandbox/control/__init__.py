"""The control interface: how tests in any language, and the page, drive the sandbox.

Belongs here: the table of its addresses (design: the sandbox). May not enter: what the calls do to
the world (`clients`, `happenings`).

All bodies and answers are JSON. A call that cannot be done answers {"error": sentence}: 400 where
the body is wrong, naming the key; 404 where somebody or something is not there.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.control.equipment import Equipment
from sandbox.control.groups import GroupControl
from sandbox.control.people import PeopleControl
from sandbox.refusals import ControlError
from sandbox.stage import Sandbox


def control_routes(sandbox: Sandbox) -> list[Route]:
    """The routes below `/sandbox`."""
    people, groups, tools = PeopleControl(sandbox), GroupControl(sandbox), Equipment(sandbox)
    return [
        Route("/sandbox", people.overview, methods=["GET"]),
        Route("/sandbox/people", people.add, methods=["POST"]),
        Route("/sandbox/people/{person:int}/block", people.block, methods=["POST"]),
        Route("/sandbox/people/{person:int}/unblock", people.unblock, methods=["POST"]),
        Route("/sandbox/say", people.say, methods=["POST"]),
        Route("/sandbox/press", people.press, methods=["POST"]),
        Route("/sandbox/pick", people.pick, methods=["POST"]),
        Route("/sandbox/hand", people.hand, methods=["POST"]),
        Route("/sandbox/view", people.view, methods=["GET"]),
        Route("/sandbox/groups", groups.add, methods=["POST"]),
        Route("/sandbox/groups/{group}/{happening}", groups.happen, methods=["POST"]),
        Route("/sandbox/clock", tools.clock, methods=["GET"]),
        Route("/sandbox/clock", tools.move_clock, methods=["POST"]),
        Route("/sandbox/faults", tools.plan_fault, methods=["POST"]),
        Route("/sandbox/faults", tools.clear_faults, methods=["DELETE"]),
        Route("/sandbox/limits", tools.set_limits, methods=["POST"]),
        Route("/sandbox/bot", tools.set_bot, methods=["POST"]),
        Route("/sandbox/ledger", tools.ledger, methods=["GET"]),
        Route("/sandbox/wire", tools.wire, methods=["GET"]),
    ]


def control_error(_: Request, error: Exception) -> Response:
    """The answer to a call that cannot be done."""
    status = error.status if isinstance(error, ControlError) else 500
    return JSONResponse({"error": str(error)}, status)
