"""Runs, their jobs, what others report, and the commits that all of it is about.

`observe` fills these, `orient` and `decide` read them; neighbour of `facts`. Every time is UTC.
"""

from datetime import datetime
from typing import Literal, TypeAlias

from bot.model.value import Value

RunStatus: TypeAlias = Literal["queued", "in_progress", "completed"]
WINDOW = 20
"""First-parent commits over which a signal's last conclusive outcome is looked for."""
EXTERNAL = "external"
"""The event of what stands for a run where none is: another App's check run, or a commit status."""
WHOLE = "*"
"""The job name of what stands for a run as a whole: an attempt that never came to run a job."""
NOT_BEGUN = "startup_failure"
"""What GitHub calls a run, and we an attempt of it, that never came to run a job."""
WORKER_WORKFLOW = ".github/workflows/andon.yml"
"""The caller workflow by convention: where workers run; never a signal."""


class RunJob(Value):
    """One job of one attempt of a workflow run; `log` is what was read of its log."""

    id: int
    name: str
    attempt: int
    status: RunStatus
    conclusion: str | None
    started: datetime | None = None
    completed: datetime | None = None
    failed_step: str | None = None
    log: str | None = None


class Run(Value):
    """A workflow run on a commit. `jobs` is None where nobody needed them, not where there are none.

    `path` is the workflow's file; `branch` the branch it ran for; attempts are told by the jobs. An attempt that
    never came to run one is told by one of the name `WHOLE`, which ended as `NOT_BEGUN`, where that was looked into.
    `file` is the text of its workflow at its own commit, where it never began and that was read.
    """

    id: int
    path: str
    workflow: str
    event: str
    branch: str | None
    status: RunStatus
    conclusion: str | None
    created: datetime
    updated: datetime
    url: str
    title: str = ""
    jobs: tuple[RunJob, ...] | None = None
    file: str | None = None

    @property
    def kind(self) -> tuple[str, str]:
        """What runs of one kind have in common: the workflow's file, and the event."""
        return self.path, self.event

    @property
    def attempt(self) -> int:
        """The newest attempt, 1 for the first."""
        return max((job.attempt for job in self.jobs or ()), default=1)

    @property
    def never_began(self) -> bool:
        """Whether it ran no job in any attempt, as far as is known, and one that is over."""
        jobs = self.jobs or ()
        return any(job.conclusion == NOT_BEGUN for job in jobs) and all(job.name == WHOLE for job in jobs)


class Check(Value):
    """What somebody reports of a commit by a name: a job of Actions, another App's check run, a commit status.

    `by` is who reports it: an App's slug (with its id as `app`), or who set the status. `workflow` and `event`
    are those of a job of Actions. `at` is when it ended, or was reported.
    """

    id: int
    name: str
    by: str
    app: int | None = None
    workflow: str | None = None
    event: str | None = None
    conclusion: str | None = None
    at: datetime
    url: str = ""


class RequiredCheck(Value):
    """A check that a branch's rules require: its name, and the App that must report it, if one must.

    `actions`: whether a job of Actions of that name will do.
    """

    name: str
    app: int | None = None
    actions: bool = True


class Commit(Value):
    """A commit of the line's first-parent history, with the workflow runs GitHub attached to it.

    `checks` is None where nobody needed what else was reported of it.
    """

    sha: str
    tree: str
    title: str
    author: str
    at: datetime
    node_id: str = ""
    runs: tuple[Run, ...] = ()
    checks: tuple[Check, ...] | None = None


class Earlier(Value):
    """A run behind the newest commits as it stands now: its commit, and the jobs of all its attempts."""

    id: int
    commit: str
    jobs: tuple[RunJob, ...]
