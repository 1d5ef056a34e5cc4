"""Files that everybody in a chat sees.

Belongs here: https://core.telegram.org/bots/api#senddocument, for small text files that are sent
along, and fetching those that people send. May not enter: pictures, thumbnails.
"""

from typing import Any

from sandbox.messages import Message
from sandbox.methods.access import reachable
from sandbox.methods.messages import publish
from sandbox.refusals import bad_request
from sandbox.world import World

Json = dict[str, Any]

CAPTION = 1024
"""Characters of a caption (Bot API: sendDocument)."""


def send_document(  # noqa: PLR0913 - the arguments are those of the Bot API
    world: World,
    *,
    chat_id: int | str,
    document: str,
    caption: str = "",
    disable_notification: bool = False,
    disable_content_type_detection: bool = False,  # noqa: ARG001 - here nobody looks into files
) -> Json:
    """A file with a line under it."""
    chat = reachable(world, chat_id)
    name, _, content = document.partition("\n")
    if not content:
        raise bad_request("file must be non-empty")
    if len(caption) > CAPTION:
        raise bad_request("message caption is too long")
    message = Message(chat, world.bot, int(world.now()), silent=disable_notification)
    shape = {"file_id": f"file-{len(content)}-{name}", "file_unique_id": name, "file_name": name}
    message.service = {"document": shape | {"file_size": len(content.encode())}, "caption": caption}
    message.file = content
    return publish(world, message)


def get_file(world: World, *, file_id: str) -> Json:
    """Where a file can be fetched that somebody sent (https://core.telegram.org/bots/api#getfile)."""
    if file_id not in world.files:
        raise bad_request("invalid file_id")
    shape = {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}
    return shape | {"file_size": len(world.files[file_id])}
