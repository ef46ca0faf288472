"""`andon worker fence|fix|propose`: the steps of the worker workflow."""

import asyncio

from bot.github.errors import GitHubError
from bot.worker.fence import fence
from bot.worker.fix import fix
from bot.worker.git import GitFailed
from bot.worker.job import BadJob, annotate, from_environment
from bot.worker.propose import propose


def run(step: str) -> int:
    """Run a step; its exit code. What goes wrong is an annotation on the run."""
    job = from_environment()
    try:
        match step:
            case "fence":
                asyncio.run(fence(job))
                return 0
            case "fix":
                return fix(job)
            case _:
                return asyncio.run(propose(job))
    except (BadJob, GitHubError, GitFailed) as error:
        annotate("error", f"{step}: {error}")
        return 1
