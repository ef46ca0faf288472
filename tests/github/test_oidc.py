"""OIDC tokens: verified with GitHub's keys, which nobody can make us fetch again and again."""

import asyncio
import json
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bot.github.oidc import FETCH_AGAIN, RETRY_FETCH, ExchangeFailed, Keys, NotValid
from tests.building import AT

AUDIENCE = "https://andon.example.com"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """A private key by name; made once, because it takes long."""
    assert name
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Issuer:
    """An issuer on a port of its own: the keys it publishes, its health, how often it was asked."""

    def __init__(self) -> None:
        self.published = ["one"]
        self.status = 200
        self.pause = 0.0
        self.asked = 0
        self.url = ""

    def token(self, at: datetime, name: str = "one", kid: str | None = None) -> str:
        """A token of now, signed with a key by name."""
        now = int(at.timestamp())
        claims = {"iss": self.url, "aud": AUDIENCE, "jti": "1", "nbf": now - 5, "exp": now + 300}
        return jwt.encode(claims, key(name), algorithm="RS256", headers={"kid": kid or name})

    def keys(self) -> str:
        """The published keys as JSON."""
        made = [json.loads(RSAAlgorithm.to_jwk(key(name).public_key())) for name in self.published]
        named = [{**one, "kid": name, "use": "sig"} for one, name in zip(made, self.published, strict=True)]
        return json.dumps({"keys": named})


@contextmanager
def serving(issuer: Issuer) -> Generator[Issuer]:
    """The issuer, over HTTP."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.asked += 1
            time.sleep(issuer.pause)
            body = issuer.keys().encode() if self.path == "/.well-known/jwks" else b"{}"
            self.send_response(issuer.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with serving(Issuer()) as made:
        yield made


async def verified(keys: Keys, token: str, at: datetime) -> str:
    """ "valid", or what is wrong."""
    try:
        await keys.verify(token, AUDIENCE, at)
    except (NotValid, ExchangeFailed) as error:
        return f"{type(error).__name__}: {error}"
    return "valid"


UNKNOWN = "NotValid: the OIDC token is signed with a key that GitHub does not publish"


async def test_keys_are_fetched_once_for_many_tokens(issuer: Issuer) -> None:
    keys = Keys(issuer.url)
    for minute in range(3):
        at = AT + timedelta(minutes=minute)
        assert "valid" == await verified(keys, issuer.token(at), at)
    assert 1 == issuer.asked


async def test_tokens_with_unknown_keys_make_us_fetch_once_a_minute_at_most(issuer: Issuer) -> None:
    keys = Keys(issuer.url)
    for second in range(120):
        at = AT + timedelta(seconds=second)
        assert UNKNOWN == await verified(keys, issuer.token(at, kid=f"forged-{second}"), at)
    assert 2 == issuer.asked
    at = AT + timedelta(seconds=119)
    assert "valid" == await verified(keys, issuer.token(at), at)


async def test_a_key_that_github_began_to_use_is_found(issuer: Issuer) -> None:
    keys = Keys(issuer.url)
    assert "valid" == await verified(keys, issuer.token(AT), AT)
    issuer.published = ["one", "two"]
    later = AT + FETCH_AGAIN
    assert "valid" == await verified(keys, issuer.token(later, "two"), later)
    assert 2 == issuer.asked


async def test_concurrent_callers_share_one_fetch(issuer: Issuer) -> None:
    keys, issuer.pause = Keys(issuer.url), 0.1
    token = issuer.token(AT)
    forged = issuer.token(AT, kid="forged")
    found = await asyncio.gather(*(verified(keys, one, AT) for one in (token, forged) * 20))
    assert (["valid", UNKNOWN] * 20, 1) == (found, issuer.asked)


async def test_a_caller_that_gives_up_leaves_the_others_their_keys(issuer: Issuer) -> None:
    keys, issuer.pause = Keys(issuer.url), 0.1
    calls = [asyncio.create_task(verified(keys, issuer.token(AT), AT)) for _ in range(3)]
    await asyncio.sleep(0.02)
    calls[0].cancel()
    found = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(found[0], asyncio.CancelledError)
    assert ["valid", "valid"] == found[1:]


async def test_while_the_issuer_is_away_nobody_is_refused_and_it_is_left_alone(issuer: Issuer) -> None:
    keys, issuer.status = Keys(issuer.url), 503
    token = issuer.token(AT)
    said = {await verified(keys, token, AT) for _ in range(5)}
    assert (True, 1) == (
        all(one.startswith("ExchangeFailed: GitHub's OIDC keys") for one in said),
        issuer.asked,
    )
    issuer.status = 200
    assert "valid" == await verified(keys, token, AT + RETRY_FETCH)


async def test_known_keys_still_count_while_the_issuer_is_away(issuer: Issuer) -> None:
    keys = Keys(issuer.url)
    await verified(keys, issuer.token(AT), AT)
    issuer.status, later = 503, AT + FETCH_AGAIN
    unsure = await verified(keys, issuer.token(later, kid="two"), later)
    assert unsure.startswith("ExchangeFailed: GitHub's OIDC keys cannot be read")
    assert "valid" == await verified(keys, issuer.token(later), later)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "e30.e30.e30"])
async def test_what_is_no_token_costs_no_fetch(issuer: Issuer, token: str) -> None:
    keys = Keys(issuer.url)
    assert (await verified(keys, token, AT)).startswith("NotValid: ")
    assert 0 == issuer.asked
