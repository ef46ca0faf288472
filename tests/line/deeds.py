"""What happens on a line, done to a story's world: pushes, runs, words of people, settings, and what is hidden.

Each takes the world, the time, and how it was written (`happenings` has the table). Neighbour: `deeds_on_pulls`.
"""

import re
from datetime import datetime
from typing import Any, cast

from bot.model.facts import Mistakes
from bot.model.jobs import line_key
from bot.model.runs import NOT_BEGUN, Check, Commit, RequiredCheck
from bot.model.yaml_text import load
from tests.configuring import invalid
from tests.line.running import End, Of, Place, again, finish, start
from tests.line.script import Unclear
from tests.line.world import World, path_of, sha_of, text_of, unread

ENDS = {
    "pass": ("success", False),
    "passes": ("success", False),
    "fail": ("failure", False),
    "fails": ("failure", False),
    "fails as it may": ("failure", True),
    "is cancelled": ("cancelled", False),
    "are cancelled": ("cancelled", False),
    "is skipped": ("skipped", False),
    "is neutral": ("neutral", False),
    "goes stale": ("stale", False),
    "needs approval": ("action_required", False),
    "cannot begin": (NOT_BEGUN, False),
}
EVENTS = {"on schedule": "schedule", "by hand": "workflow_dispatch"}


def _of(world: World, m: re.Match[str]) -> Of:
    where = m["place"] or _newest(world)
    return Of(m["workflow"], Place(world, where), EVENTS.get(m["event"] or ""), m["branch"])


def _newest(world: World) -> str:
    if not world.seen.lines:
        raise Unclear("nothing was pushed yet")
    return world.names[world.line("main").history[0].sha]


def push(world: World, at: datetime, m: re.Match[str]) -> None:
    """A commit comes onto a branch, in place of one that a force-push takes away."""
    branch = m["branch"] or "main"
    history = next((line.history for line in world.seen.lines if line.branch == branch), ())
    over = sha_of(m["over"]) if m["over"] else None
    history = tuple(commit for commit in history if commit.sha != over)
    grow(world, branch, (m["name"], m["title"] or f"Change {m['name']}"), history, at)


def push_many(world: World, at: datetime, m: re.Match[str]) -> None:
    """Many commits come onto the default branch, and nothing runs on them."""
    for n in range(int(m["count"])):
        grow(world, "main", (f"more{n + 1}", f"More {n + 1}"), world.line("main").history, at)


def grow(world: World, branch: str, named: tuple[str, str], on: tuple[Commit, ...], at: datetime) -> None:
    """A commit of a name, with a title, comes onto a branch on top of these."""
    name, title = named
    sha = sha_of(name)
    if sha in world.names:
        raise Unclear(f"{name} was pushed before")
    world.names[sha], world.born[sha] = name, at
    new = Commit(sha=sha, tree=sha_of(f"tree of {name}"), title=title, author="bob", at=at)
    world.history_of(branch, (new, *on))


def end_run(world: World, at: datetime, m: re.Match[str]) -> None:
    """Jobs of a run end."""
    conclusion, forgiven = ENDS[m["end"]]
    end = End(
        jobs=tuple(re.split(r", | and ", m["jobs"])) if m["jobs"] else (),
        conclusion=conclusion,
        again=bool(m["again"]),
        others=not m["rest"],
        forgiven=forgiven,
        without=m["without"],
    )
    finish(_of(world, m), end, at)


def start_run(world: World, at: datetime, m: re.Match[str]) -> None:
    """A run begins."""
    start(_of(world, m), at)


def run_again(world: World, at: datetime, m: re.Match[str]) -> None:
    """Somebody has a run's failed jobs run again."""
    of = _of(world, m)
    if of.newest is None:
        raise Unclear(f"{of.workflow} has not run on {of.place.text}")
    again(of.place, of.newest, at)


def speak(world: World, at: datetime, m: re.Match[str]) -> None:
    """Somebody writes a comment."""
    flaws: dict[str, dict[str, Any]] = {
        "and edits it": {"edited": True},
        "in another repository": {"moved": True},
        "on a closed issue": {"closed": True},
        "whose role cannot be read": {"role": None},
    }
    number = int(m["on"]) if m["on"] else None
    facts = flaws[m["flaw"]] if m["flaw"] else {}
    world.say(m["who"], m["body"], at, number, **facts)


def turn_incident(world: World, at: datetime, m: re.Match[str]) -> None:
    """A person closes the default branch's incident, or opens it again."""
    key = line_key(world.seen.repository.id, "main")
    job = world.seen.job(key)
    if job.issue is None:
        raise Unclear("there is no incident")
    shut = m["what"] == "closes"
    facts = {"state": "closed", "closed": at} if shut else {"state": "open", "closed": None, "reopened": at}
    others = tuple(one for one in world.seen.jobs if one.key != key)
    world.change(jobs=(*others, job.model_copy(update={"issue": job.issue.model_copy(update=facts)})))


