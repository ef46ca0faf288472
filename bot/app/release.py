"""`andon release`: what holds is shown, then (with --yes) let go, repository by repository."""

import asyncio
import getpass
from dataclasses import dataclass
from datetime import timedelta

import click

from bot.app.printing import in_a_line
from bot.app.settings import Settings
from bot.app.starting import brain_for, settings_for
from bot.decide.releasing import Order
from bot.github.errors import GitHubError
from bot.loop.brain import Brain
from bot.loop.looked import Failed
from bot.loop.releasing import Held, Released, Releasing
from bot.loop.sweep import list_installed


@dataclass(frozen=True)
class Wish:
    """Which repositories (none: all that the App is installed on), why, for how many minutes, and whether really."""

    names: tuple[str, ...]
    why: str
    minutes: int
    yes: bool


def release(wish: Wish) -> int:
    """0 if nothing holds (any more), 1 if something does or could not be told, 2 if it cannot start."""
    settings = settings_for("look")
    if settings is None:
        return 2
    try:
        return asyncio.run(_release(settings, wish))
    except GitHubError as error:
        click.echo(f"GitHub does not answer for the App: {error}", err=True)
        return 2


async def _release(settings: Settings, wish: Wish) -> int:
    async with brain_for(settings) as brain:
        order = Order(who=_operator(settings), why=wish.why, minutes=wish.minutes)
        releasing = Releasing(brain, order, _wait)
        names, failures = (wish.names, ()) if wish.names else await _all(brain)
        for one in failures:
            _problem(one.repo, one.why)
        ends = [await _one(releasing, name, wish) for name in names]
        if not wish.yes and any(one.anything for one in ends if isinstance(one, Held)):
            click.echo("Nothing was done. --yes lets go of these.")
        bad = [one for one in ends if one.problem or (isinstance(one, Released) and not one.whole)]
        waits = any(one.anything for one in ends if isinstance(one, Held))
        return int(bool(failures or bad or waits))


async def _all(brain: Brain) -> tuple[tuple[str, ...], tuple[Failed, ...]]:
    listed, failures = await list_installed(brain.client)
    return tuple(sorted(one.name for one in listed)), failures


async def _wait(name: str, time: timedelta) -> None:
    """Say for how long GitHub's limits make it wait, and wait."""
    click.echo(
        f"{in_a_line(name)}: GitHub's limits ask to wait {time.total_seconds():.0f} s; it goes on then"
    )
    await asyncio.sleep(time.total_seconds())


async def _one(releasing: Releasing, name: str, wish: Wish) -> Held | Released:
    """One repository, told as soon as it is done; of what holds nothing only where it was named."""
    held, yes = await releasing.look(name), wish.yes
    if held.problem and not yes:
        _problem(held.name, held.problem)
        return held
    if not yes or not (held.anything or held.problem):
        if held.pulls:
            click.echo(f"{in_a_line(held.name)}: would let go of {_pulls(held.pulls)}")
        if held.lines:
            click.echo(
                f"{in_a_line(held.name)}: would start, {_lasting(wish)}: {in_a_line('; '.join(held.lines))}"
            )
        if wish.names and not held.anything:
            click.echo(f"{in_a_line(held.name)}: nothing holds")
        return held
    end = await releasing.carry_out(held.name)
    if end.pulls:
        click.secho(f"{in_a_line(end.name)}: let go of {_pulls(end.pulls)}", fg="green")
    if held.lines and end.whole:
        told = in_a_line("; ".join(held.lines))
        click.secho(f"{in_a_line(end.name)}: started, {_lasting(wish)}; before that {told}", fg="green")
    if end.left:
        _problem(end.name, f"{_pulls(end.left)} still held")
    if end.again:
        _problem(end.name, "the next pass will hold again; set `mode: off`, or the ruleset to evaluate")
    if end.problem:
        _problem(end.name, end.problem)
    return end


def _lasting(wish: Wish) -> str:
    return f"for {wish.minutes} min or until something newer fails"


def _problem(name: str, why: str) -> None:
    click.secho(f"✗ {in_a_line(name)}: {in_a_line(why)}", fg="red")


def _pulls(numbers: tuple[int, ...]) -> str:
    return ", ".join(f"#{number}" for number in numbers)


def _operator(settings: Settings) -> str:
    """Who runs this, as the record names them."""
    try:
        return f"{getpass.getuser()} on {settings.name}"
    except (KeyError, OSError):  # a container's user may have no name
        return f"the operator of {settings.name}"
