"""A second opinion on red and proof, written without the code it judges: plain loops over plain facts.

Deliberately simple where the real thing is subtle: it may miss a red that counts, never invent one,
and calls a head proven only by what the design's sentence says.
"""

from bot.model.config import Config
from bot.model.facts import Pull
from bot.model.runs import Run
from bot.model.snapshot import Snapshot


def countable_confirmed_reds(seen: Snapshot) -> set[tuple[str, str]]:
    """(workflow path, job) that failed more often than it is re-run, with no newer word on it."""
    reruns = seen.config.line.confirm.reruns if isinstance(seen.config, Config) else 1
    newest = seen.lines[0].history[0] if seen.lines[0].history else None
    runs = [r for r in newest.runs if r.event == "push" and r.branch == "main"] if newest else []
    names = {(run.path, job.name) for run in runs for job in run.jobs or ()}
    return {(path, name) for path, name in names if _last_word(runs, path, name) > reruns}


def silent_reds(seen: Snapshot) -> set[tuple[str, str]]:
    """(workflow path, job) that the line's open job knows to be red, of whose workflow no run is to be seen."""
    line, job = seen.lines[0], seen.jobs[0]
    if job.claim is None or job.claim.stage in ("closed", "damaged") or seen.lacks("line", "job"):
        return set()
    record = job.issue.record if job.issue and job.issue.ours else None
    if record and record.ended:
        return set()
    reds = record.reds if record else job.claim.reds
    places = {(red.id.split("#")[0], red.id.split("#")[1]) for red in reds if red.confirmed}
    ran = {run.path for commit in line.history for run in commit.runs}
    there = {file.path for file in line.files if file.text}
    return {place for place in places if place[0] not in ran and place[0] in there}


def _last_word(runs: list[Run], path: str, name: str) -> int:
    """How often the job failed in the newest run that says anything of it; 0 if it passed there in the end."""
    for run in sorted(runs, key=lambda r: r.id, reverse=True):
        if run.path != path:
            continue
        if run.conclusion == "success" or (run.conclusion == "failure" and run.jobs is None):
            return 0
        attempts = sorted((j for j in run.jobs or () if j.name == name), key=lambda j: j.attempt)
        said = [j.conclusion for j in attempts if j.conclusion in ("success", "failure", "timed_out")]
        if said:
            return 0 if said[-1] == "success" else len(said) - said.count("success")
    return 0


def rerun_forbidden(run: Run, seen: Snapshot) -> str | None:
    """Why a run of the line must not be run again, as far as a plain look tells."""
    if run.conclusion is None:
        return "it is not over"
    text = next((file.text for file in seen.lines[0].files if file.path == run.path), None) or ""
    last = {job.name: job.conclusion for job in sorted(run.jobs or (), key=lambda j: j.attempt)}
    undone = {name for name, end in last.items() if end in ("failure", "timed_out", "cancelled")}
    if "test" in undone and "test: {environment" in text:
        return "it would deploy again"
    most = seen.config.line.confirm.reruns if isinstance(seen.config, Config) else 1
    if run.attempt > most:
        return "it was run again often enough"
    runs = [r for commit in seen.lines[0].history for r in commit.runs]
    mine = [r for r in runs if (r.path, r.event, r.branch) == (run.path, "push", "main")]
    return "a newer one is under way" if any(r.id > run.id and r.conclusion is None for r in mine) else None


def proven(pull: Pull, seen: Snapshot, reds: set[tuple[str, str]]) -> bool:
    """Whether the head descends from the line's, ran every red job green, and touched nothing that decides."""
    against = pull.against_line
    if (
        against is None
        or against.behind
        or against.base != seen.lines[0].history[0].sha
        or against.head != pull.head
    ):
        return False
    if pull.alone_since is None:
        return False
    touched = {file.path for file in against.files}
    if any(path.startswith("tests/") or path in {red for red, _ in reds} for path in touched):
        return False
    for path, name in reds:
        mine = [r for r in pull.runs if r.path == path and r.event in ("pull_request", "merge_group")]
        mine = [r for r in mine if r.branch == pull.branch or (r.branch is None and r.conclusion is None)]
        if not mine:
            return False
        run = max(mine, key=lambda r: r.id)
        if run.created < pull.alone_since:
            return False
        jobs = [j for j in run.jobs or () if j.name == name]
        if not jobs or max(jobs, key=lambda j: j.attempt).conclusion != "success":
            return False
    return True
