"""Webhooks: is it really from GitHub, and which repository does it wake?

A webhook is a hint to hurry and carries nothing else into a pass, but for a click on one of our buttons, which
leaves no other trace on GitHub. Payloads are read through small
tolerant look-ups: a strict model would refuse real ones.
"""

import hashlib
import hmac
import json
import re
from datetime import datetime
from typing import Any, TypeGuard, cast

from bot.model.facts import CORD, OUR_CHECKS
from bot.model.pressed import Press, is_press
from bot.model.value import Value

MAX_BODY = 25 * 1024 * 1024
"""Bytes; GitHub never delivers more."""

WAKING: dict[str, frozenset[str] | None] = {
    "push": None,
    "pull_request": frozenset(
        {
            "opened", "reopened", "synchronize", "closed", "edited", "ready_for_review", "converted_to_draft",
            "auto_merge_enabled", "auto_merge_disabled", "enqueued", "dequeued",
        }
    ),
    "pull_request_review": frozenset({"submitted", "dismissed"}),
    "workflow_run": None,
    "workflow_job": frozenset({"completed"}),
    "check_run": frozenset({"completed", "rerequested", "requested_action"}),
    "status": None,
    "merge_group": None,
    "issues": frozenset({"closed", "reopened", "deleted", "transferred", "labeled", "unlabeled"}),
    "issue_comment": frozenset({"created", "edited", "deleted"}),
    "repository": None,
    "installation_repositories": None,
    "installation": None,
}  # fmt: skip
"""Which events wake a repository; None = every action of the event."""


class Woken(Value):
    """A repository that a webhook names: enough to look at it, nothing of what was said about it."""

    installation: int
    repository: int
    node_id: str
    name: str


def signed(body: bytes, header: str | None, secrets: tuple[str, ...]) -> bool:
    """Whether `X-Hub-Signature-256` is right for the raw body under any of the secrets (rotation)."""
    if not header or not header.startswith("sha256="):
        return False
    given = header.removeprefix("sha256=").encode("utf-8", "replace")
    good = False
    for secret in secrets:
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
        good |= hmac.compare_digest(digest, given)
    return good


_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""An escape of half a character of those that JSON writes as two."""


def told(body: bytes) -> dict[str, Any] | None:
    """The payload in a delivery's body, or None for what GitHub never sends.

    That is whatever is not a JSON object in UTF-8, and whatever readers of JSON disagree about: a name
    that stands twice, NaN and its kin, half a character, nesting without end.
    """
    try:
        text = body.decode()
        payload: object = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        if _HALF.search(text):
            json.dumps(payload, ensure_ascii=False).encode()  # fails where the other half is missing
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", payload) if isinstance(payload, dict) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice")
    return made


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def wake(event: str, payload: object) -> tuple[Woken, ...]:
    """The repositories an event wakes; none for events that change nothing for us."""
    if event not in WAKING or not isinstance(payload, dict):
        return ()
    told = cast("dict[str, Any]", payload)
    actions = WAKING[event]
    action = told.get("action")
    if actions is not None and not (isinstance(action, str) and action in actions):
        return ()
    if event in ("check_run", "status") and not _reports(event, told):
        return ()
    installation = _int(_dict(told.get("installation")).get("id"))
    named = [told.get("repository")]
    for key in ("repositories", "repositories_added"):
        found = told.get(key)
        named += cast("list[Any]", found) if isinstance(found, list) else []
    if installation is None:
        return ()
    woken = (_woken(installation, _dict(repository)) for repository in named)
    return tuple(w for w in woken if w is not None)


def pressed(event: str, payload: object, at: datetime) -> tuple[str, Press] | None:
    """The node id of the repository, and the button that a person pressed on a cord there; None for all else.

    Source: docs.github.com/en/webhooks/webhook-events-and-payloads?actionType=requested_action#check_run
    """
    told = _dict(payload)
    if event != "check_run" or told.get("action") != "requested_action":
        return None
    run, sender = _dict(told.get("check_run")), _dict(told.get("sender"))
    cord = run.get("external_id")
    verb, who, sha = (
        _dict(told.get("requested_action")).get("identifier"),
        sender.get("login"),
        run.get("head_sha"),
    )
    node_id = _dict(told.get("repository")).get("node_id")
    if (
        run.get("name") != CORD
        or sender.get("type") != "User"
        or not is_press(verb, who, sha, cord)
        or not _is_text(node_id)
    ):
        return None
    return node_id, Press.model_validate({"verb": verb, "who": who, "sha": sha, "cord": cord, "at": at})


def _reports(event: str, told: dict[str, Any]) -> bool:
    """Whether what is reported may be news: jobs of Actions are told of by events of their own, and our
    checks are our own doing."""
    if event == "status":
        return told.get("state") != "pending"
    run = _dict(told.get("check_run"))
    if told.get("action") != "completed":
        return True
    return _dict(run.get("app")).get("slug") != "github-actions" and run.get("name") not in OUR_CHECKS


def _woken(installation: int, repository: dict[str, Any]) -> Woken | None:
    id, node_id, name = _int(repository.get("id")), repository.get("node_id"), repository.get("full_name")
    if id is None or not _is_text(node_id) or not _is_text(name):
        return None
    return Woken(installation=installation, repository=id, node_id=node_id, name=name)


def _is_text(value: object) -> TypeGuard[str]:
    """Whether a value is text that can be written anywhere: JSON can hold half a character."""
    return isinstance(value, str) and value.isprintable()


def _dict(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _int(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
