"""A second opinion on red and proof, written without the code it judges: plain loops over plain facts.

Deliberately simple where the real thing is subtle: it may miss a red that counts, never invent one,
and calls a head proven only by what the design's sentence says.
"""

from bot.model.config import Config
from bot.model.facts import Pull, Run, Snapshot


def countable_confirmed_reds(seen: Snapshot) -> set[tuple[str, str]]:
    """(workflow path, job) that failed more often than it is re-run, with no newer word on it."""
    reruns = seen.config.line.confirm.reruns if isinstance(seen.config, Config) else 1
    newest = seen.lines[0].history[0] if seen.lines[0].history else None
    runs = [r for r in newest.runs if r.event == "push" and r.branch == "main"] if newest else []
    last: dict[str, Run] = {}
    for run in sorted(runs, key=lambda r: r.id):
        last[run.path] = run
    reds: set[tuple[str, str]] = set()
    for run in last.values():
        if run.conclusion != "failure":
            continue
        for name in {job.name for job in run.jobs or ()}:
            attempts = sorted((j for j in run.jobs or () if j.name == name), key=lambda j: j.attempt)
            failed = [j for j in attempts if j.conclusion in ("failure", "timed_out")]
            if attempts[-1] in failed and len(failed) > reruns:
                reds.add((run.path, name))
    return reds


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
