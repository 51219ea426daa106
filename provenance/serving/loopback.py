"""A web server on this machine only: the one home of ``waitress``."""

import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

from provenance.errors import ConfigError

HOSTS = ("127.0.0.1", "::1")
"""The addresses that only this machine can reach."""
_MOST_BODY = 65_536
_MOST_HEAD = 16_384
_CONNECTIONS = 50
_ENDS_WITHIN = 5.0

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@contextmanager
def listening(make: Callable[[str, int], Wsgi], *, host: str, port: int) -> Iterator[int]:
    """A server for the time of a ``with``; gives the port it listens on.

    Args:
        make: the application, for the host and port.
        host: one of :data:`HOSTS`.
        port: 0: any that is free.

    Raises:
        ConfigError: another host, a port that is taken, or no server library.
    """
    if host not in HOSTS:
        raise ConfigError(f"serve listens on {' or '.join(HOSTS)} only, not on {host!r}")
    try:
        import waitress  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise ConfigError(
            "serve needs one more library; run pip install 'provenance[serve]'"
        ) from error
    with _listener(host, port) as listener:
        found = int(listener.getsockname()[1])
        server = waitress.create_server(
            make(host, found),
            sockets=[listener],
            threads=4,
            ident=None,
            connection_limit=_CONNECTIONS,
            max_request_body_size=_MOST_BODY,
            max_request_header_size=_MOST_HEAD,
            clear_untrusted_proxy_headers=True,
        )
        thread = Thread(target=server.run, name="provenance-serve", daemon=True)
        thread.start()
        try:
            yield found
        finally:
            # Where a last answer woke the loop, it has closed the pipe that would wake it.
            with suppress(OSError):
                server.trigger.pull_trigger(lambda: _close(server))
            thread.join(_ENDS_WITHIN)
            server.task_dispatcher.shutdown()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise ConfigError(
            f"cannot listen on {host}, port {port}: {error.strerror}; leave --port out"
        ) from error


def _close(server: Any) -> None:
    """Ends the loop of ``server``, from within it: no socket is left to wait for."""
    for channel in list(server.active_channels.values()):
        channel.handle_close()
    server.close()
