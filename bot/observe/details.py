"""A scanned repository → its snapshot: reads what only repositories that are not green need.

A green line with no job costs nothing here. `history` reads the line, `proofs` what might prove that a
pull request fixes it, `jobs` what is done about it.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.model.config import Config
from bot.model.facts import JobFacts, LineFacts, Mistakes, Orphan, Pull
from bot.model.jobs import CONFIG_RULE, Key, flakes_key, line_key
from bot.model.organisation import mode_by
from bot.model.remembered import Known, remembered
from bot.model.runs import WORKER_WORKFLOW
from bot.model.snapshot import Snapshot
from bot.observe.aftermath import read_aftermath
from bot.observe.branches import Branch, read_branches
from bot.observe.bypass import read_bypass
from bot.observe.configuration import read_config, read_fuse
from bot.observe.desired import desired_keys, read_folders, read_templates
from bot.observe.diagnosed import read_diagnosed
from bot.observe.history import read_line
from bot.observe.jobs import read_job, read_orphan
from bot.observe.lanes import read_touched
from bot.observe.proofs import failed_outside, read_proofs, red_heads
from bot.observe.queue import read_groups
from bot.observe.reported import read_pull_checks, read_reported
from bot.observe.reviewed import read_reviewed
from bot.observe.runs import Reader
from bot.observe.said import read_said
from bot.observe.scan import Scanned
from bot.observe.shadow import read_report
from bot.observe.undoing import read_undone
from bot.observe.unrelated import read_unrelated


async def snapshot(scanned: Scanned, reader: Reader, app: str, at: datetime, brain: str) -> Snapshot:
    """Everything a pass needs. `app` is our App's slug: what it wrote is told by its author."""
    found, mistakes = await read_config(scanned, reader, scanned.apps.ours)
    config = found or Config(version=1)
    branches = await read_branches(scanned, config, reader)
    held = await _held(branches, scanned, reader, app)
    known = {job.key.subject: remembered(job) for job in held.values()}
    lines = await _lines(branches, scanned, config, reader, known)
    pulls, groups = await _proposed(scanned, lines, known, config, reader)
    pulls = await read_bypass(pulls, config, reader, app)
    lines, pulls = await read_diagnosed(lines, pulls, config, reader, scanned.apps.ours)
    folders = await read_folders(scanned, config, reader)
    templates = await read_templates(scanned, config, folders, reader)
    lacking = {template.path for template in templates}
    wrong = _wrong_lines(scanned, lines, (*groups, *pulls)) | _wrong_files(scanned, config, lacking, mistakes)
    own = await _jobs(wrong, held, scanned, reader, app)
    each = tuple((line, own[line_key(scanned.repository.id, line.branch)]) for line in lines)
    pulls = await read_aftermath(each, pulls, config, reader, at)
    return Snapshot(
        at=at,
        brain=brain,
        repository=scanned.repository,
        config=found,
        mistakes=mistakes,
        lines=lines,
        jobs=tuple(job for job in own.values() if job.claim is not None or job.strays),
        orphans=await _orphans(scanned, wrong, reader, app) if lines else (),
        pulls=pulls,
        groups=groups,
        worker=WORKER_WORKFLOW in scanned.workflows,
        organised=scanned.organised,
        fuse=read_fuse(scanned),
        report=await read_report(scanned, config, reader, app, at),
        mode_by=mode_by(scanned.texts, scanned.repository.name),
        folders=folders,
        templates=templates,
        said=await read_said(scanned, config, reader, app, at),
        unread=(*scanned.unread, *sorted(reader.unread, key=lambda u: u.what)),
    )


def _wrong_lines(
    scanned: Scanned, lines: tuple[LineFacts, ...], proposed: tuple[Pull, ...]
) -> dict[Key, bool]:
    """The lines' jobs, and whether there was anything wrong lately, or a cord holds or is still to be written.

    A claim can be deleted by anybody who may push; the issue that it named still tells what people said.
    """
    held = {pull.base for pull in proposed if pull.cord is None or pull.cord.holds}
    return {
        line_key(scanned.repository.id, line.branch): bool(line.files) or line.branch in held
        for line in lines
    }


