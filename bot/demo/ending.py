"""How the shop's story should have ended, against what Alice sees; and what was measured meanwhile.

Neighbour: `story`, which tells it. The other kinds' ends are in their rows.
"""

import json
from collections.abc import Iterable
from datetime import datetime

import httpx

from bot.demo import looks
from bot.demo.scene import Scene
from bot.demo.stage import Stage
from bot.demo.story import Seen
from bot.demo.tell import Expectation
from bot.sandbox.store import Request


def expectations(scene: Scene, seen: Seen) -> list[Expectation]:
    """What should be true at the end, against what Alice sees."""
    alice, bot = scene.alice, scene.bot
    jobs, fixes = alice.issues_by(bot, pulls=False), alice.issues_by(bot, pulls=True)
    job, fix = alice.issue(jobs[-1]), alice.pull(fixes[-1])
    attempts = max((ran.attempt for ran in alice.runs("ci.yml", head_sha=seen.red, event="push")), default=0)
    workers = alice.runs("andon.yml", event="workflow_dispatch")
    ends = [alice.pull(number) for number in scene.pulls.values()]
    writes = [len(_cord_writes(scene, number)) for number in scene.pulls.values()]
    fixed = 'typed == "WELCOME"' in alice.file("shop/coupons.py")
    commenters = [said.author for said in alice.comments(job.number)]
    return [
        Expectation("attempts of CI on the red commit", "2", str(attempts)),
        Expectation("bob's merge while it is stopped", "405", _status(seen.refused)),
        Expectation("jobs opened", "1", str(len(jobs))),
        Expectation("worker runs", "1", str(len(workers))),
        Expectation("fix pull requests", "1", str(len(fixes))),
        Expectation("the fix's cord", "Passes: it fixes main", looks.cord(fix.number)(scene)),
        Expectation("the fix was merged by", "andon[bot]", fix.merged_by or "nobody"),
        Expectation("`is` is `==` again on main", "True", str(fixed)),
        Expectation("the job's labels", "andon, andon:done", ", ".join(job.labels)),
        Expectation("the job is", "closed", job.state),
        Expectation("the job names its proof", "True", str("Proof: main passed at" in job.body)),
        Expectation("who commented on the job", "andon[bot]", ", ".join(commenters)),
        Expectation("bob's merge afterwards", "200", _status(seen.allowed)),
        Expectation("the ten pull requests", "1 merged, 9 open", _counted(one.state for one in ends)),
        Expectation("cord writes on each", "10 × 4", _counted(writes, " × ")),
    ]


def _counted(items: Iterable[object], joint: str = " ") -> str:
    """How often each comes: `1 merged, 9 open`."""
    texts = [str(item) for item in items]
    return ", ".join(f"{texts.count(text)}{joint}{text}" for text in sorted(set(texts)))


def _status(answer: httpx.Response | None) -> str:
    return str(answer.status_code) if answer is not None else "not tried"


def _cord_writes(scene: Scene, number: int) -> list[Request]:
    """The requests that wrote cords on a pull request's head."""
    ids = {check.id for check in looks.cords(scene, number)}
    prefix = f"/repos/{scene.repo.name}/check-runs"
    with scene.stage.gh.world.lock:
        ours = [r for r in scene.stage.gh.world.requests if r.path.startswith(prefix)]
    updates = [r for r in ours if r.method == "PATCH" and _id_after(r.path, f"{prefix}/") in ids]
    creates = [r for r in ours if r.method == "POST"]
    return updates + creates[: len(ids)]


def _id_after(path: str, prefix: str) -> int:
    tail = path.partition(prefix)[2]
    return int(tail) if tail.isdigit() else 0


def story_figures(scene: Scene, seen: Seen) -> list[tuple[str, str]]:
    """How long each part of the story took."""
    prefix = f"/repos/{scene.repo.name}/check-runs"
    with scene.stage.gh.world.lock:
        requests = [r for r in scene.stage.gh.world.requests if r.method in ("POST", "PATCH")]
    writes = sorted(r.at for r in requests if r.path.startswith(prefix))
    failed, confirmed, green = (seen.moments[name] for name in ("failed", "confirmed", "green"))
    first = min(at for at in writes if at >= failed)
    many = len(scene.pulls)
    blocked = [at for at in writes if at >= confirmed][:many][-1]
    released = [at for at in writes if at >= green][:many][-1]
    return [
        ("first failure → first cord", _ms(failed, first)),
        (f"confirmed failure → all {many} pull requests blocked", _ms(confirmed, blocked)),
        ("first failure → main green again", _ms(failed, green)),
        (f"main green → all {many} released", _ms(green, released)),
    ]


def _ms(start: datetime, end: datetime) -> str:
    return f"{(end - start).total_seconds() * 1000:.0f} ms"


def figures(stage: Stage, seconds: float) -> list[tuple[str, str]]:
    """What the whole demo took."""
    with stage.gh.world.lock:
        ours = [r for r in stage.gh.world.requests if r.subject in ("andon[bot]", "app:andon")]
        runs = [run for repo in stage.gh.world.repos.values() for run in repo.runs.values()]
    writes = [
        r for r in ours if r.method != "GET" and r.route != "/graphql" and "access_tokens" not in r.path
    ]
    events = [json.loads(line) for line in (stage.root / "ledger.jsonl").read_text().splitlines()]
    return [
        ("passes", str(sum(event["event"] == "pass" for event in events))),
        ("API points (REST and GraphQL)", str(sum(r.points for r in ours))),
        ("writes", str(len(writes))),
        ("workflow runs, attempts", f"{len(runs)}, {sum(r.attempt for r in runs)}"),
        ("whole demo", f"{seconds:.0f} s"),
    ]
