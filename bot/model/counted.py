"""Which checks a line is made of: `line.green`, the branch's rules and what was seen → a selection.

Trap: who requires `test` and lets `lint` fail does not call the branch broken for `lint`; and a check that is
required but never ran on the branch (it runs on pull requests alone) cannot say that the branch is green.
Asked in `observe`, to read no more than counts, and by `orient.signals`; both must find the same.
"""

from fnmatch import fnmatchcase

from bot.model.config import LineConfig
from bot.model.facts import OUR_CHECKS, LineFacts
from bot.model.runs import EXTERNAL, Check, RequiredCheck, RunJob
from bot.model.value import Value

ACTIONS = "github-actions"


class Selection(Value):
    """The checks that count. `names` are patterns, of required checks their names as they are; None = all jobs.

    `seen` are the workflows in which one of them was seen, None where nobody looked.
    """

    names: tuple[str, ...] | None = None
    required: tuple[RequiredCheck, ...] = ()
    seen: frozenset[str] | None = None

    def job(self, workflow: str, name: str) -> bool:
        """Whether a job of Actions counts."""
        if self.names is not None:
            return any(fnmatchcase(told, p) for told in (name, f"{workflow} / {name}") for p in self.names)
        return not self.required or any(one.name == name and one.actions for one in self.required)

    def workflow(self, name: str) -> bool:
        """Whether a workflow none of whose jobs failed counts, as far as anybody knows."""
        return self.everything or self.seen is None or name in self.seen

    def check(self, check: Check) -> bool:
        """Whether what another App, or somebody by a status, reports counts: only where it is named.

        A job may report in the name of Actions what it likes, so that counts as its own word alone; and our own
        checks say nothing of the code.
        """
        if check.workflow is not None or check.by == ACTIONS or check.name in OUR_CHECKS:
            return False
        if self.names is not None:
            return any(
                fnmatchcase(told, p)
                for told in (check.name, f"{check.by} / {check.name}")
                for p in self.names
            )
        return any(one.name == check.name and one.app in (None, check.app) for one in self.required)

    @property
    def everything(self) -> bool:
        """Whether every job of Actions counts."""
        return self.names is None and not self.required


def selected(line: LineFacts, config: LineConfig) -> Selection | None:
    """The checks that count; None where only required ones do and none of those was seen.

    https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets#require-status-checks-to-pass-before-merging
    """
    if isinstance(config.green, tuple):
        return _looked(Selection(names=config.green), line, config)
    if config.green == "all" or line.required is None:
        return Selection()
    selection = _looked(Selection(required=line.required or ()), line, config)
    seen = selection.required and _seen(selection, line, config)
    if not seen:
        return Selection() if config.green == "auto" else None
    return selection


def _looked(selection: Selection, line: LineFacts, config: LineConfig) -> Selection:
    """The selection with the workflows that it was seen in, where the checks were read."""
    read = [check for commit in line.history for check in commit.checks or ()]
    if not any(commit.checks is not None for commit in line.history):
        return selection
    names = {
        c.workflow
        for c in read
        if c.workflow and c.event in config.events and selection.job(c.workflow, c.name)
    }
    return selection.model_copy(update={"seen": frozenset(names)})


def _seen(selection: Selection, line: LineFacts, config: LineConfig) -> bool:
    """Whether any check that counts has reported on the line."""
    if selection.seen:
        return True
    if any(selection.check(check) for commit in line.history for check in commit.checks or ()):
        return True
    runs = (run for commit in line.history for run in commit.runs if run.event in config.events)
    return any(selection.job(run.workflow, job.name) for run in runs for job in run.jobs or ())


def outside(line: LineFacts, selection: Selection) -> dict[tuple[str, str], list[tuple[str, Check]]]:
    """What others than Actions report of the line and counts: (who, name) → (commit, check), newest commit first."""
    found: dict[tuple[str, str], list[tuple[str, Check]]] = {}
    for commit in line.history:
        for check in commit.checks or ():
            if selection.check(check):
                found.setdefault((check.by, check.name), []).append((commit.sha, check))
    return found


def as_job(check: Check) -> RunJob:
    """A check of another App as the one job of a run that nobody can run again."""
    done = check.conclusion is not None
    return RunJob(
        id=check.id,
        name=check.name,
        attempt=1,
        status="completed" if done else "in_progress",
        conclusion=check.conclusion,
        started=check.at,
        completed=check.at if done else None,
    )


def external_path(by: str, name: str) -> str:
    """What stands for the workflow file of a check of another App: `external:circleci/build`."""
    return f"{EXTERNAL}:{by}/{name}"
