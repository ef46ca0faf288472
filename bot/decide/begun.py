"""What proves that a workflow begins again that could not on the line: its whole run, and a file that is one.

An invalid file, a called workflow that is gone, a platform that fails: GitHub calls all of it a startup failure, and
says why on the run's page alone. Neighbours: `proving` and `restoring`, of which these are parts.
"""

from bot.decide.approving import approved
from bot.decide.reds import Red
from bot.model.facts import Comparison, Pull, WorkflowFile
from bot.model.runs import Run
from bot.model.telling import Reason
from bot.orient.outcomes import outcome
from bot.orient.workflows import is_broken

_MAY_DECIDE = (".github/workflows/", ".github/actions/")
_ACTIONS = ("action.yml", "action.yaml")


def passed_whole(run: Run, name: str) -> Reason:
    """Whether a whole run passed: what could not begin on the line has proven none of its jobs there."""
    if run.status != "completed":
        return Reason(status="waiting", text=f"{name} is running on it")
    if outcome(run.conclusion) != "passed":
        return Reason(status="blocked", text=f"{name} ended with {run.conclusion} on it (run {run.id})")
    return Reason(status="ok", text=f"{name} passed on it (run {run.id}, attempt {run.attempt})")


def mended(path: str, comparison: Comparison, pull: Pull) -> Reason | None:
    """Whether a code owner approved what a head makes of a file that is no workflow on the line.

    None where it leaves the file as it is. What such a file would use is not known, so everything counts that might
    be an action or a workflow.
    """
    changed = sorted({one for file in comparison.files for one in (file.path, file.previous or file.path)})
    if path not in changed:
        return None
    return approved(tuple(one for one in changed if one == path or _may_decide(one)), pull)


def _may_decide(path: str) -> bool:
    name = path.casefold()
    return name.startswith(_MAY_DECIDE) or name.rpartition("/")[2] in _ACTIONS


def of_the_file(red: Red, files: tuple[WorkflowFile, ...]) -> Reason:
    """Whether a workflow could not begin for its file, which cannot be read as one; else nobody says why."""
    name = red.signal.name
    if is_broken(red.signal.path, files):
        return Reason(status="ok", text=f"{name} could not begin because its workflow file is not valid")
    return Reason(status="blocked", text=f"{name} could not begin for a cause that may lie outside the code")
