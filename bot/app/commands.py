"""`andon serve`, `andon reconcile`, `andon explain`."""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime

import click

from bot.app.describe import describe
from bot.app.settings import BadSettings, Settings, read_settings
from bot.github.client import Client
from bot.github.errors import GitHubError
from bot.loop.brain import Brain, Identity
from bot.loop.looked import Failed, Looked, name_of
from bot.loop.sweep import find, identify
from bot.model.effects import Reason
from bot.observe.grants import reading
from bot.observe.required import required
from bot.observe.runs import Kept, Reader
from bot.observe.scan import Apps
from bot.telemetry.ledger import JsonLines
from bot.telemetry.logs import configure_logs

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
    import uvicorn  # noqa: PLC0415 - only the extra `app` installs it

    from bot.app.server import build  # noqa: PLC0415

    settings = _settings(serving=True)
    if settings is None:
        return 2
    uvicorn.run(build(settings), host=host, port=port, log_level="warning", log_config=None, access_log=False)
    return 0


async def _pass(
    settings: Settings, names: tuple[str, ...], dry_run: bool
) -> tuple[tuple[Looked | Failed, ...], tuple[Reason, ...]]:
    """One pass over the named repositories, and on a dry run whether their cords are required.

    Each repository is done by itself; those that cannot be seen are failures.
    """
    client = Client(settings.credentials, settings.api_url, _now)
    try:
        app_id, slug = await identify(client)
        apps = Apps(ours=app_id, actions=settings.actions_app)
        who = Identity(apps, slug, settings.web_url, settings.app_url, f"{settings.name}:reconcile")
        brain = Brain(client, who, _now, JsonLines(settings.ledger, sys.stderr))
        keys, failures = await find(client, names)
        looked: list[Looked | Failed] = list(failures)
        for key in keys:
            looked += await brain.make_pass((key,), "debug", dry_run)
        seen = [one for one in looked if isinstance(one, Looked)] if dry_run else []
        return tuple(looked), tuple([await _required(client, one, app_id) for one in seen])
    finally:
        await client.aclose()


async def _required(client: Client, one: Looked, app_id: int) -> Reason:
    repository = one.snapshot.repository
    reader = Reader(client, reading(repository.installation), repository, Kept())
    return await required(reader, repository.default_branch or "", app_id)


def reconcile(names: tuple[str, ...], dry_run: bool, as_json: bool) -> int:
    """One pass, printed; 1 if a repository or an effect failed, 2 if it could not start."""
    settings = _settings(serving=not dry_run)
    if settings is None:
        return 2
    try:
        looked, _ = asyncio.run(_pass(settings, names, dry_run))
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
        looked, cords = asyncio.run(_pass(settings, (name,), dry_run=True))
    except GitHubError as error:
        click.echo(f"GitHub does not answer for the App: {error}", err=True)
        return 2
    if as_json:
        click.echo(json.dumps(describe(looked), indent=2))
        return int(any(isinstance(one, Failed) for one in looked))
    for one in looked:
        if isinstance(one, Failed):
            _print_pass(one, dry_run=True)
            return 1
        _print_explained(one, cords)
    return 0


def _print_explained(one: Looked, cords: tuple[Reason, ...]) -> None:
    click.secho(name_of(one), bold=True)
    _print_reason(one.plan.line, 1)
    for reason in cords:
        _print_reason(reason, 1)
    for number, reason in one.plan.pulls:
        click.echo(f"  pull request #{number}")
        _print_reason(reason, 2)
    if one.plan.job is not None:
        click.echo("  job")
        _print_reason(one.plan.job, 2)
    if one.snapshot.claim is not None:
        claim = one.snapshot.claim
        click.echo(
            f"  claim: {claim.stage}, attempt {claim.attempt}, by {claim.by} at {claim.at:%Y-%m-%d %H:%M:%S} UTC"
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
