"""The shadow report, written into its operations repository, whoever's pass it is.

It is read anew before it is written, so that nothing is told twice and nothing that others wrote is lost; two
that write at once bring it to the same with their next passes. Of two reports the lowest number stays.
"""

from bot.act import shadow_words
from bot.act.done import Done
from bot.act.grants import Writer
from bot.github.auth import Permissions
from bot.github.node import Node
from bot.model.facts import Repository
from bot.model.shadow import MOST_PAGES, REPORT_LABEL, REPORT_MARKER, NoteShadow, Report, ShadowRecord

ISSUES: Permissions = (("issues", "write"),)
_ISSUE = "/repos/{owner}/{repo}/issues/{issue_number}"


async def note(writer: Writer, effect: NoteShadow) -> Done:
    """Make the report tell of the repository's stops."""
    report = effect.report
    home = Repository(
        id=report.id, node_id=report.node_id, name=report.name, installation=writer.repository.installation
    )
    ops = Writer(writer.client, home)
    issue = await _issue(ops, report) or await _opened(ops, effect.record)
    comments = await _comments(ops, issue["number"].number(), report)
    mine = next(
        ((id, record) for id, record in comments if record.repository == effect.record.repository), None
    )
    if mine is None and len(comments) >= 100 * MOST_PAGES:
        full = f"{report.name}#{issue['number'].number()} is full; close it, and a new report is opened"
        return Done("refused", full)
    record = mine[1].merged(effect.record) if mine else effect.record
    if mine is None:
        await _comment(ops, issue["number"].number(), record)
    elif record != mine[1]:
        path, sent = {"comment_id": mine[0]}, {"body": shadow_words.comment(record)}
        await ops.call("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", ISSUES, path, sent=sent)
    others = (known for _, known in comments if known.repository != record.repository)
    body = shadow_words.body((record, *others))
    if issue["body"].text_or("") != body:
        path = {"issue_number": issue["number"].number()}
        await ops.call(f"PATCH {_ISSUE}", ISSUES, path, sent={"body": body})
    return Done("done", f"{report.name}#{issue['number'].number()}")


async def _issue(ops: Writer, report: Report) -> Node | None:
    """The open report of ours with the lowest number; others are closed as its duplicates."""
    query = {"labels": REPORT_LABEL, "creator": f"{report.app}[bot]", "state": "open"}
    listed = await ops.call("GET /repos/{owner}/{repo}/issues", ISSUES, sent=query)
    mine = [one for one in listed.data if REPORT_MARKER in one["body"].text_or("")]
    first, *others = sorted(mine, key=lambda one: one["number"].number()) or [None]
    for one in others:
        if one is not None:
            path = {"issue_number": one["number"].number()}
            await ops.call(
                f"PATCH {_ISSUE}", ISSUES, path, sent={"state": "closed", "state_reason": "not_planned"}
            )
    return first


async def _opened(ops: Writer, record: ShadowRecord) -> Node:
    sent = {"title": shadow_words.TITLE, "body": shadow_words.body((record,)), "labels": [REPORT_LABEL]}
    return (await ops.call("POST /repos/{owner}/{repo}/issues", ISSUES, sent=sent)).data


async def _comments(ops: Writer, issue: int, report: Report) -> list[tuple[int, ShadowRecord]]:
    found: list[tuple[int, ShadowRecord]] = []
    for page in range(1, MOST_PAGES + 1):
        query = {"per_page": 100, "page": page}
        listed = (await ops.call(f"GET {_ISSUE}/comments", ISSUES, {"issue_number": issue}, sent=query)).data
        for one in listed:
            ours = one["user"]["login"].is_text(f"{report.app}[bot]")
            record = ShadowRecord.decode(one["body"].text_or("")) if ours else None
            found += [(one["id"].number(), record)] if record else []
        if len(listed.items()) < 100:
            break
    return found


async def _comment(ops: Writer, issue: int, record: ShadowRecord) -> None:
    path, sent = {"issue_number": issue}, {"body": shadow_words.comment(record)}
    await ops.call(f"POST {_ISSUE}/comments", ISSUES, path, sent=sent)
