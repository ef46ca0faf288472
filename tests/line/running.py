"""What workflows do in a story's world: runs begin, end, and are run again, on commits, heads and groups."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.runs import NOT_BEGUN, WHOLE, Run, RunJob
from tests.line.script import Unclear
from tests.line.world import WORKFLOWS, World, path_of, sha_of

_OVER = ("success", "skipped", "neutral")
"""What is not run again with the failed jobs."""


@dataclass(frozen=True)
class Place:
    """Where a run is: on a commit of a line, on a pull request's head, or on a merge group's."""

    world: World
    text: str

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its runs, the newest last."""
        if self.text.startswith("#"):
            return self.world.pull(int(self.text[1:])).runs
        if self.text.startswith("the group of #"):
            return self.world.group(int(self.text.rpartition("#")[2])).runs
        return self.world.commit(self.text)[1].runs

    @property
    def event(self) -> str:
        """What starts runs here, unless something else is said."""
        if self.text.startswith("the group of #"):
            return "merge_group"
        return "pull_request" if self.text.startswith("#") else "push"

    @property
    def branch(self) -> str:
        """The branch for which runs are here."""
        if self.text.startswith("#"):
            return self.world.pull(int(self.text[1:])).branch
        if self.text.startswith("the group of #"):
            return self.world.group(int(self.text.rpartition("#")[2])).branch
        return self.world.commit(self.text)[0]

    @property
    def born(self) -> datetime:
        """When it was pushed."""
        if self.text.startswith("#"):
            return self.world.born[self.world.pull(int(self.text[1:])).head]
        if self.text.startswith("the group of #"):
            return self.world.group(int(self.text.rpartition("#")[2])).created
        return self.world.born[sha_of(self.text)]

    def put(self, run: Run) -> None:
        """Have a run be here as given."""
        runs = (*(r for r in self.runs if r.id != run.id), run)
        runs = tuple(sorted(runs, key=lambda r: r.id))
        if self.text.startswith("#"):
            head = self.world.pull(int(self.text[1:])).head
            for pull in (p for p in self.world.seen.pulls if p.head == head):
                self.world.put(pull.model_copy(update={"runs": runs}))
        elif self.text.startswith("the group of #"):
            group = self.world.group(int(self.text.rpartition("#")[2]))
            self.world.put(group.model_copy(update={"runs": runs}))
        else:
            self.world.with_runs(self.text, runs)


@dataclass(frozen=True)
class Of:
    """Whose run is meant: of a workflow, by an event (the place's own unless said), for a branch."""

    workflow: str
    place: Place
    event: str | None = None
    branch: str | None = None

    def is_it(self, run: Run) -> bool:
        """Whether a run is one of these."""
        event, branch = self.event or self.place.event, self.branch or self.place.branch
        return (run.path, run.event, run.branch) == (path_of(self.workflow), event, branch)

    @property
    def newest(self) -> Run | None:
        """The newest of these."""
        return next((run for run in reversed(self.place.runs) if self.is_it(run)), None)


@dataclass(frozen=True)
class End:
    """How jobs of a run end: all that are not over if none are named. `others`: whether the rest passes, or goes on.

    `forgiven`: `continue-on-error`; `again`: whether it is said of a re-run; `without`: a job that the run has not.
    """

    jobs: tuple[str, ...]
    conclusion: str
    again: bool = False
    others: bool = True
    forgiven: bool = False
    without: str | None = None


def start(of: Of, at: datetime) -> Run:
    """A run begins."""
    world = of.place.world
    id = world.number()
    names = WORKFLOWS[of.workflow] if path_of(of.workflow) else {}
    jobs = tuple(_queued(id, n, name, 1, at) for n, name in enumerate(names))
    run = Run(
        id=id,
        path=path_of(of.workflow),
        workflow=of.workflow,
        event=of.event or of.place.event,
        branch=of.branch or of.place.branch,
        status="in_progress",
        conclusion=None,
        created=at,
        updated=at,
        url=f"https://github.com/acme/shop/actions/runs/{id}",
        jobs=jobs,
    )
    of.place.put(run)
    return run


