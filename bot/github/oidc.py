"""OIDC tokens of Actions jobs: asking for one, exchanging it at the App, checking one.

A job with `id-token: write` may ask GitHub for a signed token that says which repository, workflow,
run, attempt and job it is. Source: docs.github.com/en/actions/reference/security/oidc
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx
import jwt

from bot.github.node import Node

LEEWAY = timedelta(seconds=60)
TIMEOUT = 30.0
"""Seconds for one call."""
FETCH_AGAIN = timedelta(minutes=1)
"""How soon keys may be fetched again: GitHub publishes a key long before it signs with it."""
RETRY_FETCH = timedelta(seconds=5)
"""How soon it may be tried again after it failed."""


class ExchangeFailed(Exception):
    """No token was given; the text says why."""


class ExchangeRefused(ExchangeFailed):
    """The App gives this job no token; asking again does not help."""


class NotValid(Exception):
    """The OIDC token is not one that GitHub signed for us, or not of now."""


async def ask_oidc(url: str, bearer: str, audience: str) -> str:
    """This job's OIDC token, from `ACTIONS_ID_TOKEN_REQUEST_URL` and `…_TOKEN`."""
    async with httpx.AsyncClient(timeout=TIMEOUT) as http:
        try:
            asking = httpx.URL(url).copy_merge_params({"audience": audience})
            answer = await http.get(asking, headers={"Authorization": f"Bearer {bearer}"})
            return Node(answer.raise_for_status().json())["value"].text()
        except (httpx.HTTPError, ValueError) as error:
            raise ExchangeFailed(f"GitHub gave no OIDC token: {error}") from error


async def exchange(app: str, oidc: str) -> str:
    """The App's token for this job, against its OIDC token."""
    async with httpx.AsyncClient(timeout=TIMEOUT) as http:
        try:
            given = await http.post(f"{app}/token", headers={"Authorization": f"Bearer {oidc}"})
            told = Node(given.json())
        except (httpx.HTTPError, ValueError) as error:
            raise ExchangeFailed(str(error)) from error
    if given.status_code != 200:
        why = f"{given.status_code} {told['error'].text_or('')}"
        raise ExchangeFailed(why) if given.status_code >= 500 else ExchangeRefused(why)
    return told["token"].text()


class Keys:
    """The public keys of an issuer, fetched when a token names one that is not known yet.

    Anybody may name any key, so the issuer is asked once a minute at most, and once for all who wait.
    """

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched: datetime | None = None
        self._failed: tuple[datetime, str] | None = None
        self._fetching = asyncio.Lock()

    async def verify(self, oidc: str, audience: str, now: datetime) -> dict[str, Any]:
        """The token's claims, if the issuer signed them for `audience` and they are of now."""
        try:
            header = jwt.get_unverified_header(oidc)
            claims = jwt.decode(
                oidc,
                await self._key(str(header.get("kid", "")), now),
                algorithms=["RS256"],
                audience=audience,
                issuer=self.issuer,
                options={  # times are held against our own clock below
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                    "require": ["exp", "jti"],
                },
            )
        except jwt.PyJWTError as error:
            raise NotValid(f"the OIDC token is not valid: {error}") from error
        leeway = LEEWAY.total_seconds()
        if not float(claims.get("nbf", 0)) - leeway <= now.timestamp() <= float(claims["exp"]) + leeway:
            raise NotValid("the OIDC token is not valid now")
        return claims

    async def _key(self, kid: str, now: datetime) -> jwt.PyJWK:
        if kid and kid not in self._keys:
            async with self._fetching:
                if kid not in self._keys:  # else somebody else's fetch has found it meanwhile
                    await self._refresh(now)
        if kid not in self._keys:
            raise NotValid("the OIDC token is signed with a key that GitHub does not publish")
        return self._keys[kid]

    async def _refresh(self, now: datetime) -> None:
        """Fetch the keys, unless that was tried a moment ago; known keys outlive an issuer that is away."""
        if self._fetched is not None and now - self._fetched < FETCH_AGAIN:
            return
        if self._failed is not None and now - self._failed[0] < RETRY_FETCH:
            raise ExchangeFailed(self._failed[1])
        try:
            found = await self._fetch()
        except (httpx.HTTPError, ValueError, jwt.PyJWTError) as error:
            self._failed = (now, f"GitHub's OIDC keys cannot be read: {error}")
            raise ExchangeFailed(self._failed[1]) from error
        self._keys = {key.key_id: key for key in found.keys if key.key_id}
        self._fetched = now

    async def _fetch(self) -> jwt.PyJWKSet:
        async with httpx.AsyncClient(timeout=TIMEOUT) as http:
            answer = await http.get(f"{self.issuer}/.well-known/jwks")
            return jwt.PyJWKSet.from_dict(answer.raise_for_status().json())
