"""`andon reconcile`: one pass, now, over repositories by name or over all that the App is installed on."""

import asyncio
import io
import json
from dataclasses import dataclass

import click

from bot.app.describe import describe
from bot.app.printing import print_pass, print_sweep
from bot.app.progress import progress, wanted
from bot.app.settings import Settings
from bot.app.starting import brain_for, settings_for
from bot.github.errors import GitHubError
from bot.loop.guarding import Held, guard
from bot.loop.looked import Failed, Looked, name_of, unread
from bot.loop.sample import sample
from bot.loop.sweep import list_installed
from bot.loop.sweeping import Sweep


@dataclass(frozen=True)
class Wish:
    """What was asked for: these repositories, or (without names) all of them, or a `sample` of so many.

    proposed: with the organisation's file as it stands, though it may wait for approval.
    """

    names: tuple[str, ...] = ()
    sample: int | None = None
    dry_run: bool = False
    proposed: bool = False


def reconcile(wish: Wish, as_json: bool) -> int:
    """Passes, printed; 1 if one could not be read, an effect failed or a change waits, 2 if it could not start."""
    settings = settings_for("look" if wish.dry_run else "act")
    if settings is None:
        return 2
    try:
        looked, held = asyncio.run(_named(settings, wish) if wish.names else _sweep(settings, wish))
    except GitHubError as error:
        click.echo(f"GitHub does not answer for the App: {error}", err=True)
        return 2
    if as_json:
        click.echo(json.dumps(_described(looked, held), indent=2))
    elif wish.names:
        for one in looked:
            print_pass(one, wish.dry_run)
    else:
        print_sweep(looked, wish.dry_run)
        for change in held:
            click.secho(change.words, fg="yellow")
    failed = (unread(one) or (isinstance(one, Looked) and (one.errors or one.wait)) for one in looked)
    return int(bool(held) or any(failed))


def _described(looked: tuple[Looked | Failed, ...], held: tuple[Held, ...]) -> dict[str, object]:
    missing = [{"repo": name_of(one), "why": list(unread(one))} for one in looked if unread(one)]
    waiting = [{"organisation": one.organisation, "verdicts": one.verdicts} for one in held]
    return {**describe(looked), "unread": missing, "waiting": waiting}


async def _named(settings: Settings, wish: Wish) -> tuple[tuple[Looked | Failed, ...], tuple[Held, ...]]:
    async with brain_for(settings) as brain:
        brain.proposed = wish.proposed
        return await brain.reconcile(wish.names, wish.dry_run), ()


async def _sweep(settings: Settings, wish: Wish) -> tuple[tuple[Looked | Failed, ...], tuple[Held, ...]]:
    """All, or a sample. The ledger's lines are kept out of the bar: they are history, for files."""
    async with brain_for(settings, io.StringIO() if wanted() else None) as brain:
        brain.proposed = wish.proposed
        listed, failures = await list_installed(brain.client)
        allowed, held = (listed, ()) if wish.dry_run else await guard(brain, listed)
        chosen = allowed if wish.sample is None else sample(allowed, wish.sample)
        with progress(len(chosen)) as ended:
            made = await Sweep(brain, "cron", wish.dry_run, ended).make(chosen)
        return (*failures, *made), held
