"""The fix job: run one fixer in the checkout, give what it changed as a patch.

The repository's code may run here, with a token that can only read. Nothing this job says is
believed: the propose job vets the patch, later passes observe the facts.
"""

from bot.worker.fixers import FIXERS
from bot.worker.fixers.failure import FixFailed
from bot.worker.git import STAGED, git
from bot.worker.job import BadJob, Job, annotate, say
from bot.worker.patch import Withheld, pack


def fix(job: Job) -> int:
    """Run the order's fixer; the process's exit code."""
    order, checkout = job.order, job.workspace
    fixer = FIXERS.get(order.rung)
    if fixer is None:
        raise BadJob(f"there is no fixer {order.rung!r}; known: {', '.join(sorted(FIXERS))}")
    # The repository's code may commit, and then HEAD is no longer what the propose job starts from.
    base = git(checkout, "rev-parse", "HEAD").decode().strip()
    try:
        fixer(checkout, order)
    except FixFailed as error:
        annotate("error", str(error))
        return 1
    git(checkout, "add", "--all")
    patch = git(checkout, *STAGED, "--binary", "--patch", base)
    try:
        packed = pack(patch)
    except Withheld as error:
        annotate("error", str(error))
        return 1
    job.output(
        made="true" if patch else "false",
        patch=packed.text,
        patch_length=str(packed.length),
        patch_sha256=packed.sha256,
        base=base,
    )
    if not patch:
        annotate("notice", f"{order.rung} changed nothing")
    else:
        say(git(checkout, *STAGED, "--stat", base).decode("utf-8", "replace"))
    return 0
