"""Requests over HTTP, through aiohttp (decision 0091).

Belongs here: connections, time-outs, and what python-telegram-bot calls a failure of theirs. May
not enter: what is asked (`wire`), and what a failure means for a message (`delivery/faults`).
"""

from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

Hear: TypeAlias = Callable[[str | None], None]
"""Told the `Date` of each answer."""
POOL, CONNECT, READ, WRITE = 10.0, 5.0, 15.0, 20.0
"""Seconds: for a free connection, for a new one, between two parts of an answer, for a file."""


class Connections(BaseRequest):
    """A set of connections. `hear`: told the `Date` of each answer; `most`: how many at once."""

    def __init__(self, hear: Hear, most: int) -> None:
        self._hear = hear
        self._most = most
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str] = {}

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may be silent, where a call names no other."""
        return READ

    async def initialize(self) -> None:
        """Open; connections are made when they are needed."""
        if self._session is None:
            # The roots that httpx trusts, wherever Kith runs; its variables work here too.
            connector = aiohttp.TCPConnector(limit=self._most, ssl=httpx.create_ssl_context())
            self._session = aiohttp.ClientSession(
                connector=connector, headers={"User-Agent": self.USER_AGENT}
            )
            self._proxies = getproxies()

    async def shutdown(self) -> None:
        """Close; what is under way fails."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 - the signature is python-telegram-bot's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """One request. Raises TimedOut or NetworkError; the cause is aiohttp's exception."""
        if self._session is None:
            raise RuntimeError("This set of connections is not open.")
        silence = read_timeout if isinstance(read_timeout, int | float) else READ
        try:
            async with self._session.request(
                method,
                url,
                data=_form(request_data),
                timeout=_patience(silence),
                proxy=self._proxy(url),
            ) as response:
                self._hear(response.headers.get("Date"))
                return response.status, await response.read()
        except TimeoutError as failure:
            raise TimedOut from failure
        except aiohttp.ClientError as failure:
            # Its text may hold the address, and so the token: the kind must do.
            raise NetworkError(f"aiohttp.{type(failure).__name__}") from failure

    def _proxy(self, url: str) -> str | None:
        """The way out that the environment names, if any.

        aiohttp's own look at the environment reads a netrc file at every request (measured).
        """
        if not self._proxies:
            return None
        address = urlsplit(url)
        if proxy_bypass(address.hostname or ""):
            return None
        return self._proxies.get(address.scheme) or self._proxies.get("all")


def _patience(silence: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(
        total=POOL + WRITE + silence,
        connect=POOL,
        sock_connect=CONNECT,
        sock_read=silence,
    )


def _form(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
