"""Asking the local GitHub by hand: as a person, as the App, as a workflow's job.

What a test of GitHub's own behaviour says over HTTP; what Andon says goes through `rig`.
"""

import ssl
from collections.abc import Callable
from typing import Any, Protocol

import httpx

from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import Job, Run
from tests.rig import Rig

_TLS = ssl.create_default_context()
"""Made once: the local GitHub speaks plain HTTP, and a context takes longer than the call."""


class Ask(Protocol):
    """One call as somebody; `/r/…` stands for the rig's repository."""

    def __call__(self, method: str, path: str, body: Any = None) -> httpx.Response: ...


def ask(gh: Sandbox, token: str, method: str, path: str, body: Any = None) -> httpx.Response:
    """One call of the REST API with a token; `path` begins after the API's root."""
    headers = {"authorization": f"Bearer {token}"}
    with httpx.Client(trust_env=False, verify=_TLS, timeout=30) as http:
        return http.request(method, gh.api_url + path, json=body, headers=headers)


def person(rig: Rig, login: str) -> Ask:
    """`ask(method, path, body)` as a person."""
    return _asker(rig, rig.gh.token(login))


def app(rig: Rig, **permissions: str) -> Ask:
    """The same as the App's installation, with these permissions (all it has without any)."""
    (installation,) = (i for i in rig.gh.world.installations.values() if i.app is rig.app)
    return _asker(rig, rig.gh.installation_token(installation, **permissions))


def job(rig: Rig, running: Job) -> Ask:
    """The same with the GITHUB_TOKEN of a job that runs now."""
    return _asker(rig, job_token(rig.gh, running))


def job_token(gh: Sandbox, running: Job) -> str:
    """The GITHUB_TOKEN of a job that runs now."""
    with gh.world.lock:
        return next(value for value, token in gh.world.tokens.items() if token.job is running)


def in_workflow(
    rig: Rig, path: str, step: Callable[[Ask], None], otherwise: Callable[[Run, Job], Outcome]
) -> Callable[[Run, Job], Outcome]:
    """A script in which the jobs of workflow `path` do `step` and succeed; other workflows do `otherwise`."""

    def script(run: Run, running: Job) -> Outcome:
        if run.workflow.path != path:
            return otherwise(run, running)
        step(job(rig, running))
        return Outcome()

    return script


def _asker(rig: Rig, token: str) -> Ask:
    def asked(method: str, path: str, body: Any = None) -> httpx.Response:
        return ask(rig.gh, token, method, path.replace("/r/", f"/repos/{rig.repo.name}/", 1), body)

    return asked
