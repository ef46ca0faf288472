"""`andon demo`: set the stage, tell the story, hold what happened against what should have."""

import json
import time
from collections.abc import Iterable
from pathlib import Path

from bot.demo.asking import Person
from bot.demo.shop import REPOSITORY
from bot.demo.stage import Stage, set_up
from bot.demo.story import CORD, Seen, tell
from bot.demo.tell import Expectation, Teller
from bot.sandbox.store import Request

ROOT = Path(".demo")


def run(keep: bool, root: Path = ROOT) -> int:
    """Play the demo in the folder `root`, which is emptied first; 0 only if everything came as expected."""
    teller = Teller()
    began = time.monotonic()
    teller.line("demo", "setting up a local GitHub, a repository and the App")
    with set_up(root.absolute()) as stage:
        good = play(stage, teller, began)
        if keep:
            _keep(stage, teller)
        return 0 if good else 1


def play(stage: Stage, teller: Teller, began: float) -> bool:
    """Tell the story and hold it against what should be: whether all holds."""
    teller.line("demo", f"GitHub at {stage.gh.url}, App at {stage.app_url}")
    try:
        seen = tell(stage, teller)
    except AssertionError as error:
        teller.line("demo", f"the story stopped: {error}", "red")
        teller.console.print((stage.root / "app.log").read_text()[-3000:], markup=False)
        return False
    found = expectations(stage, seen)
    teller.table(found)
    teller.figures(figures(stage, seen, time.monotonic() - began))
    return all(one.holds for one in found)


def expectations(stage: Stage, seen: Seen) -> list[Expectation]:
    """What should be true at the end, against what Alice sees."""
    alice, bot = stage.person("alice"), stage.app.bot.login
    jobs, fixes = alice.issues_by(bot, pulls=False), alice.issues_by(bot, pulls=True)
    job, fix = alice.issue(jobs[-1]), alice.pull(fixes[-1])
    attempts = max(alice.attempts("ci.yml", head_sha=seen.red, event="push"), default=0)
    workers = alice.attempts("andon.yml", event="workflow_dispatch")
    proven = alice.checks(fix.head, CORD, stage.app.id)[0].title
    ends = [alice.pull(number) for number in stage.pulls.values()]
    writes = [len(_cord_writes(stage, alice, pull.head)) for pull in ends]
    fixed = 'typed == "WELCOME"' in alice.file("shop/coupons.py")
    return [
        Expectation("attempts of CI on the red commit (one re-run confirms)", "2", str(attempts)),
        Expectation("bob's merge while the line is stopped", "405", _status(seen.refused)),
        Expectation("jobs opened", "1", str(len(jobs))),
        Expectation("worker runs", "1", str(len(workers))),
        Expectation("fix pull requests", "1", str(len(fixes))),
        Expectation("the fix's cord", "Passes: it fixes main", proven),
        Expectation("the fix was merged by", "andon[bot]", fix.merged_by or "nobody"),
        Expectation("`is` is `==` again on main", "True", str(fixed)),
        Expectation("the job's labels", "andon, andon:done", _list(job.labels)),
        Expectation("the job is", "closed", job.state),
        Expectation("the job names its proof", "True", str("Proof: main passed at" in job.body)),
        Expectation("comments on the job (its record)", "andon[bot]", _list(alice.commenters(job.number))),
        Expectation("bob's merge afterwards", "200", _status(seen.allowed)),
        Expectation("bob's and carol's pull requests", "merged, open", _list(one.state for one in ends)),
        Expectation("cord writes per pull request (first, yellow, red, green)", "4, 4", _list(writes)),
        Expectation("another pass plans", "nothing", _list(_settled(stage)) or "nothing"),
    ]


def _list(items: Iterable[object]) -> str:
    return ", ".join(map(str, items))


def _settled(stage: Stage) -> list[str]:
    """What another pass plans once the last merge's CI is through and the App has seen it."""
    planned: list[str] = []
    for _ in range(20):
        stage.gh.idle(60)
        planned = stage.plan_again()
        if not planned:
            break
        time.sleep(0.5)
    return planned


def _status(answer: object) -> str:
    return str(getattr(answer, "status_code", "not tried"))


def _cord_writes(stage: Stage, alice: Person, sha: str) -> list[Request]:
    """The requests that wrote cords on a pull request's head."""
    ids = {check.id for check in alice.checks(sha, CORD, stage.app.id)}
    prefix = f"/repos/{REPOSITORY}/check-runs/"
    with stage.gh.world.lock:
        updates = [
            r for r in stage.gh.world.requests if r.method == "PATCH" and _id_after(r.path, prefix) in ids
        ]
        creates = [
            r for r in stage.gh.world.requests if r.method == "POST" and r.path.endswith("/check-runs")
        ]
    return updates + creates[: len(ids)]


def _id_after(path: str, prefix: str) -> int:
    tail = path.partition(prefix)[2]
    return int(tail) if tail.isdigit() else 0


def figures(stage: Stage, seen: Seen, seconds: float) -> list[tuple[str, str]]:
    """What was measured in this run."""
    with stage.gh.world.lock:
        ours = [r for r in stage.gh.world.requests if r.subject in ("andon[bot]", "app:andon")]
        runs = list(stage.shop.record.runs.values())
    checks = [r.at for r in ours if r.method in ("POST", "PATCH") and "/check-runs" in r.path]
    failed, confirmed = seen.moments["failed"], seen.moments["confirmed"]
    first = min(at for at in checks if at >= failed)
    stops = sorted(at for at in checks if at >= confirmed)[: len(stage.pulls)]
    green = seen.moments["green"]
    released = sorted(at for at in checks if at >= green)[: len(stage.pulls)]
    events = [json.loads(line) for line in (stage.root / "ledger.jsonl").read_text().splitlines()]
    passes = [event for event in events if event["event"] == "pass"]

    def ms(start: object, end: object) -> str:
        return f"{(end - start).total_seconds() * 1000:.0f} ms"  # type: ignore[operator]

    return [
        ("first failure → first cord", ms(failed, first)),
        ("confirmed failure → all pull requests blocked", ms(confirmed, stops[-1])),
        ("first failure → main green again", ms(failed, green)),
        ("main green → all released", ms(green, released[-1])),
        ("passes", str(len(passes))),
        ("API points (REST and GraphQL)", str(sum(r.points for r in ours))),
        ("writes", str(sum(r.method != "GET" and r.route != "/graphql" and "access_tokens" not in r.path for r in ours))),
        ("workflow runs, attempts", f"{len(runs)}, {sum(r.attempt for r in runs)}"),
        ("whole demo", f"{seconds:.0f} s"),
    ]  # fmt: skip


def _keep(stage: Stage, teller: Teller) -> None:
    """Leave everything running until Ctrl-C."""
    teller.chapter("Left running; Ctrl-C stops it")
    token = stage.gh.token("alice")
    teller.line("git", f"git clone {stage.shop.url_for(token)}")
    teller.line(
        "curl",
        f"curl -H 'Authorization: Bearer {token}' {stage.gh.api_url}/repos/{REPOSITORY}/issues?state=all",
    )
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        pass