def _wrong_files(
    scanned: Scanned, config: Config, lacking: set[str], mistakes: Mistakes | None
) -> dict[Key, bool]:
    """The jobs of desired files, and whether the file is not as it should be."""
    return {
        key: key.subject in lacking or (key.rule == CONFIG_RULE and mistakes is not None)
        for key in desired_keys(scanned, config)
    }


async def _jobs(
    wrong: dict[Key, bool], held: dict[Key, JobFacts], scanned: Scanned, reader: Reader, app: str
) -> dict[Key, JobFacts]:
    """What is done about each key, in their order; held: what was read of it already."""
    others = {key: bad for key, bad in wrong.items() if key not in held}
    read = await asyncio.gather(*(read_job(key, scanned, reader, app, bad) for key, bad in others.items()))
    own = held | {job.key: job for job in read}
    return {key: own[key] for key in wrong}


async def _held(
    branches: tuple[Branch, ...], scanned: Scanned, reader: Reader, app: str
) -> dict[Key, JobFacts]:
    """The lines' jobs that are claimed: what is red may be known by them alone."""
    claimed = {claim.key for claim in scanned.claims if claim.stage != "closed"}
    keys = (line_key(scanned.repository.id, branch.name) for branch in branches)
    mine = [key for key in keys if key.digest in claimed]
    jobs = await asyncio.gather(*(read_job(key, scanned, reader, app) for key in mine))
    return {job.key: job for job in jobs}


async def _lines(
    branches: tuple[Branch, ...], scanned: Scanned, config: Config, reader: Reader, known: Known
) -> tuple[LineFacts, ...]:
    """The lines, the default branch's first, with all that judging them takes."""
    lines = tuple([await _line(one, scanned, config, reader, known) for one in branches])
    if not scanned.pulls and not scanned.queued:
        return lines
    return tuple([await read_undone(line, config, reader) for line in lines])


async def _proposed(
    scanned: Scanned, lines: tuple[LineFacts, ...], known: Known, config: Config, reader: Reader
) -> tuple[tuple[Pull, ...], tuple[Pull, ...]]:
    """The pull requests and the merge groups, with what may prove that they pass."""
    failed = {line.branch: failed_outside(line, config, known) for line in lines}
    red = red_heads(lines, config, known)
    reported = await read_pull_checks(scanned.pulls, failed, reader)
    pulls = await read_proofs(replace(scanned, pulls=reported), lines, known, config, reader)
    pulls = await read_reviewed(pulls, lines, reader)
    pulls = await read_unrelated(pulls, red, config, reader)
    groups = await read_groups(scanned, lines, known, config, reader)
    groups = await read_unrelated(groups, red, config, reader)
    pulls = await read_touched(pulls, red, config, reader)
    return pulls, await read_touched(groups, red, config, reader)


async def _line(branch: Branch, scanned: Scanned, config: Config, reader: Reader, known: Known) -> LineFacts:
    """A line with its runs, with what others report of it, and with what is remembered of its flaky checks."""
    waited = any(p.base == branch.name and p.cord and p.cord.status != "completed" for p in scanned.pulls)
    key = flakes_key(scanned.repository.id, branch.name).digest
    book = next((claim for claim in scanned.claims if claim.key == key), None)
    waited = waited or bool(book and book.asked)
    line = await read_line(branch, config, reader, known.get(branch.name, ()), waited)
    line = await read_reported(scanned, branch, line, config, reader)
    return line.model_copy(update={"book": book, "flakes": book.flakes}) if book else line


async def _orphans(scanned: Scanned, keys: Iterable[Key], reader: Reader, app: str) -> tuple[Orphan, ...]:
    """The claims that are held for none of the keys, with what they hold."""
    known = {key.digest for key in keys}
    lost = (c for c in scanned.claims if c.key not in known and c.stage not in ("closed", "damaged"))
    return tuple([await read_orphan(claim, scanned, reader, app) for claim in lost])
