"""Jobs that ran into their `timeout-minutes`, of which GitHub says `cancelled`: told by how long they ran.

`signals` takes them for failures. A run that began before the job ended may have cancelled it
(`concurrency: cancel-in-progress`), so only what no newer run superseded is judged here.
"""

from bot.model.facts import WorkflowFile
from bot.model.runs import Run, RunJob
from bot.orient.workflows import Workflow, read


def told_timeouts(runs: tuple[Run, ...], files: tuple[WorkflowFile, ...]) -> dict[int, Run]:
    """The runs of one workflow and event by id, their jobs that ran out of time called `timed_out`.

    files: as they stand at the line's head; without the workflow's own no job is called so.
    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
    """
    texts = {file.path: file.text for file in files}
    return {run.id: _told(run, runs, read(texts.get(run.path) or "")) for run in runs}


def _told(run: Run, runs: tuple[Run, ...], workflow: Workflow | None) -> Run:
    if workflow is None or not any(job.conclusion == "cancelled" for job in run.jobs or ()):
        return run
    newer = tuple(other for other in runs if other.id > run.id)
    jobs = tuple(
        job.model_copy(update={"conclusion": "timed_out"}) if _ran_out(job, workflow, newer) else job
        for job in run.jobs or ()
    )
    return run.model_copy(update={"jobs": jobs})


def _ran_out(job: RunJob, workflow: Workflow, newer: tuple[Run, ...]) -> bool:
    """Whether a job was cancelled by its time limit rather than by a person or a newer run."""
    if job.conclusion != "cancelled" or job.started is None or job.completed is None:
        return False
    end = job.completed
    return end - job.started >= workflow.limit(job.name) and all(other.created > end for other in newer)
