"""Logs: JSON lines off a terminal, plain at one; never a local variable, never a credential."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.telemetry.logs import configure_logs

TOKEN = "ghs_" + "A1b2" * 10
SECRETS = {
    "installation token": (TOKEN, TOKEN),
    "long installation token": (TOKEN + ".c3-d" * 30, ".c3-d"),
    "personal token": ("ghp_" + "x" * 36, "xxx"),
    "fine-grained token": ("github_pat_" + "y" * 82, "yyy"),
    "after a line's escaped end": ("\\n" + TOKEN, TOKEN),
    "header": ("Authorization: Bearer abcdef.0123456789", "abcdef"),
    "header of git": ("Authorization: Basic eC1hY2Nlc3MtdG9rZW46Z2hzX2FiYw==", "eC1hY2"),
    "JWT": ("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhbmRvbiJ9.c2lnbmF0dXJl", "c2lnbm"),
    "key": ("-----BEGIN RSA PRIVATE KEY-----\nMIIEabc\n-----END RSA PRIVATE KEY-----", "MIIE"),
    "key that is cut": ("-----BEGIN PRIVATE KEY-----\nMIIEabc", "MIIE"),
}
"""A text that holds a credential, and what of it must not be seen."""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Holder:
    """Something whose text is not its own to choose."""

    def __repr__(self) -> str:
        return f"<holds {TOKEN}>"


def ours() -> list[logging.Handler]:
    """The handlers through which libraries' logs come to us."""
    return [h for h in logging.getLogger().handlers if type(h).__module__ == configure_logs.__module__]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What logging was is put back after each test."""
    yield
    for handler in ours():
        logging.getLogger().removeHandler(handler)
    structlog.reset_defaults()


def told(out: io.StringIO) -> list[dict[str, Any]]:
    """The lines, each a JSON object."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


def fail_with(secret: str) -> None:
    """Raise, with a secret in a local variable and in the text, and log it."""
    kept_in_a_local = "only-in-a-local-" + secret
    try:
        raise ValueError(f"refused: {secret}")
    except ValueError:
        structlog.get_logger().exception("pass failed", repo="acme/shop")
        assert kept_in_a_local


def test_off_a_terminal_each_line_is_a_json_object() -> None:
    out = io.StringIO()
    configure_logs(out)
    structlog.get_logger().warning("repository failed", repo="acme/shop", error="502\nBad gateway")
    (line,) = told(out)
    assert "T" in line.pop("timestamp")
    assert {
        "event": "repository failed",
        "level": "warning",
        "repo": "acme/shop",
        "error": "502\nBad gateway",
    } == line


def test_at_a_terminal_it_is_told_in_words() -> None:
    out = Terminal()
    configure_logs(out)
    structlog.get_logger().warning("repository failed", repo="acme/shop", title="\x1b[2J gone")
    said = out.getvalue()
    assert ("repository failed" in said, "acme/shop" in said, "\x1b[2J" in said) == (True, True, False)
    assert not said.startswith("{")


@pytest.mark.parametrize("out", [io.StringIO(), Terminal()], ids=["file", "terminal"])
def test_an_exception_is_told_without_local_variables(out: io.StringIO) -> None:
    configure_logs(out)
    fail_with("harmless")
    said = out.getvalue()
    assert ("ValueError: refused: harmless" in said, "only-in-a-local-harmless" in said) == (True, False)


@pytest.mark.parametrize(("text", "secret"), SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize("terminal", [False, True], ids=["file", "terminal"])
def test_no_credential_is_told_wherever_it_is(text: str, secret: str, terminal: bool) -> None:
    out = Terminal() if terminal else io.StringIO()
    configure_logs(out)
    fail_with(text)
    structlog.get_logger().warning(f"asked {text}", why=text, deep={"a": [("b", {text: text})]})
    assert (False, True) == (secret in out.getvalue(), "[redacted]" in out.getvalue())


def test_what_is_no_text_is_redacted_as_it_is_shown() -> None:
    out = io.StringIO()
    configure_logs(out)
    structlog.get_logger().warning("odd", holder=Holder(), error=ValueError(TOKEN), count=3, none=None)
    (line,) = told(out)
    assert ("<holds [redacted]>", "ValueError('[redacted]')") == (line["holder"], line["error"])
    assert (3, None) == (line["count"], line["none"])


def test_what_libraries_log_goes_the_same_way() -> None:
    out = io.StringIO()
    configure_logs(out)
    configure_logs(out)
    try:
        raise ValueError(TOKEN)
    except ValueError:
        logging.getLogger("some.library").exception("Exception in %s", "ASGI application")
    logging.getLogger("some.library").info("HTTP Request: POST %s", TOKEN)
    assert [
        ("Exception in ASGI application", "error", "some.library"),
    ] == [(line["event"], line["level"], line["logger"]) for line in told(out)]
    assert (TOKEN in out.getvalue(), "ValueError: [redacted]" in out.getvalue()) == (False, True)


def test_a_library_whose_arguments_do_not_fit_is_told_as_far_as_can_be() -> None:
    out = io.StringIO()
    configure_logs(out)
    apart, misfit = logging.Logger("apart"), "%d of %d"
    for handler in ours():
        apart.addHandler(handler)
    apart.error(misfit, "one")
    assert [misfit] == [line["event"] for line in told(out)]


async def test_a_task_that_nobody_waits_for_is_redacted_too() -> None:
    out = io.StringIO()
    configure_logs(out)
    context: dict[str, Any] = {"message": "Task failed", "exception": ValueError(TOKEN)}
    asyncio.get_running_loop().call_exception_handler(context)
    assert (TOKEN in out.getvalue(), "Task failed" in out.getvalue()) == (False, True)


def test_without_a_stream_it_is_what_standard_error_is_then(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    structlog.get_logger().info("started")
    shown = capsys.readouterr()
    assert ("", "started") == (shown.out, json.loads(shown.err)["event"])
