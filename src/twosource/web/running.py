"""The app on a port, until the program is stopped."""

from types import FrameType

import uvicorn
from fastapi import FastAPI

from twosource.web.warming import warm_up

PATIENCE = 5
"""Seconds that open answers get when the program is stopped; streams of events end within about one."""


class _Server(uvicorn.Server):
    """Tells the app that it is being stopped before it waits for open answers: a stream would hold it up for ever."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._app.state.ending.set()
        super().handle_exit(sig, frame)


def run_app(app: FastAPI, host: str, port: int) -> None:
    """Serves the app until the process is interrupted; SystemExit where the port cannot be had, after saying why."""
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", server_header=False, timeout_graceful_shutdown=PATIENCE
    )
    server = _Server(config, app)
    warm_up()
    try:
        server.run()
    except KeyboardInterrupt:
        return
