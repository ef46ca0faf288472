"""`andon diagnose`: what failed, from a log, a report, or a run on GitHub."""

import asyncio
import json
import os
import re
from collections import Counter
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Literal, TextIO, cast

import click

from bot import __version__
from bot.app.log_files import BROKEN, Unread, texts
from bot.app.settings import BadSettings, read_settings
from bot.app.starting import client_for
from bot.github.auth import Grant
from bot.github.client import Client
from bot.github.errors import Broken, GitHubError, Gone
from bot.github.node import Node
from bot.model.secrets import redact_log
from bot.observe.grants import READ
from bot.observe.history import FAILED
from bot.observe.runs import MAX_PAGES
from bot.orient.diagnosis import Diagnosis, diagnose
from bot.orient.diagnosis.coverage import Coverage, read_coverage, with_coverage
from bot.orient.diagnosis.reports import may_be_report, read_report
from bot.orient.diagnosis.sarif import as_sarif

Form = Literal["text", "json", "sarif"]
MOST = 20
"""Places and tests of one failure that are printed; people read no more."""
PIECE = 1 << 20
"""Characters of a file that are read at a time."""
REPORT = 64 << 20
"""Characters of the largest text that is tried as a report; a log may have any size."""
_RUN = re.compile(
    r"https?://[^/\s]+/(?P<owner>[\w.-]+)/(?P<repo>[\w.-]+)/(?:actions/runs/(?P<run>\d+)"
    r"(?:/attempts/(?P<attempt>\d+))?)(?:/job/(?P<job>\d+))?(?:[/?#].*)?$"
)
_ADDRESS = re.compile(r"https?://")
_ERROR = "##[error]"
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey, were it shown: whoever ran the job wrote the log."""


@dataclass(frozen=True)
class Told:
    """A diagnosis and what it is of: a file, or a job of a run.

    `report`: whether a report was read, not a log. `failed`: whether Actions says of a log that a step failed.
    """

    of: str
    found: Diagnosis
    report: bool = False
    failed: bool = False


def run(target: str, form: Form, root: str | None, covered: str | None = None) -> int:
    """Diagnose a file, `-` for standard input, or a run's address. 0; 1 if nothing was recognised; 2 if unreadable.

    `covered` is a report of coverage: where too little is covered, it tells which files pull it down.
    """
    reading = covered or target
    try:
        report = _covered(covered, root) if covered else None
        reading = target
        address = _RUN.match(target)
        told = asyncio.run(_of_run(address, root)) if address else _of_file(target, root)
    except (OSError, Unread, BadSettings, GitHubError) as error:
        click.echo(f"cannot read {reading}: {error}", err=True)
        return 2
    if report is not None:
        told = tuple(replace(one, found=with_coverage(one.found, report)) for one in told)
    _PRINT[form](told)
    return int(not any(one.found.failures for one in told))


def _covered(path: str, root: str | None) -> Coverage:
    report = read_coverage(Path(path).read_text(encoding="utf-8", errors="replace"), root)
    if report is None:
        raise Unread("it is no coverage in Cobertura's, Clover's or JaCoCo's XML, nor lcov's")
    return report


def _of_file(path: str, root: str | None) -> tuple[Told, ...]:
    """What a file says; of an archive what those of its texts say that failed, as far as that can be told."""
    if _ADDRESS.match(path):
        raise Unread("it is no address of a run: https://github.com/OWNER/REPO/actions/runs/NUMBER")
    try:
        told = tuple(_of_text(opened, name, root) for name, opened in texts(path))
    except BROKEN as error:
        raise Unread(f"it is cut short or broken: {error}") from error
    if not told:
        raise Unread("the archive has no log in it")
    if len(told) == 1:
        return told
    failed = tuple(one for one in told if one.failed)
    return failed or tuple(one for one in told if one.found.failures) or told[:1]


def _of_text(opened: TextIO, name: str, root: str | None) -> Told:
    """A report, if all of it is one, else a log."""
    begun = opened.read(PIECE)
    if may_be_report(begun):
        begun += opened.read(REPORT - len(begun))
    report = read_report(begun, root) if len(begun) < REPORT else None
    if report is not None:
        return Told(name, report, report=True, failed=bool(report.failures))
    seen = [_ERROR in begun]
    return Told(name, diagnose(chain((begun,), _pieces(opened, seen)), root=root), failed=seen[0])


def _pieces(opened: TextIO, seen: list[bool]) -> Iterator[str]:
    """The rest of a text; whether any of it says that a step failed is noted in `seen`."""
    while piece := opened.read(PIECE):
        seen[0] = seen[0] or _ERROR in piece
        yield piece


async def _of_run(address: re.Match[str], root: str | None) -> tuple[Told, ...]:
    """Every failed job of a run's last attempt, or the one job that the address names. Whose log is gone is said."""
    where = {"owner": address["owner"], "repo": address["repo"]}
    client, settings = _client()
    try:
        grant = await _grant(client, where) if settings else None
        if address["job"]:
            job = int(address["job"]), f"job {address['job']}"
            return (await _of_job(client, grant, where, job, root),)
        jobs = await _failed_jobs(client, grant, where, address)
        told = [await _if_there(_of_job(client, grant, where, job, root)) for job in jobs.items()]
    finally:
        await client.aclose()
    gone = [name for name, one in zip(jobs.values(), told, strict=True) if one is None]
    lost = (
        f"the log{'s' if len(gone) > 1 else ''} of {', '.join(gone)} {'are' if len(gone) > 1 else 'is'} gone"
    )
    if gone and len(gone) == len(told):
        raise Gone(lost)
    if gone:
        click.echo(lost, err=True)
    return tuple(one for one in told if one)


