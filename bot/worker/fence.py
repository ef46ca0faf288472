"""The fence: a dispatch may have happened twice; only the lowest run with its nonce goes on.

Dispatching is not idempotent (a retry after a lost answer starts a second run), so every run that
carries the nonce looks for the others first. A run that cannot see itself fails: were it the only
one, nobody would do the attempt, and a failed fence is tried again.
"""

import asyncio

from bot.model.runs import WORKER_WORKFLOW
from bot.worker.job import BadJob, Job, annotate, say

TRIES = 5
PAUSE = 2.0
"""Seconds between looks; a new run may take a moment to be listed."""


async def fence(job: Job, pause: float = PAUSE) -> bool:
    """Whether this run may go on; also its output `go`."""
    nonce, mine = job.need("ANDON_NONCE"), int(job.need("GITHUB_RUN_ID"))
    client = job.client(job.need("ANDON_GITHUB_TOKEN"))
    go = False
    try:
        for _ in range(TRIES):
            runs = await client.call(
                "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
                None,
                {**job.repository, "workflow_id": WORKER_WORKFLOW.rsplit("/", maxsplit=1)[-1]},
                sent={"event": "workflow_dispatch", "per_page": 50},
            )
            same = [
                r["id"].number() for r in runs.data["workflow_runs"] if nonce in r["display_title"].text()
            ]
            if mine in same:
                go = min(same) == mine
                break
            await asyncio.sleep(pause)
        else:
            raise BadJob(f"run {mine} is not listed under its nonce, so it cannot know whether it may go on")
    finally:
        await client.aclose()
    job.output(go="true" if go else "false")
    if go:
        say(f"fence: run {mine} goes on")
    else:
        annotate("notice", f"run {mine} stays behind the fence: another run does this attempt")
    return go
