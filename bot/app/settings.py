"""What an operator sets, from the environment; everything missing is named in one message."""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from bot.github.auth import Credentials
from bot.github.pace import Limit, limits


class BadSettings(Exception):
    """What is missing or wrong, all at once, each with what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("cannot start:\n" + "\n".join(f"  - {p}" for p in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Settings:
    """The App as configured. URLs have no slash at the end."""

    credentials: Credentials
    api_url: str
    web_url: str
    app_url: str
    webhook_secrets: tuple[str, ...]
    debug_secret: str | None
    oidc_issuer: str
    ledger: Path | None
    name: str
    sweep_seconds: int
    actions_app: int
    worker: str
    limits: tuple[Limit, ...]


SWEEP_SECONDS = "300"
ACTIONS_APP = "15368"
"""The App id of GitHub Actions on github.com; on GitHub Enterprise Server see `GET /apps/github-actions`."""

WORKER = "andon-bot/andon/.github/workflows/worker.yml"
"""The reusable workflow that callers call; a copy of it elsewhere is another."""
_WORKFLOW = re.compile(r"[\w.-]+/[\w.-]+/\.github/workflows/[\w.-]+\.ya?ml")

WRITES = "80/500"
"""What GitHub documents of creating content, a minute and an hour."""
_WRITES = re.compile(r"[1-9]\d{0,7}/[1-9]\d{0,7}")

WANTED = {
    "ANDON_APP_ID": "the App's client id or App id, from its settings page",
    "ANDON_PRIVATE_KEY": "the App's private key as PEM text, or ANDON_PRIVATE_KEY_FILE with a path to it",
    "ANDON_WEBHOOK_SECRET": "the webhook secret (several, separated by commas, while rotating)",
    "ANDON_URL": "the public address of this server, which workers call, e.g. https://andon.example.com",
}
Use: TypeAlias = Literal["serve", "act", "look"]
_NEEDS: Mapping[Use, tuple[str, ...]] = {
    "serve": ("ANDON_APP_ID", "ANDON_WEBHOOK_SECRET", "ANDON_URL"),
    "act": ("ANDON_APP_ID", "ANDON_URL"),  # workers are told the address; no webhook comes
    "look": ("ANDON_APP_ID",),
}
"""What must be set besides the private key."""


def read_settings(env: Mapping[str, str], use: Use = "serve") -> Settings:
    """The settings in the environment, which must hold what `use` needs."""
    problems: list[str] = []
    key = _private_key(env, problems)
    problems += [f"{name} is not set: {WANTED[name]}" for name in _NEEDS[use] if not env.get(name)]
    credentials = Credentials(issuer=env.get("ANDON_APP_ID", ""), private_key=key)
    if key and (wrong := credentials.problem()):
        problems.append(f"ANDON_PRIVATE_KEY: {wrong}")
    secrets = tuple(s.strip() for s in env.get("ANDON_WEBHOOK_SECRET", "").split(",") if s.strip())
    problems += _senseless(env, secrets)
    if problems:
        raise BadSettings(problems)
    api = env.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
    web = env.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
    on_com = api == "https://api.github.com"
    issuer = "https://token.actions.githubusercontent.com" if on_com else f"{web}/_services/token"
    ledger = env.get("ANDON_LEDGER")
    return Settings(
        credentials=credentials,
        api_url=api,
        web_url=web,
        app_url=env.get("ANDON_URL", "").rstrip("/"),
        webhook_secrets=secrets,
        debug_secret=env.get("ANDON_DEBUG_SECRET") or None,
        oidc_issuer=env.get("ANDON_OIDC_ISSUER", issuer).rstrip("/"),
        ledger=Path(ledger) if ledger else None,
        name=env.get("ANDON_NAME") or socket.gethostname(),
        sweep_seconds=int(env.get("ANDON_SWEEP_SECONDS", SWEEP_SECONDS)),
        actions_app=int(env.get("ANDON_ACTIONS_APP_ID", ACTIONS_APP)),
        worker=env.get("ANDON_WORKER", WORKER),
        limits=limits(*(int(count) for count in env.get("ANDON_WRITES", WRITES).split("/"))),
    )


def _senseless(env: Mapping[str, str], secrets: tuple[str, ...]) -> list[str]:
    """What is set, but to something that cannot be meant."""
    found: list[str] = []
    if env.get("ANDON_WEBHOOK_SECRET") and not secrets:
        found.append(f"ANDON_WEBHOOK_SECRET holds no secret: {WANTED['ANDON_WEBHOOK_SECRET']}")
    url = env.get("ANDON_URL")
    if url and not url.startswith(("https://", "http://")):
        found.append(f"ANDON_URL must begin with https://, unlike {url!r}: {WANTED['ANDON_URL']}")
    sweep = env.get("ANDON_SWEEP_SECONDS", SWEEP_SECONDS)
    if not sweep.isdecimal() or int(sweep) < 1:
        found.append(f"ANDON_SWEEP_SECONDS must be a whole number of seconds, not {sweep!r}")
    actions = env.get("ANDON_ACTIONS_APP_ID", ACTIONS_APP)
    if not actions.isdecimal():
        found.append(f"ANDON_ACTIONS_APP_ID must be the App id of GitHub Actions, not {actions!r}")
    writes = env.get("ANDON_WRITES", WRITES)
    if not _WRITES.fullmatch(writes):
        found.append(f"ANDON_WRITES must be writes a minute and an hour, like {WRITES}, not {writes!r}")
    worker = env.get("ANDON_WORKER", WORKER)
    if not _WORKFLOW.fullmatch(worker):
        found.append(
            f"ANDON_WORKER must be a reusable workflow without its @ref, like {WORKER}, not {worker!r}"
        )
    return found


def _private_key(env: Mapping[str, str], problems: list[str]) -> str:
    if env.get("ANDON_PRIVATE_KEY"):
        return env["ANDON_PRIVATE_KEY"].replace("\\n", "\n")
    path = env.get("ANDON_PRIVATE_KEY_FILE")
    if not path:
        problems.append(f"ANDON_PRIVATE_KEY is not set: {WANTED['ANDON_PRIVATE_KEY']}")
        return ""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"ANDON_PRIVATE_KEY_FILE cannot be read: {error}")
        return ""
