"""The proof that a pull request gives a red line back a tree that is known: told by the tree alone, without a run.

Either its tree is the line's of today without exactly the commit since which everything red fails, or it is the
newest one of the line on which everything red passed. Not where the cause may lie outside the code, for then the
same tree may fail today; and not where its newest word on what is red is that it failed, on whatever commit.
`observe.undoing` works out the trees. Neighbour: `passage`, what all proofs come to.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from bot.decide.begun import of_the_file
from bot.decide.line import Line
from bot.decide.proving import contains, newest_job
from bot.decide.reds import Red
from bot.model.facts import Pull, WorkflowFile
from bot.model.runs import Run
from bot.model.telling import Reason
from bot.model.trees import Undone
from bot.orient.diagnosis import Kind, read_log
from bot.orient.outcomes import ALL_JOBS, CONCLUSIVE, Outcome, outcome

EXTERNAL: frozenset[Kind] = frozenset({"network", "infrastructure", "dependency", "permission"})
"""Classes of failures that may be over, or go on, whatever is in the repository: a tree that passed may fail today."""


def by_revert(pull: Pull, line: Line, kin: tuple[Pull, ...]) -> Reason | None:
    """Whether a head takes back exactly what broke the line; None where it does not, as far as trees tell.

    kin: open pull requests with the same tree.
    """
    suspect = _suspect(line)
    undone = next((one for one in line.facts.undone if one.commit == suspect), Undone(commit=""))
    if undone.unread and contains(pull, line).status != "ok":
        return None
    if undone.unread:
        text = f"whether it takes back {undone.commit[:7]} and nothing else could not be read"
        return Reason(status="unknown", text=text)
    if pull.tree is None or pull.tree != undone.tree:
        return None
    told = f"it takes back {undone.commit[:7]}, since which {red_names(line)} fails, and changes nothing else"
    return _judge(told, pull, line, kin)


def by_tree(pull: Pull, line: Line, kin: tuple[Pull, ...]) -> Reason | None:
    """Whether a head holds what the line held when all that is red passed last; None where it does not.

    kin: open pull requests with the same tree.
    """
    green = next((c for c in line.facts.history if all(c.sha in r.signal.passed_on for r in line.reds)), None)
    if green is None or pull.tree != green.tree:
        return None
    told = f"its files are exactly those of {green.sha[:7]}, where {red_names(line)} passed last"
    return _judge(told, pull, line, kin)


def red_names(line: Line) -> str:
    """What is red, for a sentence: at most two names."""
    names = sorted(red.signal.name for red in line.reds)
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return (", ".join(names[:2]) if more else " and ".join(names)) + more


def _suspect(line: Line) -> str | None:
    """The one commit since which everything red fails, if all of it passed on the commit right before."""
    shas = [commit.sha for commit in line.facts.history]
    pairs = {(red.origin.commit, red.signal.passed) for red in line.reds}
    return next((one for one, before in pairwise(shas) if pairs == {(one, before)}), None)


def _judge(told: str, pull: Pull, line: Line, kin: tuple[Pull, ...]) -> Reason:
    """What a head comes to whose tree is a known one: all that stands against it."""
    parts = (
        Reason(status="ok", text=told),
        contains(pull, line),
        *(_of_the_code(red, line.facts.files) for red in line.reds),
        *(_holds_today(red, pull, line, kin) for red in line.reds),
    )
    bad = next((p for s in ("blocked", "unknown") for p in parts if p.status == s), None)
    if bad is None:
        return Reason(status="ok", text=told, children=parts)
    return Reason(status=bad.status, text=f"{told}, but {bad.text}", children=parts)


def _of_the_code(red: Red, files: tuple[WorkflowFile, ...]) -> Reason:
    """Whether a red's cause lies in the code, as far as the logs tell: its own, or else those of the same run."""
    if red.newest.run.never_began:
        return of_the_file(red, files)
    failed = [job for failure in red.signal.failures for job in failure.attempts]
    logs = [job.log for job in failed if job.log] or [job.log for job in red.newest.run.jobs or () if job.log]
    name = red.signal.name
    if not logs:
        return Reason(status="blocked", text=f"why {name} failed could not be read")
    kinds = [kind for log in logs if (kind := read_log(log).kind) in EXTERNAL]
    if kinds:
        return Reason(
            status="blocked", text=f"{name} failed for a cause that may lie outside the code ({kinds[0]})"
        )
    return Reason(status="ok", text=f"{name} failed by the code, as far as its log tells")


def _holds_today(red: Red, pull: Pull, line: Line, kin: tuple[Pull, ...]) -> Reason:
    """Whether the newest word on the tree of what is red is not that it failed, on whatever commit.

    What another pull request's runs tried was its merge: that passed on these files only if it has the line's head.
    """
    name = red.signal.name
    commits = [(c.sha, c.runs) for c in line.facts.history if c.tree == pull.tree]
    words = [word for sha, runs in commits for word in _words(red, sha, runs)]
    for one in (pull, *kin):
        same = contains(one, line).status == "ok"
        words += [word for word in _words(red, one.head, one.runs) if same or word[1] == "failed"]
    moment, what, sha = max(words, key=lambda word: (word[0], word[1] == "failed"), default=(None, "", ""))
    if what == "failed":
        return Reason(status="blocked", text=f"{name} failed on these very files ({sha[:7]})")
    passed = f"{name} passed on these very files" if moment else f"{name} has not failed on these files"
    return Reason(status="ok", text=passed)


def _words(red: Red, sha: str, runs: Iterable[Run]) -> Iterable[tuple[datetime, Outcome, str]]:
    """What the runs of the red workflow said of the red job, and when; of one not looked into, what it said itself."""
    for run in runs:
        if run.path != red.signal.path:
            continue
        job = newest_job(run, red.signal.job)
        whole = run.jobs is None or red.signal.job == ALL_JOBS
        said = outcome(run.conclusion if whole else job.conclusion if job else "skipped")
        if said in CONCLUSIVE:
            yield (job.completed if job and job.completed else run.updated), said, sha
