"""A web server on loopback for any WSGI application, in a thread of the test's own process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from wsgiref.types import WSGIApplication

import pytest
from werkzeug.serving import make_server

Serve = Callable[[WSGIApplication], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Call it with an application for its address, such as http://127.0.0.1:40123; it stops after the test."""
    with ExitStack() as running:
        yield lambda application: running.enter_context(served(application))


@contextmanager
def served(application: WSGIApplication) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="http")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
