"""Connections to vetted machines, kept open for the next request, and never waited for too long.

One adapter stands for one scheme, host, port and machine: a connection opened for one host is not
used for another. Every read looks at the deadline of the request at hand, so that a server which
sends its headers byte by byte, or a hundred interim answers, cannot hold us.
"""

import functools
import http.client
import io
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from provenance.fetching.addresses import Address
from provenance.fetching.options import FetchOptions

_MOST_ADAPTERS = 256
"""More hosts than this at once, and the one longest unused is closed."""

_DEADLINE: ContextVar[float] = ContextVar("_DEADLINE", default=float("inf"))


@contextmanager
def reading_until(deadline: float) -> Iterator[None]:
    """While this lasts, no read of a response in this thread waits beyond ``deadline``.

    Args:
        deadline: on the clock of :func:`time.monotonic`.
    """
    token = _DEADLINE.set(min(deadline, _DEADLINE.get()))
    try:
        yield
    finally:
        _DEADLINE.reset(token)


class Connections:
    """The open connections of a client. Safe with threads."""

    def __init__(self, options: FetchOptions, *, keeps: bool) -> None:
        """Args: the options, and whether a connection is kept for a second request."""
        self._options = options
        self._keeps = keeps
        self._lock = threading.Lock()
        self._adapters: OrderedDict[tuple[str, str], _PinnedAdapter] = OrderedDict()

    def send(
        self, address: Address, ip: str | None, headers: dict[str, str], *, seconds: float
    ) -> requests.Response:
        """The answer to a GET, its body not yet read.

        Args:
            address: what is asked for.
            ip: the machine that is asked; ``None`` leaves that to the proxy.
            headers: everything that is sent beside ``Connection``.
            seconds: what is left until the deadline.

        Raises:
            OSError, requests.RequestException, urllib3.exceptions.HTTPError,
            http.client.HTTPException: no answer.
            ValueError: the libraries take the address or a header for none.
        """
        options = self._options
        connection = "keep-alive" if self._keeps else "close"
        request = requests.Request(
            "GET", address.request_url, headers={**headers, "Connection": connection}
        ).prepare()
        # An adapter, not a session: a session reads the whole body of a redirect, however long.
        adapter = self._adapter(address, ip)
        opened = adapter.opened
        # A handshake has the connection's time once more.
        connect = min(options.connect_timeout, seconds / 2)
        send = functools.partial(
            adapter.send,
            stream=True,
            timeout=(connect, min(options.read_timeout, seconds)),
            verify=True if options.ca_bundle is None else options.ca_bundle,
            proxies=self._proxies(),
        )
        try:
            return send(request)
        except requests.ConnectionError as error:
            if adapter.opened != opened or not _was_closed_meanwhile(error):
                raise
        # The host closed a connection while it lay idle: that is no failure (RFC 9112, 9.3.1).
        adapter.close()
        return send(request)

    def close(self) -> None:
        """Close every connection that is not in use."""
        with self._lock:
            adapters = list(self._adapters.values())
            self._adapters.clear()
        for adapter in adapters:
            adapter.close()

    def _proxies(self) -> dict[str, str] | None:
        proxy = self._options.proxy
        return None if proxy is None else {"http": proxy, "https": proxy}

    def _adapter(self, address: Address, ip: str | None) -> "_PinnedAdapter":
        key = (address.origin, ip or "")
        dropped = None
        with self._lock:
            adapter = self._adapters.get(key) or _PinnedAdapter(
                address, ip, connections=self._options.per_host_connections
            )
            self._adapters[key] = adapter
            self._adapters.move_to_end(key)
            if len(self._adapters) > _MOST_ADAPTERS:
                _, dropped = self._adapters.popitem(last=False)
        if dropped is not None:
            dropped.close()
        return adapter


def _was_closed_meanwhile(error: requests.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    if not isinstance(cause, urllib3.exceptions.ProtocolError):
        return False
    return any(isinstance(one, ConnectionError) for one in cause.args)


class _PinnedAdapter(HTTPAdapter):
    """Connects to the vetted machine; name, certificate and ``Host`` stay the address's own."""

    def __init__(self, address: Address, ip: str | None, *, connections: int) -> None:
        self._address = address
        self._ip = ip
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=connections)

    @property
    def opened(self) -> int:
        """How many connections were ever opened."""
        pools = [m.pools for m in (self.poolmanager, *self.proxy_manager.values())]
        return sum(one[key].num_connections for one in pools for key in one.keys())  # noqa: SIM118 - no dict

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,  # noqa: FBT001, FBT002 - requests' own form
        **pool_kwargs: Any,
    ) -> None:
        """As in requests, with the name that the certificate must carry."""
        if self._ip is not None and self._address.scheme == "https":
            pool_kwargs |= {"server_hostname": self._address.host}
            pool_kwargs |= {"assert_hostname": self._address.host}
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> Any:
        """As in requests, with connections that look at the deadline."""
        manager = super().proxy_manager_for(proxy, **proxy_kwargs)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> Any:
        """As in requests, with the address of the machine in place of its name."""
        where, how = super().build_connection_pool_key_attributes(request, verify, cert)
        if self._ip is not None:
            where["host"] = self._ip
        return where, how


class _HTTPPool(HTTPConnectionPool):
    def _new_conn(self) -> Any:
        connection: Any = super()._new_conn()
        connection.response_class = _PunctualResponse
        return connection


class _HTTPSPool(HTTPSConnectionPool):
    def _new_conn(self) -> Any:
        connection: Any = super()._new_conn()
        connection.response_class = _PunctualResponse
        return connection


_POOLS: dict[str, Any] = {"http": _HTTPPool, "https": _HTTPSPool}


class _PunctualResponse(http.client.HTTPResponse):
    """A response whose status line, headers and body are read under the deadline."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_PunctualStream(sock, self.fp.detach()))


class _PunctualStream(io.RawIOBase):
    """The bytes of a socket; a read waits no longer than the silence allowed, or the deadline."""

    def __init__(self, sock: socket.socket, raw: io.RawIOBase) -> None:
        self._sock = sock
        self._raw = raw
        self._silence = sock.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        left = _DEADLINE.get() - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline is past")
        self._sock.settimeout(left if self._silence is None else min(self._silence, left))
        return self._raw.readinto(buffer)

    def fileno(self) -> int:
        return self._raw.fileno()

    def close(self) -> None:
        self._raw.close()
        super().close()
