"""`andon serve`, `andon reconcile`, `andon explain`."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.app.describe import describe
from bot.app.settings import BadSettings, Settings, read_settings
from bot.github.client import Client
from bot.github.errors import GitHubError
from bot.loop.brain import Brain, Identity
from bot.loop.looked import Failed, Looked, name_of
from bot.loop.sweep import identify
from bot.model.effects import Reason
from bot.observe.grants import reading
from bot.observe.required import required
from bot.observe.runs import Kept, Reader
from bot.observe.scan import Apps
from bot.telemetry.ledger import JsonLines
from bot.telemetry.logs import configure_logs

if TYPE_CHECKING:
    from starlette.applications import Starlette

LEAVE = 10
"""Seconds that requests under way are given when the server stops."""
_COLOURS = {"ok": "green", "waiting": "yellow", "blocked": "red", "unknown": "magenta"}
_MARKS = {"ok": "✓", "waiting": "…", "blocked": "✗", "unknown": "?"}


def _now() -> datetime:
    return datetime.now(UTC)


def _settings(serving: bool) -> Settings | None:
    configure_logs()
    try:
        return read_settings(os.environ, serving)
    except BadSettings as error:
        click.echo(str(error), err=True)
        return None


def serve(host: str, port: int) -> int:
    """Run the server until it is stopped; its exit code."""
    from bot.app.server import build  # noqa: PLC0415 - only the extra `app` installs what it needs

    settings = _settings(serving=True)
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


@asynccontextmanager
async def _brain(settings: Settings) -> AsyncGenerator[Brain]:
    """A brain for one command."""
    client = Client(settings.credentials, settings.api_url, _now)
    try:
        app_id, slug = await identify(client)
        apps = Apps(ours=app_id, actions=settings.actions_app)
        who = Identity(apps, slug, settings.web_url, settings.app_url, f"{settings.name}:reconcile")
        yield Brain(client, who, _now, JsonLines(settings.ledger, sys.stderr))
    finally:
        await client.aclose()


async def _reconcile(
    settings: Settings, names: tuple[str, ...], dry_run: bool
) -> tuple[Looked | Failed, ...]:
    async with _brain(settings) as brain:
        return await brain.reconcile(names, dry_run)


async def _explain(settings: Settings, name: str) -> tuple[Looked | Failed, Reason | None]:
    """What would be done, and whether the cord is required there at all."""
    async with _brain(settings) as brain:
        (one,) = await brain.reconcile((name,), dry_run=True)
        if isinstance(one, Failed):
            return one, None
        repository = one.snapshot.repository
        reader = Reader(brain.client, reading(repository.installation), repository, Kept())
        return one, await required(reader, repository.default_branch or "", brain.identity.apps.ours)


def reconcile(names: tuple[str, ...], dry_run: bool, as_json: bool) -> int:
    """One pass, printed; 1 if a repository or an effect failed, 2 if it could not start."""
    settings = _settings(serving=not dry_run)
    if settings is None:
        return 2
    try:
        looked = asyncio.run(_reconcile(settings, names, dry_run))
    except GitHubError as error:
        click.echo(f"GitHub does not answer for the App: {error}", err=True)
        return 2
    if as_json:
        click.echo(json.dumps(describe(looked), indent=2))
    else:
        for one in looked:
            _print_pass(one, dry_run)
    return int(any(isinstance(one, Failed) or one.errors for one in looked))


def _print_pass(one: Looked | Failed, dry_run: bool) -> None:
    if isinstance(one, Failed):
        click.secho(f"{one.repo}: {one.why}", fg="red")
        return
    click.secho(name_of(one), bold=True)
    _print_reason(one.plan.line, 1)
    if dry_run:
        planned = [effect.kind for effect in one.plan.effects]
        click.echo(f"  would do: {', '.join(planned) or 'nothing'}")
    for effect, done in one.done:
        click.echo(f"  {effect.kind}: {done.outcome} {done.note}".rstrip())
    for error in one.errors:
        click.secho(f"  {error}", fg="red")


def explain(name: str, as_json: bool) -> int:
    """The line, each pull request, the job, and what would be done next."""
    settings = _settings(serving=False)
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
        _print_pass(one, dry_run=True)
    else:
        _print_explained(one, cord)
    return int(isinstance(one, Failed))


def _print_explained(one: Looked, cord: Reason | None) -> None:
    click.secho(name_of(one), bold=True)
    _print_reason(one.plan.line, 1)
    if cord is not None:
        _print_reason(cord, 1)
    for number, reason in one.plan.pulls:
        click.echo(f"  pull request #{number}")
        _print_reason(reason, 2)
    for reason in one.plan.jobs:
        click.echo("  job")
        _print_reason(reason, 2)
    for job in one.snapshot.jobs:
        if claim := job.claim:
            taken = f"by {claim.by} at {claim.at:%Y-%m-%d %H:%M:%S} UTC"
            click.echo(
                f"  claim of {job.key.rule} {job.key.subject}: {claim.stage}, attempt {claim.attempt}, {taken}"
            )
    planned = [effect.kind for effect in one.plan.effects]
    click.echo(f"  next: {', '.join(planned) or 'nothing to do'}")
    if one.plan.look_again is not None:
        click.echo(
            f"  looked at again within {one.plan.look_again.total_seconds():.0f} s, or when GitHub calls"
        )


def _print_reason(reason: Reason, depth: int) -> None:
    click.secho(f"{'  ' * depth}{_MARKS[reason.status]} {reason.text}", fg=_COLOURS[reason.status])
    for child in reason.children:
        _print_reason(child, depth + 1)
