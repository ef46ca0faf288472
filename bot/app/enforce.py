"""`andon enforce` and `andon uninstall`: the plan is shown, then asked about, then carried out."""

import asyncio
import io
from typing import assert_never

import click

from bot.act.rulesets import Pin
from bot.app.printing import in_a_line
from bot.app.settings import Settings
from bot.app.starting import brain_for, settings_for
from bot.github.errors import GitHubError
from bot.loop.enforcing import Enforcing, Wish
from bot.model.enforcing import (
    Deselect,
    Loosen,
    Release,
    Require,
    Select,
    Step,
    Steps,
    Unprotect,
    WriteCords,
)

BEWARE = (
    "While neither `andon serve` nor a control repository is at work, new pull requests there get no cord "
    "and wait."
)


def enforce(wish: Wish, names: tuple[str, ...], bypass: tuple[int, ...], yes: bool) -> int:
    """0 if all is done, 1 if something is left (or nothing was to be done yet), 2 if it cannot start."""
    settings = settings_for("look" if wish == "uninstall" else "act")
    if settings is None:
        return 2
    try:
        return asyncio.run(_enforce(settings, wish, names, bypass, yes))
    except GitHubError as error:
        click.echo(f"GitHub does not answer for the App: {error}", err=True)
        return 2


async def _enforce(
    settings: Settings, wish: Wish, names: tuple[str, ...], bypass: tuple[int, ...], yes: bool
) -> int:
    async with brain_for(settings, io.StringIO()) as brain:
        pin = Pin(brain.identity.apps.ours, bypass)
        enforcing = Enforcing(
            brain, wish, pin, lambda name, step: click.echo(f"  ✓ {name}: {words(step, bypass)}")
        )
        plans = [await enforcing.plan(name) for name in names]
        for plan in plans:
            _print(wish, plan, bypass)
        todo = [plan for plan in plans if plan.steps]
        if todo and wish == "enforce":
            click.echo(BEWARE)
        if todo and not (yes or _agreed()):
            click.echo("Nothing was done.")
            return 1
        left = [await enforcing.carry_out(plan.name) for plan in todo]
        return _end(wish, left, [plan for plan in plans if plan.problem and not plan.steps])


def _agreed() -> bool:
    """Whether somebody says yes; where nobody can be asked, no."""
    try:
        return click.confirm("Do this?")
    except click.Abort:
        click.echo()
        click.echo("Nobody answered; --yes is for scripts.")
        return False


def _print(wish: Wish, plan: Steps, bypass: tuple[int, ...]) -> None:
    """What would be done."""
    click.secho(in_a_line(plan.name), bold=True)
    for step in plan.steps:
        click.echo(f"  - {words(step, bypass)}")
        if isinstance(step, WriteCords):
            click.echo("  - see that every open pull request has its cord; nothing is required before")
    if plan.waits:
        click.echo(f"  ! a line is not green: as soon as it is required, {_numbers(plan.waits)} wait")
    if plan.unsure:
        click.echo(
            "  ! Andon is required by a rule of the organisation, of others or of classic protection too, which "
            "--bypass-app does not change once it is there: see that it lets the App push"
        )
    if plan.problem:
        click.secho(f"  ✗ {in_a_line(plan.problem)}", fg="red")
    elif not plan.steps:
        done = "required on every line, from this App" if wish == "enforce" else "required nowhere"
        click.secho(f"  ✓ Andon is {done}", fg="green")


def words(step: Step, bypass: tuple[int, ...] = ()) -> str:
    """A step for people. `bypass`: the Apps that a ruleset of ours lets push past it."""
    past = f"; App {', '.join(map(str, bypass))} may push past it" if bypass else ""
    match step:
        case WriteCords(pulls=pulls):
            return f"write a cord on {_numbers(pulls)}"
        case Require(ruleset=ruleset, refs=refs):
            how = "make the ruleset Andon" if ruleset is None else f"change the ruleset Andon ({ruleset})"
            return f"{how}: require the check Andon, from this App, on {', '.join(refs)}{past}"
        case Select(login=login, ruleset=ruleset):
            how = "make" if ruleset is None else "use"
            return (
                f"{how} the ruleset Andon of the organisation {login}: require the check Andon, from this App, "
                "on the default branch of repositories with the custom property andon, and set that here"
                + (past if ruleset is None else "")
            )
        case Deselect(login=login):
            return f"take the custom property andon from it, so that no ruleset of {login} requires the check"
        case Loosen(name=name, whole=whole):
            return (
                f"delete the ruleset {name}" if whole else f"take the check Andon out of the ruleset {name}"
            )
        case Unprotect(branch=branch):
            return f"take the check Andon out of the classic protection of {branch}"
        case Release(held=held):
            return f"let go of the cord on {_numbers(tuple(n for one in held for n in one.pulls))}"
        case _:
            assert_never(step)


def _numbers(pulls: tuple[int, ...]) -> str:
    return ", ".join(f"#{number}" for number in pulls)


def _end(wish: Wish, left: list[Steps], not_begun: list[Steps]) -> int:
    """Say what is left, and where nothing was begun, of which the plan told why; the exit code."""
    open_ = [one for one in left if one.steps or one.problem]
    for one in open_:
        rest = "; ".join(words(step) for step in one.steps)
        click.secho(f"✗ {in_a_line(one.name)}: {in_a_line(one.problem or f'left to do: {rest}')}", fg="red")
    if not_begun:
        names = ", ".join(in_a_line(one.name) for one in not_begun)
        click.secho(f"✗ nothing was begun in {names}: see above", fg="red")
    if not (open_ or not_begun) and wish == "uninstall":
        click.echo(
            "While its mode is `enforce` or `warn`, cords are written again, which hold nothing now: set "
            "`mode: off`, or take these repositories out of the App's installation."
        )
    return int(bool(open_ or not_begun))
