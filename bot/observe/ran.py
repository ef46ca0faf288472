"""The jobs of a run's attempts, as GitHub lists them over REST. Neighbour: `runs`, which asks for them."""

from bot.github.node import Node
from bot.model.runs import RunJob
from bot.observe.nodes import status


def that_ran(listed: list[Node]) -> tuple[RunJob, ...]:
    """The jobs without their copies, by attempt.

    GitHub lists a job that did not run again in the new attempt too: with a new id, and its old times, so
    that it began before it was made.
    """
    ran: list[RunJob] = []
    first: dict[tuple[object, ...], int] = {}
    for node, job in sorted(((n, _job(n)) for n in listed), key=lambda pair: (pair[1].attempt, pair[1].id)):
        attempt = first.setdefault((job.name, job.started, job.completed), job.attempt)
        made = node["created_at"].maybe_time()
        began_before = made is not None and job.started is not None and job.started < made
        if not (attempt < job.attempt and began_before):
            ran.append(job)
    return tuple(ran)


def _job(node: Node) -> RunJob:
    steps = [s["name"].text() for s in node["steps"] if s["conclusion"].text_or("") == "failure"]
    return RunJob(
        id=node["id"].number(),
        name=node["name"].text(),
        attempt=node["run_attempt"].number() if node["run_attempt"] else 1,
        status=status(node["status"].text()),
        conclusion=node["conclusion"].maybe_text(),
        started=node["started_at"].maybe_time(),
        completed=node["completed_at"].maybe_time(),
        failed_step=steps[0] if steps else None,
    )