async def _if_there(reading: Awaitable[Told]) -> Told | None:
    """What a log says, None where it is gone: one that GitHub does not keep hides no other."""
    try:
        return await reading
    except Gone:
        return None


def _client() -> tuple[Client, bool]:
    """A client of the App where its settings are there, else with `GITHUB_TOKEN`; whether it is the App's."""
    if "ANDON_APP_ID" not in os.environ and (token := os.environ.get("GITHUB_TOKEN")):
        return Client(token, os.environ.get("GITHUB_API_URL", "https://api.github.com")), False
    if not any(name.startswith("ANDON_") for name in os.environ):
        raise Unread("set GITHUB_TOKEN to a token that may read the repository's Actions")
    return client_for(read_settings(os.environ, "look")), True


async def _grant(client: Client, where: dict[str, str]) -> Grant:
    installed = await client.call("GET /repos/{owner}/{repo}/installation", None, where)
    return Grant(installed.data["id"].number(), READ)


async def _failed_jobs(
    client: Client, grant: Grant | None, where: dict[str, str], address: re.Match[str]
) -> dict[int, str]:
    """The failed jobs of the run's last attempt, or of the one that the address names, on all pages.

    Where none failed those that were cancelled: so GitHub calls what ran into its time limit.
    """
    found: list[Node] = []
    wanted = address["attempt"]
    for page in range(1, MAX_PAGES + 1):
        answer = await client.call(
            "GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs",
            grant,
            {**where, "run_id": address["run"]},
            sent={"filter": "all" if wanted else "latest", "per_page": 100, "page": page},
        )
        found += answer.data["jobs"]
        if len(found) >= answer.data["total_count"].number():
            break
    meant = [job for job in found if wanted is None or job["run_attempt"].number() == int(wanted)]
    for ends in (FAILED, ("cancelled",)):
        ended = {
            job["id"].number(): job["name"].text() for job in meant if job["conclusion"].text_or("") in ends
        }
        if ended:
            return ended
    if not meant:
        raise Gone("that run has no jobs: it could not begin, or never had that attempt")
    over = all(job["status"].is_text("completed") for job in meant)
    raise Gone(f"no job of that run has failed{'' if over else ' so far'}")


async def _of_job(
    client: Client, grant: Grant | None, where: dict[str, str], job: tuple[int, str], root: str | None
) -> Told:
    route = "GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs"
    answer = await client.call(route, grant, {**where, "job_id": job[0]})
    text = answer.data.maybe_text()
    if text is None:
        raise Broken(f"GitHub gave no log of {job[1]}")
    return Told(job[1], diagnose(redact_log(text), root=root))


def _print_text(told: tuple[Told, ...]) -> None:
    """Each in turn; of one that fails as another before it does, that it does."""
    before: dict[tuple[str, ...], str] = {}
    for one in told:
        ways = tuple(failure.fingerprint for failure in one.found.failures)
        if ways in before:
            _say(one.of, bold=True)
            _say(f"  fails in the same way as {before[ways]}")
            continue
        _print_one(one)
        if ways:
            before[ways] = one.of


def _say(text: str, bold: bool = False) -> None:
    click.secho(_UNSAFE.sub("\ufffd", text), bold=bold or None)


def _print_one(told: Told) -> None:
    found = told.found
    _say(told.of, bold=True)
    if not found.failures:
        nothing = "the report tells of no failure" if told.report else "nothing recognised"
        _say(f"  {nothing}{'; the log ends with:' if found.excerpt else ''}")
    for failure in found.failures:
        _say(f"  {failure.kind}: {failure.words}")
        by = f" by {failure.tool}" if failure.tool else ""
        _say(f"    found{by}, {failure.confidence:.0%} sure, fingerprint {failure.fingerprint}")
        for error in failure.errors[:MOST]:
            place = ":".join(str(p) for p in (error.path, error.line, error.column) if p is not None)
            _say(f"    {place}: {error.code + ' ' if error.code else ''}{error.message}")
        _more(len(failure.errors), "places")
        for test in failure.tests[:MOST]:
            _say(f"    ✗ {test}")
        _more(len(failure.tests), "tests")
    if found.command or found.step:
        code = f" (exit code {found.exit_code})" if found.exit_code is not None else ""
        _say(f"  in: {found.command or found.step}{code}")
    for line in found.excerpt:
        _say(f"{line.number:8} {line.text}")


def _more(number: int, what: str) -> None:
    """How many are not printed, where some are not."""
    if number > MOST:
        _say(f"    and {number - MOST} more {what}")


def _print_json(told: tuple[Told, ...]) -> None:
    """One object, or a list of them where a run has several failed jobs."""
    objects = [{"of": one.of, **one.found.model_dump(mode="json")} for one in told]
    click.echo(json.dumps(objects[0] if len(objects) == 1 else objects, indent=2))


def _print_sarif(told: tuple[Told, ...]) -> None:
    """One report, with a run for each job, of a category of its own where there are several."""
    names = Counter[str]()
    runs: list[object] = []
    report: dict[str, object] = {}
    for one in told:
        names[one.of] += 1
        again = f" {names[one.of]}" if names[one.of] > 1 else ""
        report = as_sarif(one.found, __version__, f"andon/{one.of}{again}" if len(told) > 1 else None)
        runs += cast("list[object]", report["runs"])
    click.echo(json.dumps({**report, "runs": runs}, indent=2))


_PRINT = {"text": _print_text, "json": _print_json, "sarif": _print_sarif}