def finish(of: Of, end: End, at: datetime) -> None:
    """Jobs of the newest run end; the run with them, once none is left."""
    run = of.newest or start(of, of.place.born)
    if run.status == "completed":
        raise Unclear(f"{of.workflow} on {of.place.text} is over; say that it starts, or is run again")
    if end.again != (run.attempt > 1):
        raise Unclear(f"{of.workflow} on {of.place.text} is at attempt {run.attempt}; `again` is for re-runs")
    open_jobs = [job for job in run.jobs or () if job.conclusion is None]
    if end.conclusion == NOT_BEGUN:
        of.place.put(_never_begun(run, at))
        return
    if [job.name for job in open_jobs] == [WHOLE]:  # now it begins, and all of it runs
        run = _begun(of, run, at)
        open_jobs = [job for job in run.jobs or () if job.conclusion is None]
    named = end.jobs or tuple(job.name for job in open_jobs)
    if strange := sorted(set(named) - {job.name for job in open_jobs}):
        raise Unclear(f"{of.workflow} / {strange[0]} does not run on {of.place.text}")
    left = [job for job in run.jobs or () if job.name != end.without]
    jobs = tuple(_ended(job, _conclusion(job, named, end), at) for job in left)
    if end.conclusion == "action_required":  # no job ever began
        jobs = ()
    whole = None if any(job.conclusion is None for job in jobs) else _whole(jobs, end)
    facts = {"jobs": jobs, "updated": at, "conclusion": whole, "status": "completed" if whole else run.status}
    of.place.put(run.model_copy(update=facts))


def _never_begun(run: Run, at: datetime) -> Run:
    """A run whose newest attempt never came to run a job, told as `observe` tells it."""
    before = tuple(job for job in run.jobs or () if job.conclusion is not None)
    queued = _queued(0, 0, WHOLE, run.attempt, at)
    never = queued.model_copy(
        update={"id": 0, "status": "completed", "conclusion": NOT_BEGUN, "completed": at}
    )
    facts = {"jobs": (*before, never), "updated": at, "conclusion": NOT_BEGUN, "status": "completed"}
    return run.model_copy(update=facts)


def _begun(of: Of, run: Run, at: datetime) -> Run:
    """A re-run of one that never began, with its jobs."""
    before = tuple(job for job in run.jobs or () if job.conclusion is not None)
    jobs = (_queued(run.id, n, name, run.attempt, at) for n, name in enumerate(WORKFLOWS[of.workflow]))
    return run.model_copy(update={"jobs": (*before, *jobs)})


def again(place: Place, run: Run, at: datetime) -> None:
    """What failed or was cancelled in a finished run is run again."""
    newest = {job.name: job for job in sorted(run.jobs or (), key=lambda j: j.attempt)}
    failed = [job for job in newest.values() if job.conclusion not in _OVER]
    if run.status != "completed" or not failed:
        raise Unclear(
            f"{run.workflow} on {place.text} cannot be run again: it is not over, or all of it passed"
        )
    queued = tuple(_queued(run.id, n, job.name, run.attempt + 1, at) for n, job in enumerate(failed))
    facts = {"status": "in_progress", "conclusion": None, "updated": at, "jobs": (*(run.jobs or ()), *queued)}
    place.put(run.model_copy(update=facts))


def again_by_id(world: World, id: int, at: datetime) -> None:
    """The same of a run of a line."""
    for line in world.seen.lines:
        for commit in line.history:
            for run in (run for run in commit.runs if run.id == id):
                again(Place(world, world.names[commit.sha]), run, at)
                return
    raise Unclear(f"run {id} is on no line")


def _queued(run: int, n: int, name: str, attempt: int, at: datetime) -> RunJob:
    id = run * 1000 + attempt * 100 + n
    return RunJob(id=id, name=name, attempt=attempt, status="in_progress", conclusion=None, started=at)


def _conclusion(job: RunJob, named: tuple[str, ...], end: End) -> str | None:
    """How a job ends; one that is over stays as it is."""
    if job.conclusion is not None:
        return job.conclusion
    return end.conclusion if job.name in named else "success" if end.others else None


def _ended(job: RunJob, conclusion: str | None, at: datetime) -> RunJob:
    if conclusion is None or job.conclusion is not None:
        return job
    facts = {"status": "completed", "conclusion": conclusion, "completed": at}
    return job.model_copy(update=facts)


def _whole(jobs: tuple[RunJob, ...], end: End) -> str:
    """What a run is called once all its jobs are over: by the newest attempt of each."""
    newest = {job.name: job.conclusion or "" for job in sorted(jobs, key=lambda j: j.attempt)}
    said = set(newest.values()) or {end.conclusion}
    if said & {"failure", "timed_out"}:
        return "success" if end.forgiven else "failure"
    order = ("action_required", "cancelled", "stale", "success", "neutral", "skipped")
    return next(one for one in order if one in said)
