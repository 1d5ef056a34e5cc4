"""The page on which one person plays all members.

Belongs here: the plain files of the page (`index.html`, `page.js`, `page.css`; no build step,
nothing from elsewhere) and their addresses. May not enter: state; the page asks the control
interface for all of it.
"""

from functools import partial
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FILES = {
    "/": ("index.html", "text/html"),
    "/page.js": ("page.js", "text/javascript"),
    "/page.css": ("page.css", "text/css"),
}


def page_routes() -> list[Route]:
    """The page at `/` and what it needs."""
    return [Route(path, partial(_file, *each)) for path, each in _FILES.items()]


async def _file(name: str, media_type: str, _: Request) -> Response:
    content = (files("sandbox.page") / name).read_bytes()
    return Response(content, media_type=media_type, headers={"Cache-Control": "no-cache"})
