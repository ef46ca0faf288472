"""The ledger as JSON lines: one event a line, to a stream or a file, in the order they happened."""

import sys
import threading
from pathlib import Path
from typing import TextIO

from bot.model.events import Event


class JsonLines:
    """Appends events to a file, or writes them to standard output."""

    def __init__(self, path: Path | None = None, stream: TextIO | None = None) -> None:
        self._path = path
        self._stream = stream
        self._lock = threading.Lock()

    def write(self, event: Event) -> None:
        """Write one event."""
        line = event.model_dump_json() + "\n"
        with self._lock:
            if self._path is None:
                stream = self._stream or sys.stdout
                stream.write(line)
                stream.flush()
            else:
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(line)
