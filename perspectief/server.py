"""The web server, which finishes what it is doing when it is told to stop."""

import logging
import signal
import threading
import time
from types import FrameType

import waitress
from flask import Flask
from waitress import wasyncore

from perspectief.settings import Settings

FINISHING_SECONDS = 30.0  # how long requests that were begun may still take
TURN_SECONDS = 1.0

log = logging.getLogger("perspectief.server")


class Server:
    """waitress with an end: its own run() drops what it is answering when a signal comes."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._told = threading.Event()
        self._waitress = waitress.create_server(
            app, host=settings.host, port=settings.port, threads=settings.threads, ident=None
        )

    def run_until_told(self) -> None:
        """Answer until SIGTERM or SIGINT; then take no new connections and finish what was begun."""

        def stop(number: int, frame: FrameType | None) -> None:
            self._told.set()
            self._waitress.pull_trigger()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        log.info("server started")
        while not self._told.is_set():
            self._turn(TURN_SECONDS)
        wasyncore.dispatcher.close(self._waitress)  # the door only; who is inside is answered
        end = time.monotonic() + FINISHING_SECONDS
        while self._busy() and time.monotonic() < end:
            self._turn(0.05)
        self._waitress.task_dispatcher.shutdown()
        log.info("server stopped")

    def _turn(self, seconds: float) -> None:
        adjustments = self._waitress.adj
        wasyncore.loop(seconds, adjustments.asyncore_use_poll, self._waitress._map, count=1)

    def _busy(self) -> bool:
        channels = list(self._waitress.active_channels.values())
        return any(channel.requests or channel.total_outbufs_len for channel in channels)
