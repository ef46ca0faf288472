"""`andon approve`: let a change that waits take effect in every repository of an organisation."""

import asyncio

import click

from bot.app.settings import Settings
from bot.app.starting import brain_for, settings_for
from bot.github.errors import GitHubError
from bot.loop.guarding import HOME, write_guard
from bot.loop.looked import Looked
from bot.model.fuse import counted, digest


def approve(organisation: str, yes: bool) -> int:
    """Show what waits, ask, approve: 0; 1 if it was not approved; 2 if it could not be begun."""
    settings = settings_for("look")
    if settings is None:
        return 2
    try:
        return asyncio.run(_approve(settings, organisation, yes))
    except GitHubError as error:
        click.echo(f"GitHub does not answer for the App: {error}", err=True)
        return 2


async def _approve(settings: Settings, organisation: str, yes: bool) -> int:
    async with brain_for(settings) as brain:
        (one,) = await brain.reconcile((f"{organisation}{HOME}",), dry_run=True)
        if not isinstance(one, Looked):
            click.echo(f"{one.repo}: {one.why}", err=True)
            return 1
        org = one.snapshot.organised
        waiting = org.guard.waiting if org else None
        if org is None or waiting is None:
            click.echo(f"{organisation}: nothing waits for approval")
            return 0
        if waiting.file != digest(org.file):
            click.echo("andon.yml has changed since; wait for the next sweep, and look at that", err=True)
            return 1
        click.echo(
            f"{organisation}: Andon {waiting.version} with andon.yml as it stands would turn "
            f"{counted(org.guard.verdicts)}"
        )
        if not yes and not click.confirm("Let it take effect?"):
            return 1
        if not await write_guard(brain, one, org, org.guard.approving(waiting, settings.name)):
            click.echo("somebody else was faster; look again", err=True)
            return 1
        click.echo("approved; the next sweep brings it about")
        return 0
