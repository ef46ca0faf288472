"""Who we are: keys, JWTs, and installation tokens that are minted once and renewed in time."""

import asyncio
from datetime import datetime, timedelta
from functools import cache

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jwt.types import Options

from bot.github.auth import RENEW_BEFORE, Credentials, Grant, Token, Tokens
from tests.building import AT

READING = Grant(installation=3, permissions=(("contents", "read"),))
WRITING = Grant(installation=3, permissions=(("contents", "write"),), repositories=(7,))


@cache
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, form: PrivateFormat) -> str:
    return private.private_bytes(Encoding.PEM, form, NoEncryption()).decode()


@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
def test_a_jwt_says_who_we_are_for_nine_minutes(form: PrivateFormat) -> None:
    credentials = Credentials("Iv1.abc", pem(key(), form))
    assert None is credentials.problem()
    token = credentials.jwt(AT)
    options: Options = {"verify_exp": False, "verify_iat": False}
    claims = jwt.decode(token, key().public_key(), algorithms=["RS256"], options=options)
    now = int(AT.timestamp())
    assert {"iat": now - 60, "exp": now + 540, "iss": "Iv1.abc"} == claims


@pytest.mark.parametrize(
    "text", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_key_that_is_none_is_told_in_words(text: str) -> None:
    told = "the App's private key is not an RSA key in PEM form (PKCS#1 or PKCS#8)"
    assert told == Credentials("1", text).problem()


def test_a_key_of_another_kind_is_told_in_words() -> None:
    other = pem(ec.generate_private_key(ec.SECP256R1()), PrivateFormat.PKCS8)
    assert Credentials("1", other).problem()


def test_secrets_are_not_shown() -> None:
    shown = repr((Credentials("1", "the-key"), Token("ghs_secret", AT)))
    assert ("the-key" in shown, "ghs_secret" in shown) == (False, False)


class Mint:
    """Mints numbered tokens, valid for an hour, and remembers for whom. `fail` makes the next one fail."""

    def __init__(self) -> None:
        self.time = AT
        self.grants: list[Grant] = []
        self.fail = False
        self.tokens = Tokens(self.mint, self.now)

    def now(self) -> datetime:
        return self.time

    async def mint(self, grant: Grant) -> Token:
        self.grants.append(grant)
        number = len(self.grants)
        await asyncio.sleep(0)
        if self.fail:
            self.fail = False
            raise ConnectionError
        return Token(f"token-{number}", self.time + timedelta(hours=1))


async def test_a_token_is_minted_once_however_many_calls_want_it() -> None:
    mint = Mint()
    assert {"token-1"} == set(await asyncio.gather(*(mint.tokens.get(READING) for _ in range(50))))
    assert [READING] == mint.grants


async def test_each_grant_has_its_token() -> None:
    mint = Mint()
    first, second = await asyncio.gather(mint.tokens.get(READING), mint.tokens.get(WRITING))
    assert first != second
    assert [READING, WRITING] == mint.grants


async def test_a_token_is_renewed_before_it_ends() -> None:
    mint = Mint()
    await mint.tokens.get(READING)
    mint.time = AT + timedelta(hours=1) - RENEW_BEFORE - timedelta(seconds=1)
    assert "token-1" == await mint.tokens.get(READING)
    mint.time += timedelta(seconds=1)
    assert "token-2" == await mint.tokens.get(READING)


async def test_a_token_that_github_takes_no_more_is_minted_anew() -> None:
    mint = Mint()
    await mint.tokens.get(READING)
    mint.tokens.forget(READING)
    mint.tokens.forget(READING)
    assert "token-2" == await mint.tokens.get(READING)


async def test_a_token_that_is_given_away_is_shared_with_no_other_call() -> None:
    mint = Mint()
    before = await mint.tokens.get(READING)
    given = [await mint.tokens.mint(READING) for _ in range(2)]
    after = await mint.tokens.get(READING)
    assert ("token-1", ["token-2", "token-3"], "token-1") == (before, given, after)


async def test_when_minting_fails_the_next_call_tries_again() -> None:
    mint = Mint()
    mint.fail = True
    found = await asyncio.gather(*(mint.tokens.get(READING) for _ in range(3)), return_exceptions=True)
    assert isinstance(found[0], ConnectionError)
    assert ["token-2", "token-2"] == found[1:]


async def test_a_cancelled_call_leaves_the_others_their_token() -> None:
    mint = Mint()
    calls = [asyncio.create_task(mint.tokens.get(READING)) for _ in range(3)]
    await asyncio.sleep(0)
    calls[0].cancel()
    found = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(found[0], asyncio.CancelledError)
    assert ["token-2", "token-2"] == found[1:]
