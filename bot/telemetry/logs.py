"""Logs on standard error: readable at a terminal, one JSON object a line elsewhere.

The one place that configures them. Exceptions are told without the values of local variables, and
what looks like a credential is taken out of every text last, so that no call site can forget it. What
libraries log goes the same way. History is not here but in the `ledger`.
"""

import logging
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, Processor

from bot.model.secrets import redact

LEVELS = (logging.WARNING, logging.ERROR, logging.CRITICAL)
"""The levels of libraries that are told."""


def configure_logs(stream: TextIO | None = None) -> None:
    """Log to `stream`; without one, to what standard error is at the moment of logging."""
    told = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            without_secrets,
            _renderer(told.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    others = [handler for handler in root.handlers if not isinstance(handler, _Libraries)]
    root.handlers = [*others, _Libraries(LEVELS[0])]


def _renderer(terminal: bool) -> Processor:
    if not terminal:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    plain = structlog.dev.plain_traceback  # the default shows local variables wherever rich is installed
    # Quoted, because what comes from GitHub may hold escape sequences.
    return structlog.dev.ConsoleRenderer(exception_formatter=plain, repr_native_str=True)


def without_secrets(_logger: object, _method: str, event: EventDict) -> EventDict:
    """The event with whatever looks like a credential taken out of it, however deep; a processor."""
    return {key: _clean(value) for key, value in event.items()}


def _clean(value: object) -> object:
    match value:
        case str():
            return redact(value)
        case None | bool() | int() | float():
            return value
        case Mapping():
            items = cast("Mapping[object, object]", value).items()
            return {redact(str(key)): _clean(one) for key, one in items}
        case list() | tuple() | set() | frozenset():
            return [_clean(one) for one in cast("Iterable[object]", value)]
        case _:
            return redact(repr(value))


class _Libraries(logging.Handler):
    """Tells what libraries log (uvicorn, asyncio) as our own, so that it is redacted alike."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            said = record.getMessage()
        except (TypeError, ValueError):  # arguments that do not fit its text
            said = str(record.msg)
        level = max((one for one in LEVELS if one <= record.levelno), default=LEVELS[0])
        structlog.get_logger().log(level, said, logger=record.name, exc_info=record.exc_info)
