"""What was seen and done, as lines for people: the result tree, a pass, a sweep."""

from collections import Counter
from collections.abc import Iterable

import click

from bot.loop.looked import Failed, Looked, name_of, unread
from bot.model.telling import Reason

COLOURS = {"ok": "green", "waiting": "yellow", "blocked": "red", "unknown": "magenta"}
MARKS = {"ok": "✓", "waiting": "…", "blocked": "✗", "unknown": "?"}


def print_reason(reason: Reason, depth: int) -> None:
    """A node of the result tree and what it rests on."""
    text = in_a_line(reason.text)
    click.secho(f"{'  ' * depth}{MARKS[reason.status]} {text}", fg=COLOURS[reason.status])
    for child in reason.children:
        print_reason(child, depth + 1)


def print_pass(one: Looked | Failed, dry_run: bool) -> None:
    """One repository that was asked for by name."""
    if isinstance(one, Failed):
        click.secho(f"{one.repo}: {in_a_line(one.why)}", fg="red")
        return
    click.secho(name_of(one), bold=True)
    print_reason(one.plan.line, 1)
    if dry_run:
        planned = [effect.kind for effect in one.plan.effects]
        click.echo(f"  would do: {', '.join(planned) or 'nothing'}")
    for effect, done in one.done:
        click.echo(f"  {in_a_line(f'{effect.kind}: {done.outcome} {done.note}')}")
    for error in one.errors:
        click.secho(f"  {in_a_line(error)}", fg="red")
    if one.wait is not None:
        click.secho(f"  {_left(one)}", fg="yellow")


def print_sweep(looked: Iterable[Looked | Failed], dry_run: bool) -> None:
    """One line for each repository that needs attention, then those that could not be read, by name."""
    by_name = sorted(looked, key=name_of)
    read = [one for one in by_name if isinstance(one, Looked) and not unread(one)]
    calling = [one for one in read if _calls(one)]
    for one in calling:
        _print_line(one, dry_run)
    missing = [one for one in by_name if unread(one)]
    for one in missing:
        click.secho(f"? {name_of(one)}: could not be read: {in_a_line('; '.join(unread(one)))}", fg="magenta")
        if isinstance(one, Looked) and (told := _told(one, dry_run)):
            click.echo(f"  {told}")
    click.echo(_summary(len(by_name), len(missing), len(calling)))


def _summary(total: int, missing: int, calling: int) -> str:
    all_told = "1 repository" if total == 1 else f"{total} repositories"
    read = f"{missing} could not be read" if missing else "all could be read"
    return f"{all_told}: {read}, {calling} {'needs' if calling == 1 else 'need'} attention"


def _calls(one: Looked) -> bool:
    """Whether a person, or somebody who follows what Andon does, wants to know of it."""
    plan = one.plan
    return bool(plan.effects or one.errors or one.snapshot.mistakes or plan.line.status != "ok")


def _print_line(one: Looked, dry_run: bool) -> None:
    line = one.plan.line
    told = [line.text, _told(one, dry_run), *(f"failed: {error}" for error in one.errors), _left(one)]
    words = in_a_line("; ".join(filter(None, told)))
    click.secho(
        f"{MARKS[line.status]} {name_of(one)}: {words}", fg="red" if one.errors else COLOURS[line.status]
    )


def _told(one: Looked, dry_run: bool) -> str:
    """What was done, or would be."""
    if dry_run:
        wanted = _counted(effect.kind for effect in one.plan.effects)
        return f"would do {wanted}" if wanted else ""
    did = _counted(effect.kind for effect, done in one.done if done.outcome == "done")
    return f"did {did}" if did else ""


def _left(one: Looked) -> str:
    """What is said where writes have to wait."""
    return "" if one.wait is None else f"the rest waits {one.wait.total_seconds():.0f} s for GitHub's limits"


def _counted(kinds: Iterable[str]) -> str:
    """`3 × write-cord, rerun`, in the order of their first."""
    found = Counter(kinds)
    return ", ".join(f"{count} × {kind}" if count > 1 else kind for kind, count in found.items())


def in_a_line(text: str) -> str:
    """Text that may be from outside, on one line and without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
