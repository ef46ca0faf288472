"""`andon doctor`: is the App, and are its repositories, set up so that Andon can do its work?

Reading is `observe/checkup*.py`, judging `decide/checkup*.py`; here they are put together and printed.
Nothing is written anywhere.
"""

import asyncio
import io
import json

import click

from bot.app.printing import in_a_line
from bot.app.settings import Settings
from bot.app.starting import brain_of, client_for, settings_for
from bot.decide.checkup import app_rows
from bot.decide.checkup_repository import repository_rows
from bot.loop.brain import Brain
from bot.loop.looked import Failed, Looked
from bot.loop.sweep import list_installed, list_named
from bot.loop.sweeping import Sweep
from bot.model.checkup import AppFacts, Itself, RepositoryFacts, Row, State, Unknown
from bot.observe.checkup import app_facts, told
from bot.observe.checkup_repository import repository_facts
from bot.observe.grants import reading
from bot.observe.runs import Kept, Reader

DETAILED = 50
"""Repositories whose rows are shown; `--json` has all."""
_LOOKS: dict[State, tuple[str, str]] = {
    "pass": ("✓", "green"),
    "fail": ("✗", "red"),
    "unknown": ("?", "magenta"),
}


def doctor(names: tuple[str, ...], as_json: bool) -> int:
    """The table, printed: 0 if nothing fails, 1 if something does, 2 if a setting is missing."""
    settings = settings_for("look")
    if settings is None:
        return 2
    rows = asyncio.run(_examine(settings, names))
    if as_json:
        click.echo(json.dumps({"rows": [row.model_dump(mode="json") for row in rows]}, indent=2))
    else:
        _print(rows)
    return int(any(row.state == "fail" for row in rows))


async def _examine(settings: Settings, names: tuple[str, ...]) -> tuple[Row, ...]:
    """The App's rows, then those of the named repositories, or of all."""
    client = client_for(settings)
    try:
        facts = await app_facts(client, f"{settings.app_url}/webhook" if settings.app_url else None)
        rows = app_rows(facts)
        if not isinstance(facts.itself, Itself):
            return rows
        brain = brain_of(client, settings, facts.itself.id, facts.itself.slug, io.StringIO())
        repositories = await told(_repositories(brain, facts, names))
        if isinstance(repositories, Unknown):
            found, mend = f"none was looked at: {repositories.why}", "run it again"
            return (*rows, Row(about="App", what="repositories", state="fail", found=found, mend=mend))
        return rows + tuple(row for one in repositories for row in repository_rows(one, facts.itself.id))
    finally:
        await client.aclose()


async def _repositories(brain: Brain, facts: AppFacts, names: tuple[str, ...]) -> list[RepositoryFacts]:
    """A dry pass over each, and what the doctor asks besides; sorted by name."""
    listed, failures = await (list_named(brain.client, names) if names else list_installed(brain.client))
    looked = await Sweep(brain, "debug", dry_run=True).make(listed)
    granted = _administered(facts)
    gate = asyncio.Semaphore(4)

    async def one(seen: Looked | Failed) -> RepositoryFacts:
        if isinstance(seen, Failed):
            return RepositoryFacts(name=seen.repo, problem=seen.why)
        repository = seen.snapshot.repository
        reader = Reader(brain.client, reading(repository.installation), repository, Kept())
        async with gate:
            administers = repository.name.partition("/")[0] in granted
            bot = f"{brain.identity.slug}[bot]"
            return await repository_facts(reader, seen.snapshot, bot, administers)

    found = await asyncio.gather(*(one(seen) for seen in (*failures, *looked)))
    return sorted(found, key=lambda facts: facts.name)


def _administered(facts: AppFacts) -> frozenset[str]:
    """The accounts that granted `administration: write`."""
    installations = facts.installations if isinstance(facts.installations, tuple) else ()
    return frozenset(i.account for i in installations if ("administration", "write") in i.permissions)


def _print(rows: tuple[Row, ...]) -> None:
    """By what they are about: the App, its accounts, and those repositories that are not well."""
    abouts = list(dict.fromkeys(row.about for row in rows))
    shown = 0
    for about in abouts:
        mine = [row for row in rows if row.about == about]
        calls = any(row.state != "pass" for row in mine)
        if "/" in about and (not calls or shown == DETAILED):
            continue
        shown += "/" in about
        click.secho(in_a_line(about), bold=True)
        for row in mine:
            _print_row(row)
    repositories = [about for about in abouts if "/" in about]
    wrong = {row.about for row in rows if row.state != "pass" and "/" in row.about}
    click.echo(_summary(len(repositories), len(wrong), shown))


def _print_row(row: Row) -> None:
    mark, colour = _LOOKS[row.state]
    click.secho(f"  {mark} {in_a_line(f'{row.what}: {row.found}')}", fg=colour)
    if row.mend:
        click.echo(f"      → {in_a_line(row.mend)}")


def _summary(total: int, wrong: int, shown: int) -> str:
    told = f"{total} {'repository' if total == 1 else 'repositories'}: {total - wrong} well, {wrong} not"
    more = f"; {wrong - shown} of these are not shown (--repos narrows, --json has all)"
    return told + (more if wrong > shown else "")
