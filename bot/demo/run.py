"""`andon demo`: set the stage, tell the story, hold what happened against what should have."""

import json
import time
from collections.abc import Iterable
from pathlib import Path

from bot.demo.shop import REPOSITORY
from bot.demo.stage import Stage, set_up
from bot.demo.story import CORD, Seen, tell
from bot.demo.tell import Expectation, Teller
from bot.sandbox.store import Request

ROOT = Path(".demo")


def run(keep: bool) -> int:
    """Play the demo; 0 only if everything came as expected."""
    teller = Teller()
    began = time.monotonic()
    teller.line("demo", "setting up a local GitHub, a repository and the App")
    with set_up(ROOT.absolute()) as stage:
        teller.line("demo", f"GitHub at {stage.gh.url}, App at {stage.app_url}")
        try:
            seen = tell(stage, teller)
        except AssertionError as error:
            teller.line("demo", f"the story stopped: {error}", "red")
            teller.console.print((stage.root / "app.log").read_text()[-3000:], markup=False)
            return 1
        found = expectations(stage, seen)
        teller.table(found)
        teller.figures(figures(stage, seen, time.monotonic() - began))
        if keep:
            _keep(stage, teller)
        return 0 if all(one.holds for one in found) else 1


def expectations(stage: Stage, seen: Seen) -> list[Expectation]:
    """What should be true at the end, against what is."""
    job, fix = seen.job, seen.fix
    with stage.gh.world.lock:
        record = stage.shop.record
        attempts = max(
            (r.attempt for r in record.runs.values() if r.head_sha == seen.red and r.event == "push"),
            default=0,
        )
        workers = [r for r in record.runs.values() if r.event == "workflow_dispatch"]
        pull = fix.pull if fix else None
        labels = sorted(label.name for label in job.labels) if job else []
    main = stage.shop.tree(stage.shop.head("main"))
    writes = {number: len(_cord_writes(stage, number)) for number in stage.pulls.values()}
    return [
        Expectation("attempts of CI on the red commit (one re-run confirms)", "2", str(attempts)),
        Expectation("bob's merge while the line is stopped", "405", _status(seen.refused)),
        Expectation("jobs opened", "1", str(len(_by_app(stage, pulls=False)))),
        Expectation("worker runs", "1", str(len(workers))),
        Expectation("fix pull requests", "1", str(len(_by_app(stage, pulls=True)))),
        Expectation("the fix's cord", "Passes: it fixes main", seen.proven),
        Expectation("the fix was merged by", "andon[bot]", pull.merged_by.login if pull and pull.merged_by else "nobody"),
        Expectation("`is` is `==` again on main", "True", str('typed == "WELCOME"' in main["shop/coupons.py"])),
        Expectation("the job's labels", "andon, andon:done", ", ".join(labels)),
        Expectation("the job is", "closed", job.state if job else "missing"),
        Expectation("the job names its proof", "True", str("Proof: main passed at" in ((job.body if job else "") or ""))),
        Expectation("bob's merge afterwards", "200", _status(seen.allowed)),
        Expectation("cord writes per pull request (first, yellow, red, green)", "4, 4", _list(writes.values())),
        Expectation("another pass plans", "nothing", _list(_settled(stage)) or "nothing"),
    ]  # fmt: skip


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


def _by_app(stage: Stage, pulls: bool) -> list[int]:
    with stage.gh.world.lock:
        issues = stage.shop.record.issues.values()
        return [i.number for i in issues if i.author == stage.app.bot and bool(i.pull) == pulls]


def _cord_writes(stage: Stage, number: int) -> list[Request]:
    """The requests that wrote cords on a pull request's head."""
    sha = stage.shop.pull_of(number).head_sha
    ids = {check.id for check in stage.shop.checks(sha, CORD) if check.app.id == stage.app.id}
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
