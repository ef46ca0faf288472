"""`andon serve`, a real process behind a real socket, given what no GitHub sends: refused, and still alive."""

import gzip
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from bot.github.webhooks import MAX_BODY
from bot.sandbox import Sandbox
from tests.app.conftest import environment
from tests.app.test_commands import free_port, status
from tests.app.test_webhook import PUSH, sign

GOOD = json.dumps(PUSH).encode()
CLOSED = None
"""The connection ended without an answer."""


def with_value(text: bytes) -> bytes:
    """The push with one more field of that value."""
    return GOOD[:-1] + b', "more": ' + text + b"}"


HOSTILE: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "truncated": (GOOD[:-9], 400),
    "null": (b"null", 400),
    "a bare string": (b'"push"', 400),
    "a list": (b"[" + GOOD + b"]", 400),
    "half a character": (with_value(rb'"\ud83d"'), 400),
    "half a character as a name": (GOOD[:-1] + rb', "\udc00": 1}', 400),
    "half a character in bytes": (with_value(b'"\xed\xa0\xbd"'), 400),
    "deep nesting": (with_value(b"[" * 100_000 + b"]" * 100_000), 400),
    "deep nesting of objects": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400),
    "NaN": (with_value(b"NaN"), 400),
    "Infinity": (with_value(b"-Infinity"), 400),
    "a number of many digits": (with_value(b"9" * 10_000), 400),
    "duplicate keys": (GOOD[:-1] + b', "repository": {"id": 1}}', 400),
    "duplicate keys within": (with_value(b'{"a": 1, "a": 2}'), 400),
    "form encoding": (urlencode({"payload": GOOD.decode()}).encode(), 400),
    "gzip": (gzip.compress(GOOD), 400),
    "UTF-16": (GOOD.decode().encode("utf-16"), 400),
    "a byte order mark": (b"\xef\xbb\xbf" + GOOD, 400),
    "more than 25 MB": (GOOD + b" " * MAX_BODY, 413),
}
"""What the body is, and the status; each is rightly signed."""

HEADERS = {
    "form encoding": {"content-type": "application/x-www-form-urlencoded"},
    "gzip": {"content-encoding": "gzip"},
}
WHOLE = (
    *(with_value(rb'"\ud83d\ude00"'), with_value(rb'"\\ud83d"'), with_value('"\N{GRINNING FACE}"'.encode())),
    GOOD + b" " * (MAX_BODY - len(GOOD)),
)
"""What looks like some of the above and is right: a whole character in two escapes, no escape, 25 MB."""


@pytest.fixture
def url(gh: Sandbox, tmp_path: Path) -> Iterator[str]:
    """A server of an App that is installed nowhere, until the test ends."""
    where = f"http://127.0.0.1:{(port := free_port())}"
    command = (sys.executable, "-m", "bot", "serve", "--port", str(port))
    env = {**os.environ, **environment(gh, gh.app("andon"))}
    with (tmp_path / "log").open("wb") as log, httpx.Client(trust_env=False) as http:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        try:
            assert 200 == status(http, f"{where}/healthz"), (tmp_path / "log").read_text()
            yield where
            assert None is server.poll()
        finally:
            server.kill()
            server.wait()
    assert "Traceback" not in (tmp_path / "log").read_text()


def secret(gh: Sandbox) -> str:
    """The webhook's secret."""
    (app,) = (app for app in gh.world.apps.values() if app.slug == "andon")
    return app.webhook_secret


def post(
    url: str, body: bytes, signature: bytes, headers: Mapping[str, str] | None = None, cut: int = 0
) -> int | None:
    """The status of a delivery, written to the socket as it is, `cut` bytes of it kept back."""
    head = [
        b"POST /webhook HTTP/1.1",
        b"host: andon",
        b"x-github-event: push",
        b"content-length: %d" % len(body),
        b"x-hub-signature-256: " + signature,
        *(f"{name}: {value}".encode() for name, value in (headers or {}).items()),
    ]
    _, _, port = url.rpartition(":")
    with socket.create_connection(("127.0.0.1", int(port)), timeout=30) as connection:
        try:
            connection.sendall(b"\r\n".join([*head, b"", b""]) + body[: len(body) - cut])
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the server need not hear all of it out
        answer = connection.makefile("rb").readline()
    return int(answer.split()[1]) if answer else CLOSED


def test_each_hostile_delivery_is_refused_and_the_server_lives(gh: Sandbox, url: str) -> None:
    with httpx.Client(trust_env=False) as http:
        found: dict[str, tuple[int | None, int]] = {}
        for name, (body, _) in HOSTILE.items():
            answer = post(url, body, sign(body, secret(gh)).encode(), HEADERS.get(name))
            found[name] = (answer, http.get(f"{url}/healthz").status_code)
    assert {name: (wanted, 200) for name, (_, wanted) in HOSTILE.items()} == found
    assert [202] * len(WHOLE) == [post(url, body, sign(body, secret(gh)).encode()) for body in WHOLE]


def test_each_hostile_signature_is_refused_and_the_server_lives(gh: Sandbox, url: str) -> None:
    signatures = {
        "none": b"",
        "of another secret": sign(GOOD, "another").encode(),
        "of another body": sign(GOOD + b" ", secret(gh)).encode(),
        "not ASCII": "sha256=\N{SNOWMAN}".encode(),
        "Latin-1": b"sha256=\xe9" + b"0" * 63,
        "endless": b"sha256=" + b"0" * 10_000,
    }
    assert dict.fromkeys(signatures, 401) == {
        name: post(url, GOOD, signature) for name, signature in signatures.items()
    }
    assert 202 == post(url, GOOD, sign(GOOD, secret(gh)).encode())


def test_a_connection_that_breaks_off_gets_no_answer_and_the_server_lives(gh: Sandbox, url: str) -> None:
    signature = sign(GOOD, secret(gh)).encode()
    assert [CLOSED, CLOSED] == [post(url, GOOD, signature, cut=cut) for cut in (1, len(GOOD))]
    assert 202 == post(url, GOOD, signature)
