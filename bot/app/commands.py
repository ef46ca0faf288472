"""`andon serve` and `andon explain`; `andon reconcile` is `reconcile.py`."""

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from bot.app.describe import describe
from bot.app.printing import print_pass, print_reason
from bot.app.settings import Settings
from bot.app.starting import brain_for, settings_for
from bot.decide.lease import held_by
from bot.github.errors import GitHubError
from bot.loop.looked import Failed, Looked, name_of
from bot.model.telling import Reason
from bot.observe.grants import reading
from bot.observe.required import required
from bot.observe.runs import Kept, Reader

if TYPE_CHECKING:
    from starlette.applications import Starlette

LEAVE = 10
"""Seconds that requests under way are given when the server stops."""


def serve(host: str, port: int) -> int:
    """Run the server until it is stopped; its exit code."""
    from bot.app.server import build  # noqa: PLC0415 - only the extra `app` installs what it needs

    settings = settings_for("serve")
    return 2 if settings is None else serve_app(build(settings), host, port)


def serve_app(app: "Starlette", host: str, port: int) -> int:
    """Serve an App until it is stopped: 0, 1 if its loop died, 3 if it could not start.

    A server whose loop is dead answers webhooks and does nothing: it ends, for whoever runs it to start
    it again, which loses nothing.
    """
    import uvicorn  # noqa: PLC0415 - as above

    config = uvicorn.Config(
        app,
        host,
        port,
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=LEAVE,
    )
    server = uvicorn.Server(config)

    def leave() -> None:
        server.should_exit = True

    app.state.app.on_death = leave
    with suppress(KeyboardInterrupt):
        server.run()
    return 1 if app.state.app.dead else 0 if server.started else 3


async def _explain(settings: Settings, name: str) -> tuple[Looked | Failed, Reason | None]:
    """What would be done, and whether the cord is required there at all."""
    async with brain_for(settings) as brain:
        (one,) = await brain.reconcile((name,), dry_run=True)
        if isinstance(one, Failed):
            return one, None
        repository = one.snapshot.repository
        reader = Reader(brain.client, reading(repository.installation), repository, Kept())
        return one, await required(reader, repository.default_branch or "", brain.identity.apps.ours)


def explain(name: str, as_json: bool) -> int:
    """The line, each pull request, the job, and what would be done next."""
    settings = settings_for("look")
    if settings is None:
        return 2
    try:
        one, cord = asyncio.run(_explain(settings, name))
    except GitHubError as error:
        click.echo(f"GitHub does not answer for the App: {error}", err=True)
        return 2
    if as_json:
        click.echo(json.dumps(describe((one,)), indent=2))
    elif isinstance(one, Failed):
        print_pass(one, dry_run=True)
    else:
        _print_explained(one, cord)
    return int(isinstance(one, Failed))


def _print_explained(one: Looked, cord: Reason | None) -> None:
    click.secho(name_of(one), bold=True)
    print_reason(one.plan.line, 1)
    if cord is not None:
        print_reason(cord, 1)
    for number, reason in one.plan.pulls:
        click.echo(f"  pull request #{number}")
        print_reason(reason, 2)
    for reason in one.plan.jobs:
        click.echo("  job")
        print_reason(reason, 2)
    for job in one.snapshot.jobs:
        if claim := job.claim:
            taken = f"by {claim.by} at {claim.at:%Y-%m-%d %H:%M:%S} UTC"
            click.echo(
                f"  claim of {job.key.rule} {job.key.subject}: {claim.stage}, attempt {claim.attempt}, {taken}"
            )
        if lease := held_by(job):
            click.echo(f"  looked after by {lease.by}, lease until {lease.until:%Y-%m-%d %H:%M:%S} UTC")
    planned = [effect.kind for effect in one.plan.effects]
    click.echo(f"  next: {', '.join(planned) or 'nothing to do'}")
    if one.plan.look_again is not None:
        click.echo(
            f"  looked at again within {one.plan.look_again.total_seconds():.0f} s, or when GitHub calls"
        )
