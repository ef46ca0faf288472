"""A receiver of webhooks that answers as it is told."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Receiver:
    """`status` is what it answers; `guids` is what came, in order."""

    def __init__(self) -> None:
        self.status = 202
        self.guids: list[str] = []
        self.url = ""


@contextmanager
def receiving() -> Generator[Receiver]:
    """A receiver on 127.0.0.1 until the block ends."""
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            kept.guids.append(self.headers["x-github-delivery"])
            self.send_response(kept.status)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    kept.url = f"http://127.0.0.1:{server.server_port}/webhook"
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
