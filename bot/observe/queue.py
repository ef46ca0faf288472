"""The merge groups that GitHub's merge queues try: their cords, their runs, and what may prove them.

GitHub keeps each on a branch of its own, `gh-readonly-queue/<base>/pr-<number>-<commit it is built on>`.
https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
"""

import asyncio
import re
from datetime import timedelta

from bot.github.documents import GROUPS, QUEUE
from bot.github.node import Node
from bot.model.config import Config
from bot.model.facts import CORD, LineFacts, Pull, Unread
from bot.model.remembered import Known
from bot.observe.chain import MAX_PAGES, Chain
from bot.observe.nodes import cord_of, runs_of
from bot.observe.proofs import failed_outside, proving, restores, suspects
from bot.observe.reported import read_pull_checks
from bot.observe.runs import Reader
from bot.observe.scan import Scanned

PATIENCE = timedelta(minutes=60)
"""How long a queue waits for a group's checks where it does not say so: GitHub's default."""

_BRANCH = re.compile(r"gh-readonly-queue/(?P<base>.+)/pr-(?P<number>\d{1,9})-[0-9a-f]{40,64}")


async def read_groups(
    scanned: Scanned, lines: tuple[LineFacts, ...], known: Known, config: Config, reader: Reader
) -> tuple[Pull, ...]:
    """The groups of the lines' queues; those of a line with something red with what may prove them."""
    if not scanned.queued:
        return ()
    by_branch = {line.branch: line for line in lines}
    found = [group for group in await _groups(scanned, reader) if group.base in by_branch]
    patience = {base: await _patience(base, reader) for base in sorted({group.base for group in found})}
    found = [group for group in found if patience[group.base] > timedelta()]
    by = {pull.number: pull.author for pull in scanned.pulls}
    timed = tuple(
        g.model_copy(update={"answer_by": g.created + patience[g.base], "author": by.get(g.number, "")})
        for g in found
    )
    failed = {line.branch: failed_outside(line, config, known) for line in lines}
    timed = await read_pull_checks(timed, failed, reader)
    red = {line.branch: suspects(line, config, known) for line in lines}
    read = (_evidence(g, by_branch[g.base], red[g.base], proving(g, failed[g.base]), reader) for g in timed)
    return tuple(await asyncio.gather(*read))


async def _groups(scanned: Scanned, reader: Reader) -> list[Pull]:
    ids: dict[str, object] = {"app": scanned.apps.ours, "actions": scanned.apps.actions, "cord": CORD}
    found: list[Pull] = []
    after: str | None = None
    for _ in range(MAX_PAGES):
        listed = await reader.query("groups: list", GROUPS, {**ids, "after": after})
        if listed is None:
            return found
        chain = Chain(reader.ask, scanned.apps.actions, reader.unread, "groups")
        for node in listed["refs"]["nodes"]:
            if group := await _group(node, chain):
                found.append(group)
        if not listed["refs"]["pageInfo"]["hasNextPage"].flag():
            return found
        after = listed["refs"]["pageInfo"]["endCursor"].text()
    reader.unread.append(Unread(what="groups: list", why=f"there are more than {len(found)}"))
    return found


async def _group(node: Node, chain: Chain) -> Pull | None:
    """A group as what it would merge; None where the branch is none of a queue's."""
    branch = f"{node['prefix'].text()}{node['name'].text()}".removeprefix("refs/heads/")
    named, commit = _BRANCH.fullmatch(branch), node["target"]
    if named is None or not commit["oid"]:
        return None
    head, made = commit["oid"].text(), commit["committedDate"].time()
    more = await chain.more_runs(commit["checkSuites"], head, "groups")
    return Pull(
        number=int(named["number"]),
        title=branch,
        head=head,
        tree=commit["tree"]["oid"].maybe_text(),
        branch=branch,
        base=named["base"],
        author="",
        merge_state="CLEAN",
        created=made,
        alone_since=made,
        head_node=commit["id"].text(),
        answer_by=made + PATIENCE,
        cord=cord_of(commit["cords"]),
        runs=(*runs_of(commit["checkSuites"]), *more),
    )


async def _patience(base: str, reader: Reader) -> timedelta:
    """How long the queue of a branch waits for a group's checks; not at all where it has no queue.

    Then somebody has only named a branch like one: nothing that Andon says of it may be believed by anybody.
    """
    found = await reader.query(f"queue: {base}", QUEUE, {"branch": base})
    if found and not found["mergeQueue"]:
        return timedelta()
    told = found["mergeQueue"]["configuration"]["checkResponseTimeout"] if found else None
    return timedelta(minutes=told.number()) if told else PATIENCE


async def _evidence(group: Pull, line: LineFacts, red: set[str], proven: bool, reader: Reader) -> Pull:
    """The group with the jobs of its runs of the red workflows, and what it changes.

    proven: whether something of others than Actions passed on it that failed on the line.
    """
    mine = [run for run in group.runs if run.path in red]
    back = restores(group, line)
    if not mine and not proven and not back:
        return group
    told = [run for run in mine if back or run.status == "completed"]
    read = {run.id: await reader.with_jobs(run, "groups") for run in told}
    comparison = await reader.comparison(line.history[0].sha, group.head)
    runs = tuple(read.get(run.id, run) for run in group.runs)
    found = group.model_copy(update={"runs": runs, "against_line": comparison})
    if comparison is None or any(run.jobs is None for run in read.values()):
        return found.model_copy(update={"proof_unread": "what might prove it could not be read"})
    return found
