"""Changing a message that stands.

Belongs here: what edits of all kinds share. May not enter: which message, and who may.
"""

from typing import Any

from sandbox.limits import require_keyboard, require_text
from sandbox.messages import Message
from sandbox.refusals import not_built, not_modified
from sandbox.world import World

Json = dict[str, Any]

PREVIEW = "link_preview_options"


def shown_markup(markup: Json | None) -> Json | None:
    """The keyboard, where it has any button. Raises Refused for one that Telegram refuses."""
    require_keyboard(markup)
    return markup if markup and any(markup["inline_keyboard"]) else None


def given_picks(markup: Json | None) -> list[Json]:
    """The buttons of a reply keyboard that let somebody pick one person; none for other markup.

    Raises Refused for a reply keyboard of any other kind.
    """
    if markup is None or "keyboard" not in markup:
        return []
    buttons: list[Json] = [button for row in markup["keyboard"] for button in row]
    if any("request_users" not in button for button in buttons):
        raise not_built("reply keyboards with buttons other than request_users")
    return buttons


def revise(world: World, message: Message, changes: Json) -> None:
    """Set fields of the message, and its edit date. Raises Refused when nothing would change."""
    if all(getattr(message, name) == new for name, new in changes.items()):
        raise not_modified()
    for name, new in changes.items():
        setattr(message, name, new)
    message.edit_date = int(world.now())


def given_text(text: str, entities: list[Json] | None, markup: Json | None) -> Json:
    """What a call with a text makes of a message. Raises Refused for what no message can be."""
    require_text(text)
    return {"text": text, "entities": entities or [], "markup": shown_markup(markup)}


def revised_preview(message: Message, options: Json | None) -> Json:
    """The change of an edit that gives link_preview_options, or leaves them out."""
    kept = {name: each for name, each in message.extras.items() if name != PREVIEW}
    return {"extras": kept | ({PREVIEW: options} if options else {})}
