"""Reading what an HTTP request carries.

Belongs here: forms, multipart bodies, JSON and query strings. May not enter: their meaning.
"""

import json
from base64 import b64encode
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from sandbox.refusals import bad_request, not_built

Json = dict[str, Any]


async def parameters(request: Request) -> Json:
    """All parameters of a Bot API call, of the address and the body. Raises Refused.

    Telegram takes them in the query string, as a form, as multipart or as JSON
    (https://core.telegram.org/bots/api#making-requests).
    """
    body = await request.body()
    kind = request.headers.get("content-type", "")
    return dict(request.query_params) | (_body(kind, body) if body else {})


def _body(kind: str, body: bytes) -> Json:
    if kind.startswith("application/json"):
        return json_object(body)
    if kind.startswith("multipart/form-data"):
        return _multipart(kind, body)
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def json_object(body: bytes) -> Json:
    """A JSON object. Raises Refused for anything else."""
    try:
        value = json.loads(body)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise bad_request("the body must be a JSON object")
    return value


def _multipart(kind: str, body: bytes) -> Json:
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    parts = BytesParser(policy=HTTP).parsebytes(head + body).iter_parts()
    return dict(_part(part) for part in parts)


def _part(part: Message) -> tuple[str, str]:
    """A field; of a file, which is built for documents only, its name and then what is in it."""
    name = str(part.get_param("name", header="content-disposition"))
    content = part.get_payload(decode=True)
    written = _written(content) if isinstance(content, bytes) else ""
    if part.get_filename() is None:
        return name, written
    if name != "document":
        raise not_built(f"files, as {name}")
    return name, f"{part.get_filename()}\n{written}"


def _written(content: bytes) -> str:
    """A file as text; where it is none, as an address of data that a browser can open."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return "data:;base64," + b64encode(content).decode()
