"""The shadow report, as far as it is about one repository; read for those in mode shadow, seldom.

It is the same for all of them, so a brain keeps it for some minutes. Nothing about a private repository is
filed in one that is not.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.github.node import Node
from bot.model.config import Config
from bot.model.organisation import Organisation, read_organisation
from bot.model.shadow import MOST_PAGES, REPORT_LABEL, REPORT_MARKER, Report, ShadowRecord
from bot.observe.runs import Kept, Reader
from bot.observe.scan import Scanned

KEPT_FOR = 300
"""Seconds for which what stands in the report is not read again, unless we write to it."""


@dataclass(frozen=True)
class _Key:
    """What the report is kept under: its repository, and which stretch of `KEPT_FOR`."""

    name: str
    bucket: int


async def read_report(
    scanned: Scanned, config: Config, reader: Reader, app: str, at: datetime
) -> Report | None:
    """The report and what it says of the repository; None where none is wanted, or may be."""
    organised = scanned.organised
    if config.mode != "shadow" or organised is None:
        return None
    found = read_organisation(organised.in_force, organised.name.partition("/")[0])
    name = found.report if isinstance(found, Organisation) else None
    if name is None:
        return None
    home = replace(reader, repository=scanned.repository.model_copy(update={"name": name}))
    bucket = int(at.timestamp()) // KEPT_FOR

    async def read() -> tuple[Report, bool, tuple[ShadowRecord, ...]]:
        about = await home.get("/repos/{owner}/{repo}")
        report = Report(
            id=about["id"].number(), node_id=about["node_id"].text(), name=about["full_name"].text(), app=app
        )
        return report, about["private"].flag(), await _records(home, app)

    kept = await reader.attempt("shadow: report", reader.kept.get(_Key(name, bucket), read))
    if kept is None:
        return None
    report, private, records = kept
    if scanned.repository.private and not private:
        return None
    mine = next((one for one in records if one.repository == scanned.repository.id), None)
    return report.model_copy(update={"stops": mine.stops}) if mine else report


def forget_report(kept: Kept) -> None:
    """Have the report read anew: something was written to it."""
    kept.forget(_Key)


async def _records(home: Reader, app: str) -> tuple[ShadowRecord, ...]:
    """What every repository's comment in the report holds."""
    query: dict[str, str | int] = {"labels": REPORT_LABEL, "creator": f"{app}[bot]", "state": "open"}
    listed = await home.get("/repos/{owner}/{repo}/issues", query)
    numbers = [one["number"].number() for one in listed if REPORT_MARKER in one["body"].text_or("")]
    if not numbers:
        return ()
    found: list[ShadowRecord] = []
    for page in range(1, MOST_PAGES + 1):
        route = "/repos/{owner}/{repo}/issues/{issue_number}/comments"
        comments = await home.get(route, {"per_page": 100, "page": page}, issue_number=min(numbers))
        found += [record for one in comments if (record := _record(one, app))]
        if len(comments.items()) < 100:
            break
    return tuple(found)


def _record(comment: Node, app: str) -> ShadowRecord | None:
    ours = comment["user"]["login"].is_text(f"{app}[bot]")
    return ShadowRecord.decode(comment["body"].text_or("")) if ours else None
