"""Who we are: the App's credentials, its JWTs, and installation tokens narrowed to what a call needs.

One token is minted at a time per grant, however many calls want it; a token is renewed five minutes
before it expires. Source: docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal, TypeAlias

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

Permissions: TypeAlias = tuple[tuple[str, Literal["read", "write", "admin"]], ...]

RENEW_BEFORE = timedelta(minutes=5)


@dataclass(frozen=True)
class Credentials:
    """An App's identity: its client id (recommended) or App id, and its private key as PEM text."""

    issuer: str
    private_key: str = field(repr=False)

    def problem(self) -> str | None:
        """What is wrong with the key, in words, or None."""
        try:
            _parsed(self.private_key)
        except (ValueError, TypeError):
            return "the App's private key is not an RSA key in PEM form (PKCS#1 or PKCS#8)"
        return None

    def jwt(self, now: datetime) -> str:
        """A JWT for the App itself: 60 s in the past for clock drift, valid for nine minutes."""
        issued = int(now.timestamp()) - 60
        claims = {"iat": issued, "exp": issued + 600, "iss": self.issuer}
        return jwt.encode(claims, _parsed(self.private_key), algorithm="RS256")


@lru_cache(maxsize=4)
def _parsed(pem: str) -> RSAPrivateKey:
    """The private key, parsed and checked once: that costs more than signing with it."""
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("an App's private key is an RSA key")
    return key


@dataclass(frozen=True)
class Grant:
    """What a call needs: an installation, narrowed to repositories (none = all) and permissions.

    wished: permissions that it takes too where they were granted, and does without otherwise.
    """

    installation: int
    permissions: Permissions
    repositories: tuple[int, ...] = ()
    wished: Permissions = ()


@dataclass(frozen=True)
class Token:
    """An installation token, as minted."""

    value: str = field(repr=False)
    expires: datetime


class Tokens:
    """Installation tokens by grant: cached, minted once under concurrency, renewed in time."""

    def __init__(self, mint: Callable[[Grant], Awaitable[Token]], now: Callable[[], datetime]) -> None:
        self._mint = mint
        self._now = now
        self._tokens: dict[Grant, Token] = {}
        self._locks: dict[Grant, asyncio.Lock] = {}

    async def get(self, grant: Grant) -> str:
        """A token for the grant, valid for five minutes at least."""
        async with self._locks.setdefault(grant, asyncio.Lock()):
            token = self._tokens.get(grant)
            if token is None or token.expires - RENEW_BEFORE <= self._now():
                token = await self._mint(grant)
                self._tokens[grant] = token
            return token.value

    async def mint(self, grant: Grant) -> str:
        """A token of its own, to be given away: it is kept nowhere, and no other call uses it."""
        return (await self._mint(grant)).value

    def forget(self, grant: Grant) -> None:
        """Drop a token that GitHub no longer takes."""
        self._tokens.pop(grant, None)