def hide(world: World, _at: datetime, m: re.Match[str]) -> None:
    """GitHub does not give something."""
    if m["workflow"]:
        of = Of(m["workflow"], Place(world, m["place"] or _newest(world)))
        if of.newest is None:
            raise Unclear(f"{m['workflow']} has not run there")
        world.blind.add(of.newest.id)
        what = f"line {of.place.branch}: jobs of run {of.newest.id}"
    elif m["file"]:
        what = f"file: {path_of(m['file'])}"
    else:
        what = HIDDEN[m["part"]]
    world.change(unread=(*world.seen.unread, unread(what)))


HIDDEN = {
    "the line": "line: history",
    "the incident": "job: issue",
    "who holds the job": "claims: refs",
    "the configuration": "config: text",
    "what people say": "people: comments",
    "a log": "log: job 1",
}


def show_all(world: World, _at: datetime, _m: re.Match[str]) -> None:
    """GitHub gives everything again."""
    world.blind.clear()
    world.covered.clear()
    world.change(unread=())
    for pull in world.seen.pulls:
        world.put(pull.model_copy(update={"unread": None, "proof_unread": None}))


def configure(world: World, _at: datetime, m: re.Match[str]) -> None:
    """The configuration says something else, on top of what it said."""
    world.set_config(cast("dict[str, Any]", load(m["settings"], "safe", 20)))


def break_config(world: World, _at: datetime, m: re.Match[str]) -> None:
    """The configuration has a mistake; its last valid version holds, if there ever was one."""
    world.change(mistakes=Mistakes(invalid=invalid()))
    if m["never"]:
        world.change(config=None)


def log(world: World, _at: datetime, m: re.Match[str]) -> None:
    """What the logs of the jobs say that failed in a run's newest attempt."""
    of = Of(m["workflow"], Place(world, m["place"] or _newest(world)))
    if of.newest is None:
        raise Unclear(f"{m['workflow']} has not run there")
    newest = of.newest.attempt
    jobs = (
        job.model_copy(update={"log": m["text"]})
        if (job.conclusion, job.attempt) == ("failure", newest)
        else job
        for job in of.newest.jobs or ()
    )
    of.place.put(of.newest.model_copy(update={"jobs": tuple(jobs)}))


def require(world: World, _at: datetime, m: re.Match[str]) -> None:
    """The branch's rules require checks of these names, from the App that they name, if they name one."""
    apps = {"circleci": 77, "Actions": 15368}
    found: list[RequiredCheck] = []
    for one in () if m["checks"] == "nothing" else m["checks"].split(" and "):
        name, _, by = one.partition(" of ")
        if by and by not in apps:
            raise Unclear(f"there is no App {by}; there are {', '.join(apps)}")
        app = apps[by] if by else None
        found.append(RequiredCheck(name=name, app=app, actions=by in ("", "Actions")))
    world.required = tuple(found)


def report(world: World, at: datetime, m: re.Match[str]) -> None:
    """Somebody else than Actions reports: an App a check run, a person a commit status."""
    where = m["place"] or _newest(world)
    proposed = world.group if where.startswith("the group") else world.pull
    sha = proposed(int(where.rpartition("#")[2])).head if "#" in where else world.commit(where)[1].sha
    end = {"passed": "success", "failed": "failure", "under way": None}[m["end"]]
    app = 77 if m["who"] == "circleci" else None
    check = Check(id=world.number(), name=m["name"], by=m["who"], app=app, conclusion=end, at=at)
    older = (one for one in world.checks.get(sha, ()) if (one.by, one.name) != (check.by, check.name))
    world.checks[sha] = [*older, check]


def remove_workflow(world: World, _at: datetime, m: re.Match[str]) -> None:
    """A workflow's file is gone from the line's head."""
    world.remove(m["workflow"])


def break_file(world: World, _at: datetime, m: re.Match[str]) -> None:
    """A workflow's file is no workflow any more."""
    world.write(m["workflow"], "on: [push")


def mend_file(world: World, _at: datetime, m: re.Match[str]) -> None:
    """A workflow's file is one again."""
    world.write(m["workflow"], text_of(m["workflow"]))


def retrigger(world: World, _at: datetime, m: re.Match[str]) -> None:
    """A workflow's file names one event alone that starts it."""
    world.write(m["workflow"], text_of(m["workflow"], (m["event"],)))


FILTERS = {
    "of tags": {"tags": ["v*"]},
    "to release/1": {"branches": ["release/1"]},
    "that change web/": {"paths": ["web/**"]},
    "to main": {"branches": ["main"]},
}


def filter_file(world: World, _at: datetime, m: re.Match[str]) -> None:
    """A workflow's file names pushes of one sort alone that start it."""
    world.write(m["workflow"], text_of(m["workflow"], {"push": FILTERS[m["filter"]]}))
