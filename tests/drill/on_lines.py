"""What happens to a line: pushes, rewinds, runs that are cancelled and run again, another mode."""

from dataclasses import replace

from bot.sandbox import checks, git
from bot.sandbox.access import Caller
from bot.sandbox.rulesets import CommitStatus
from bot.sandbox.store import App
from tests.drill.folk import Folk, Step, one_of
from tests.drill.town import BUILD, DEPLOY, LINES

CODES: tuple[dict[str, str], ...] = (
    {},
    {},
    {"test": "red"},
    {"test": "flaky"},
    {"lint": "red"},
    {"web": "red"},
    {"web": "flaky", "lint": "red"},
    {"test": "red", "web": "red"},
    {"test": "moody"},
    {"web": "moody"},
    {"test": "sick"},
    {"lint": "ill"},
)


def push(folk: Folk, step: Step) -> str:
    """Alice pushes to a line, past the rules: what she breaks and mends is chosen by `b`."""
    line, words = one_of(LINES, step.a % 3 // 2), one_of(CODES, step.b)
    skip = " [skip ci]" if step.c % 12 == 0 else ""
    sha = folk.repo.commit(folk.coded(words), line, f"Change {words}{skip}")
    return f"{line} is {words or 'ok'} at {sha[:7]}{skip}"


def document(folk: Folk, step: Step) -> str:
    """A commit about which no workflow says anything."""
    line = one_of(LINES, step.a)
    return f"{line} at {folk.repo.commit({f'docs/{folk.next()}.md': 'x'}, line)[:7]}"


def rewind(folk: Folk, step: Step) -> str | None:
    """A line is forced back by some commits."""
    line, back = one_of(LINES, step.a % 3 // 2), 1 + step.b % 3
    parent = git.resolve(folk.repo.record.path, f"{line}~{back}")
    if parent is None or git.object_type(folk.repo.record.path, f"{parent}") != "commit":
        return None
    words = one_of(CODES, step.c)
    sha = folk.repo.commit(folk.coded(words), line, "Rewind", parent=parent)
    return f"{line} goes back by {back}, and is {words or 'ok'} at {sha[:7]}"


def cancel(folk: Folk, step: Step) -> str | None:
    """Somebody cancels a run."""
    if (run := folk.run(step, "queued", "in_progress")) is None:
        return None
    with folk.town.gh.world.lock:
        folk.town.gh.world.actions.cancel(run)
    return f"run {run.id} of {run.head_branch}"


def rerun(folk: Folk, step: Step) -> str | None:
    """Somebody runs again what failed."""
    run = folk.run(step, "completed")
    if run is None or run.conclusion == "success":
        return None
    with folk.town.gh.world.lock:
        folk.town.gh.world.actions.rerun_failed(run)
    return f"run {run.id} of {run.head_branch}, attempt {run.attempt}"


def mode(folk: Folk, step: Step) -> str:
    """The configuration says another mode, enforce more often than not; and sometimes names no lanes any more."""
    mode, sort = one_of(("enforce", "warn", "enforce", "shadow", "enforce"), step.a), folk.town.sort
    alone = sort.lanes and step.b % 3 == 0
    text = (replace(sort, lanes=False) if alone else sort).config.replace("mode: enforce", f"mode: {mode}")
    folk.repo.commit({".github/andon.yml": text, **folk.log()}, message=f"Turn to {mode}")
    return f"{mode}{', without lanes' if alone else ''}"


def report(folk: Folk, step: Step) -> str | None:
    """Others than Actions report: an App its check run, carol (or bob, of a change) a status; where that counts."""
    if not folk.town.sort.outside:
        return None
    line = one_of(LINES, step.a % 3 // 2)
    found = folk.pull(step) if step.b % 3 else None
    sha = found[1].head_sha if found else folk.repo.head(f"refs/heads/{line}")
    end = one_of(("success", "failure", "success"), step.c)
    where = f"#{found[0].number}" if found else line
    if step.c % 2:
        _check(folk, sha, end)
        return f"{BUILD} ended with {end} on {where} at {sha[:7]}"
    who = "bob" if found and step.c % 10 == 0 else "carol"
    _status(folk, sha, end, who)
    return f"{who} says {end} of {DEPLOY} on {where} at {sha[:7]}"


def _check(folk: Folk, sha: str, end: str) -> None:
    """The other App reports a check run."""
    world, app = folk.town.gh.world, _other(folk)
    with world.lock:
        wish = {"name": BUILD, "head_sha": sha, "conclusion": end}
        checks.create(world, folk.repo.record, Caller("installation", app.bot, app), wish)


def _status(folk: Folk, sha: str, end: str, who: str) -> None:
    """Somebody sets a status."""
    world = folk.town.gh.world
    with world.lock:
        state = "success" if end == "success" else "failure"
        status = CommitStatus(world.next_id(), sha, DEPLOY, state, world.clock.now(), who)
        folk.repo.record.statuses.append(status)


def _other(folk: Folk) -> App:
    known = [app for app in folk.town.gh.world.apps.values() if app.slug == "circleci"]
    return known[0] if known else folk.town.gh.app("circleci")
