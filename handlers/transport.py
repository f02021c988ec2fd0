"""PTB's HTTP transport on aiohttp: a third of the CPU of the stock one for each call.

It also tells apart what PTB's own errors blur: whether a request that failed can have reached Telegram.
No error it raises names the URL, because the URL holds the token.
"""

import json
import os
import re
from ipaddress import ip_address
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

# PTB warns each time it builds a RetryAfter unless the coming form of its durations is chosen.
os.environ.setdefault("PTB_TIMEDELTA", "1")

_SECONDS_TO_RETRY = re.compile(rb'"retry_after"\s*:\s*[1-9]')
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": BaseRequest.USER_AGENT}
_PLAIN = {"User-Agent": BaseRequest.USER_AGENT}
_DOWNLOAD_SECONDS = 120.0


class NotSent(NetworkError):
    """The connection was never made: nothing reached Telegram, and sending again is safe."""

    __slots__ = ()


class NotSentInTime(TimedOut, NotSent):
    """No connection could be had in time; nothing reached Telegram."""

    __slots__ = ()


class ServerFailed(NetworkError):
    """Telegram answered with a 5xx; `status` is its number."""

    __slots__ = ("status",)

    def __init__(self, status: int) -> None:
        super().__init__(f"Telegram answered {status}")
        self.status = status


class TooLarge(Exception):
    """A download is, or turned out to be, larger than `limit` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class AiohttpRequest(BaseRequest):
    """A PTB request object; all times are in seconds, and None means no limit.

    The write timeout bounds a whole upload together with the other three, since aiohttp does not time single
    writes. Downloads are bounded by the gap between two reads. A proxy is taken from the environment
    (`https_proxy`, `no_proxy`), never for this machine itself.
    """

    __slots__ = ("_limits", "_media_write", "_pool_size", "_proxies", "_session")

    def __init__(
        self,
        *,
        pool_size: int = 100,
        read_timeout: float | None = 10.0,
        write_timeout: float | None = 10.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 5.0,
        media_write_timeout: float | None = 120.0,
    ) -> None:
        self._pool_size = pool_size
        self._limits = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        self._media_write = media_write_timeout
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str | None] = {}

    @property
    def read_timeout(self) -> float | None:
        """The time allowed for an answer when a call does not say."""
        return self._limits[0]

    async def initialize(self) -> None:
        """Open the pool of connections; does nothing when it is open."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._pool_size, ttl_dns_cache=60),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
            )

    async def shutdown(self) -> None:
        """Close all connections; does nothing when they are closed."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - the signature is PTB's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call: the HTTP status and the body.

        Raises NotSent or NotSentInTime when Telegram cannot have seen it, TimedOut or NetworkError when it
        may have, ServerFailed on a 5xx.
        """
        if self._session is None or self._session.closed:
            raise RuntimeError("the transport is not initialized")
        timeout = self._timeout(
            method, request_data, given=(read_timeout, write_timeout, connect_timeout, pool_timeout)
        )
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, proxy=self._proxy(url)
            ) as answer:
                payload = await answer.read()
        except aiohttp.ConnectionTimeoutError as error:
            raise NotSentInTime("no connection in time; nothing was sent") from error
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL) as error:
            raise NotSent(f"no connection ({type(error).__name__}); nothing was sent") from error
        except TimeoutError as error:
            raise TimedOut("no answer in time; the call may have arrived") from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"the connection broke ({type(error).__name__})") from error
        _refuse_what_ptb_blurs(answer.status, payload)
        return answer.status, payload

    async def download(self, url: str, *, limit: int) -> bytes:
        """The body behind a URL, read piece by piece and no further than `limit` bytes.

        Raises TooLarge, BadRequest when the server does not have it, and NetworkError.
        """
        if self._session is None or self._session.closed:
            raise RuntimeError("the transport is not initialized")
        read, _, connect, _ = self._limits
        timeout = aiohttp.ClientTimeout(total=_DOWNLOAD_SECONDS, sock_connect=connect, sock_read=read)
        try:
            async with self._session.get(
                url, headers=_PLAIN, timeout=timeout, proxy=self._proxy(url)
            ) as answer:
                if answer.status >= 500:
                    raise ServerFailed(answer.status)
                if answer.status != 200:
                    raise BadRequest(f"no such file ({answer.status})")
                return await _read_up_to(answer, limit)
        except TimeoutError as error:
            raise TimedOut("no answer in time") from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"the connection broke ({type(error).__name__})") from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """PTB's parsing, without its log line of the whole body."""
        try:
            return json.loads(payload.decode("utf-8", "replace"))
        except ValueError as error:
            raise TelegramError("Invalid server response") from error

    def _timeout(
        self, method: str, request_data: RequestData | None, *, given: tuple[Any, Any, Any, Any]
    ) -> aiohttp.ClientTimeout:
        defaults = self._limits
        if request_data is not None and request_data.contains_files:
            defaults = (defaults[0], self._media_write, *defaults[2:])
        read, write, connect, pool = (
            default if value is BaseRequest.DEFAULT_NONE else value
            for value, default in zip(given, defaults, strict=True)
        )
        total = None if method == "GET" else _sum(read, write, connect, pool)
        return aiohttp.ClientTimeout(
            total=total, connect=_sum(connect, pool), sock_connect=connect, sock_read=read
        )

    def _proxy(self, url: str) -> str | None:
        host = URL(url).host or ""
        if host not in self._proxies:
            self._proxies[host] = _proxy_for(host, url.partition(":")[0])
        return self._proxies[host]


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


async def _read_up_to(answer: aiohttp.ClientResponse, limit: int) -> bytes:
    if (answer.content_length or 0) > limit:
        raise TooLarge(limit)
    data = bytearray()
    async for piece in answer.content.iter_any():
        data += piece
        if len(data) > limit:
            raise TooLarge(limit)
    return bytes(data)


def _sum(*limits: float | None) -> float | None:
    return None if None in limits else sum(limit for limit in limits if limit is not None)


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if request_data is None:
        return None, _PLAIN
    if not request_data.contains_files:
        return request_data.url_encoded_parameters().encode(), _FORM
    form = aiohttp.FormData(quote_fields=False)  # Telegram shows a quoted file name as it stands
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mimetype) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mimetype)
    return form, _PLAIN


def _proxy_for(host: str, scheme: str) -> str | None:
    try:
        here = ip_address(host).is_loopback
    except ValueError:
        here = host == "localhost"
    if here or proxy_bypass(host):
        return None
    return getproxies().get(scheme)


def _refuse_what_ptb_blurs(status: int, payload: bytes) -> None:
    if status >= 500:
        raise ServerFailed(status)
    if status == 413:
        raise BadRequest("Request Entity Too Large")
    if status == 429 and not _SECONDS_TO_RETRY.search(payload):
        raise RetryAfter(1)
