"""The page on which one person plays all members.

Belongs here: the plain files of the page (no build step, nothing from elsewhere) and their
addresses. May not enter: state; the page asks the control interface for all of it.
"""

from functools import partial
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_SCRIPTS = ("page", "ask", "clock", "column", "message", "population", "wire")
_FILES = {
    "/": ("index.html", "text/html"),
    "/page.css": ("page.css", "text/css"),
    **{f"/{name}.js": (f"{name}.js", "text/javascript") for name in _SCRIPTS},
}
_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src data:; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


def page_routes() -> list[Route]:
    """The page at `/` and what it needs."""
    return [Route(path, partial(_file, *each)) for path, each in _FILES.items()]


async def _file(name: str, media_type: str, _: Request) -> Response:
    content = (files("sandbox.page") / name).read_bytes()
    return Response(content, media_type=media_type, headers=_HEADERS)
