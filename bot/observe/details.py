"""A scanned repository → its snapshot: reads what only repositories that are not green need.

A green line with no job costs nothing here. `history` reads the line, `proofs` what might prove that a
pull request fixes it, `jobs` what is done about it.
"""

from datetime import datetime

from bot.model.facts import WORKER_WORKFLOW, Snapshot
from bot.observe.history import read_line
from bot.observe.jobs import claim_of, read_fixes, read_issue, read_workers
from bot.observe.proofs import read_proofs
from bot.observe.runs import Reader
from bot.observe.scan import Scanned


async def snapshot(scanned: Scanned, reader: Reader, app: str, at: datetime, brain: str) -> Snapshot:
    """Everything a pass needs. `app` is our App's slug: what it wrote is told by its author."""
    history, files = await read_line(scanned, reader)
    claim = claim_of(scanned)
    pulls = await read_proofs(scanned, reader, history)
    issue, strays = await read_issue(scanned, reader, claim, app)
    workers = await read_workers(reader, claim)
    fixes = await read_fixes(scanned, reader, claim, app)
    return Snapshot(
        at=at,
        brain=brain,
        repository=scanned.repository,
        config=scanned.config,
        history=history,
        pulls=pulls,
        files=files,
        claim=claim,
        issue=issue,
        strays=strays,
        worker=WORKER_WORKFLOW in scanned.workflows,
        workers=workers,
        fixes=fixes,
        unread=(*scanned.unread, *sorted(reader.unread, key=lambda u: u.what)),
    )
