"""The ledger as JSON lines: one event a line, to a stream or a file, in the order they happened."""

import sys
import threading
from pathlib import Path
from typing import TextIO

import structlog

from bot.model.events import Event

log = structlog.get_logger()


class JsonLines:
    """Appends events to a file, or writes them to standard output."""

    def __init__(self, path: Path | None = None, stream: TextIO | None = None) -> None:
        self._path = path
        self._stream = stream
        self._lock = threading.Lock()

    def write(self, event: Event) -> None:
        """Write one event. One that cannot be written is lost: it is history, and nothing waits for it."""
        line = event.model_dump_json() + "\n"
        try:
            with self._lock:
                self._append(line)
        except OSError as error:
            log.warning("ledger could not be written", repo="*", lost=event.event, error=str(error))

    def _append(self, line: str) -> None:
        if self._path is None:
            stream = self._stream or sys.stdout
            stream.write(line)
            stream.flush()
        else:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line)
