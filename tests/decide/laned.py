"""A line with lanes, in the states that its workflows bring about, and pull requests that touch some of them."""

from typing import Any

from bot.decide.cords import Judged, judge_pulls
from bot.model.config import Config
from bot.model.facts import Pull, WorkflowFile
from bot.model.lanes import Touched
from bot.model.runs import Commit, Run
from bot.model.snapshot import Snapshot
from bot.model.telling import Course, Verdict
from tests.building import WORKFLOW, commit, config, cord, job, line_of, pull, run, sha, snapshot

WEB, API, ALL = (f".github/workflows/{name}.yml" for name in ("web", "api", "all"))
LANES = {
    "web": {"paths": ["web/**"], "checks": ["web / *"]},
    "api": {"paths": ["api/**"], "checks": ["api / *"]},
}
CONFIG = config(line={"lanes": LANES})
BARE = config()
NAMES = {"web": WEB, "api": API, "all": ALL}
FILES = tuple(WorkflowFile(path=path, text=WORKFLOW) for path in NAMES.values())


def ran(name: str, end: str, id: int) -> Run:
    """A run of a workflow: `green`, `red` twice, red `once`, or red but `unread`."""
    facts: dict[str, Any] = {"id": id, "path": NAMES[name], "workflow": name}
    if end == "green":
        return run(job(id=id * 10), **facts)
    if end == "unread":
        return run(**facts, conclusion="failure")
    times = 2 if end == "red" else 1
    return run(*(job("test", "failure", n, id=id * 10 + n) for n in range(1, times + 1)), **facts)


def history(**ends: str) -> tuple[Commit, ...]:
    """All workflows passed on a; on b they ended as told."""
    newest = commit("b", *(ran(name, end, 20 + n) for n, (name, end) in enumerate(ends.items())))
    return newest, commit("a", *(ran(name, "green", 10 + n) for n, name in enumerate(NAMES)))


def touching(number: int, *paths: str, complete: bool = True, **facts: Any) -> Pull:
    head = facts.get("head", sha(f"p{number}-"))
    seen = Touched(base=sha("b"), head=head, paths=paths, complete=complete)
    return pull(number, **{"touches": seen, "cord": cord(), **facts})


def seen(*pulls: Pull, its: Config = CONFIG, groups: tuple[Pull, ...] = (), **ends: Any) -> Snapshot:
    return snapshot(*history(**ends), pulls=pulls, groups=groups, config=its, files=FILES)


def judged(found: Snapshot) -> tuple[Judged, ...]:
    its = found.config
    assert its
    return judge_pulls(found, line_of(found, its), its.mode, Course())


def verdicts(found: Snapshot) -> dict[int, Verdict | None]:
    return {one.pull.number: one.verdict for one in judged(found)}


def kinds(found: Snapshot) -> dict[int, str | None]:
    return {number: told.kind if told else None for number, told in verdicts(found).items()}
