"""What a refusal means: which of the four errors, and what an operator can do about it. Pure.

GitHub tells apart by words what the status leaves open; the words are its own, matched in lower case.
Sources: docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api, .../rate-limits-for-the-rest-api
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.github.errors import Broken, Cause, Denied, GitHubError, Gone


@dataclass(frozen=True)
class Refused:
    """An answer of 400 or more: what GitHub said, header names in lower case, and how it was asked.

    `as_app`: with the App's JWT. `moved`: after a redirect to where the repository is now. `skew`: how
    far our clock is ahead of GitHub's.
    """

    status: int
    said: str
    headers: Mapping[str, str]
    as_app: bool = False
    moved: bool = False
    skew: timedelta | None = None


@dataclass(frozen=True)
class _Known:
    """A refusal that GitHub puts in these words."""

    words: str
    cause: Cause
    advice: str


_KNOWN = (
    _Known(
        "installation has been suspended",
        "suspended",
        "an owner of the account lifts that: Settings → GitHub Apps → Configure → Unsuspend",
    ),
    _Known(
        "archived so is read-only",
        "archived",
        "unarchive the repository, or take it out of the App's installation",
    ),
    _Known(
        "ip allow list",
        "address",
        "add this machine's address to the organisation's IP allow list",
    ),
    _Known(
        "upgrade to github",
        "plan",
        "the account's plan has this for public repositories only",
    ),
    _Known(
        "not allowed to trigger actions workflows",
        "policy",
        "allow the event, and this App as an actor, in Settings → Actions → Policies",
    ),
    _Known(
        "integration not found",
        "credentials",
        "this GitHub has no App of that id: are ANDON_APP_ID and GITHUB_API_URL right?",
    ),
)
_KEY = "is ANDON_PRIVATE_KEY a key of the App that ANDON_APP_ID names?"


def error_of(refused: Refused, where: str) -> GitHubError:
    """The error that a refusal means. `where`: the call, its status and GitHub's words, in a line."""
    said = refused.said.lower()
    if "repository access blocked" in said or refused.status == 451:
        return Gone(f"{where} (GitHub has closed the repository)")
    for known in _KNOWN:
        if known.words in said:
            return Denied(f"{where} ({known.advice})", known.cause)
    match refused.status:
        case 404 if refused.moved:
            return Gone(f"{where} (it was renamed or transferred to where the App does not reach)")
        case 404:
            return Gone(f"{where} (it was deleted, or is out of the App's reach)")
        case 410:
            return Gone(f"{where} (it was deleted or disabled)")
        case 401:
            return _not_known(refused, where)
        case 403:
            return _forbidden(refused, where)
        case _:
            return Broken(where)


def _not_known(refused: Refused, where: str) -> Denied:
    """GitHub does not take our credential."""
    if not refused.as_app:
        return Denied(f"{where} (the token ended or was revoked; the next call gets another)", "credentials")
    if re.search(r"claim \('(iat|exp)'\)", refused.said):
        off = f" by {refused.skew.total_seconds():+.0f} s" if refused.skew else ""
        return Denied(f"{where} (this machine's clock is off{off}: set it)", "clock")
    return Denied(f"{where} ({_KEY})", "credentials")


def _forbidden(refused: Refused, where: str) -> Denied:
    sign_on = refused.headers.get("x-github-sso", "")
    if sign_on or "saml enforcement" in refused.said.lower():
        place = re.search(r"url=(\S+)", sign_on)
        at = f" at {place[1]}" if place else ""
        return Denied(f"{where} (the organisation's single sign-on: authorise the token{at})", "sign-on")
    needs = refused.headers.get("x-accepted-github-permissions")
    if needs:
        advice = f"needs {needs}: grant it in the App's settings, then accept it for the account"
        return Denied(f"{where} ({advice})", "grant")
    if "not accessible by integration" in refused.said.lower():
        return Denied(f"{where} (a permission was not granted)", "grant")
    return Denied(where)


def is_limit(status: int, said: str, headers: Mapping[str, str]) -> bool:
    """Whether a refusal is a limit: nothing was done, and later it may be."""
    if status == 429:
        return True
    return status == 403 and (
        "retry-after" in headers
        or headers.get("x-ratelimit-remaining") == "0"
        or "rate limit" in said.lower()
    )


def wait_of(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds to wait: `retry-after`, else until the reset when nothing remains, else a minute."""
    try:
        if "retry-after" in headers:
            return max(1.0, float(headers["retry-after"]))
        if headers.get("x-ratelimit-remaining") == "0":
            return max(1.0, float(headers["x-ratelimit-reset"]) - now.timestamp())
    except (KeyError, ValueError):
        pass
    return 60.0


def skew_of(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How far our clock is ahead of GitHub's, by the answer's `Date`; None where it has none."""
    try:
        return now - parsedate_to_datetime(headers["date"])
    except (KeyError, ValueError, TypeError):
        return None
