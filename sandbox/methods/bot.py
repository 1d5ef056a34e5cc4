"""The bot itself: who it is, its answers to taps.

Belongs here: https://core.telegram.org/bots/api#getme and #answercallbackquery. May not enter:
chats and messages.
"""

from typing import Any

from sandbox import shapes
from sandbox.limits import require_tap_answer
from sandbox.messages import TapAnswer
from sandbox.refusals import bad_request, expired_query
from sandbox.updates import TAP_LIFE
from sandbox.world import World

Json = dict[str, Any]


def get_me(world: World) -> Json:
    """The bot's own account."""
    return shapes.myself(world.bot)


def answer_callback_query(  # noqa: PLR0913 - the arguments are those of the Bot API
    world: World,
    *,
    callback_query_id: str,
    text: str | None = None,
    show_alert: bool = False,
    url: str | None = None,
    cache_time: int = 0,  # noqa: ARG001 - clients may forget an answer at once
) -> bool:
    """Answer a tap, once, within 150 s of it."""
    require_tap_answer(text or "")
    tap = world.taps.get(callback_query_id)
    if tap is None or world.now() - tap.at > TAP_LIFE:
        raise expired_query()
    if url is not None and not url.startswith(f"https://t.me/{world.bot.username}?start="):
        raise bad_request("URL_INVALID")
    tap.settle(TapAnswer(text or None, show_alert, url))
    return True
