"""The words people read on checks, rendered from verdicts alone. Pure. Neighbour: `job_words`.

Same facts, same order, same calm: what holds, since when, what is done about it, how to get through.
Times are absolute and UTC, so that a text needs no rewriting. Whatever comes from a repository (names,
log lines) is data: shown as code, cut, never able to mention anybody or break the page.
"""

from datetime import datetime
from typing import assert_never

from bot.act.markdown import capital, code, cut, does, flat, length, plain, sentence
from bot.model.config_text import Invalid
from bot.model.evidence import often
from bot.model.jobs import RedFacts
from bot.model.telling import Course, Reason, Standing, Verdict, Way
from bot.model.value import Value

MAX_TEXT = 65_000
"""Characters; GitHub takes 65,535 in a summary and 65,536 in a comment."""
MAX_TITLE = 200

_RESTARTS = "Merging it is how the line restarts."
_PROVEN: dict[Way, tuple[str, str]] = {
    "runs": ("it fixes", _RESTARTS),
    "revert": ("it takes back what broke", _RESTARTS),
    "tree": ("it gives back files that passed on", _RESTARTS),
    "lane": ("it touches only lanes that run on", "Merging it mends nothing; what stands goes on standing."),
    "unrelated": (
        "it has nothing to do with",
        "Merging it mends nothing and spreads nothing; the line stays stopped.",
    ),
}
"""By which proof a head passes, for a title, and what merging it does."""
_MARKS = {"ok": "✓", "waiting": "…", "blocked": "✗", "unknown": "?"}


class CordWords(Value):
    """A check run's title, summary and details, as Markdown."""

    title: str
    summary: str
    text: str


def cord(verdict: Verdict, repository: str, web: str) -> CordWords:
    """What a cord says. `web` is GitHub's address, without a slash at the end."""
    title, lines = _cord(verdict, repository, web)
    if verdict.others:
        numbers = ", ".join(f"#{n}" for n in verdict.others)
        lines.append(f"This commit is also the head of {numbers}; the check is theirs too.")
    details = "\n".join(["What this rests on:", "", *tree(verdict.reason)])
    return CordWords(
        title=cut(title, MAX_TITLE), summary=cut("\n\n".join(lines), MAX_TEXT), text=cut(details, MAX_TEXT)
    )


def mistakes(invalid: Invalid) -> CordWords:
    """What the check on a broken configuration says."""
    count = len(invalid.problems)
    title = f"{flat(invalid.path)}: {count} mistake{'s' if count > 1 else ''}"
    lines = "\n".join(f"- {plain(words)}" for words in invalid.words)
    summary = (
        "The last valid version of the file holds until this one is mended; no pull request is judged by "
        f"its own version.\n\n{lines}"
    )
    return CordWords(title=cut(title, MAX_TITLE), summary=cut(summary, MAX_TEXT), text="")


def _cord(verdict: Verdict, repository: str, web: str) -> tuple[str, list[str]]:
    branch, line = plain(verdict.branch), flat(verdict.branch)
    match verdict.kind:
        case "running":
            return f"{capital(line)} is green", ["Nothing holds this pull request."]
        case "stale":
            return _stale(verdict)
        case "no-signal":
            return f"No signal on {line}", [
                f"{sentence(verdict.reason.text)} Nothing is held, and nothing is known to be green."
            ]
        case "off":
            return "Andon holds nothing here", [sentence(verdict.reason.text)]
        case "confirming":
            return _confirming(verdict, repository, web)
        case "proving":
            return _proving(verdict)
        case "undecided":
            return f"No answer in the queue's time: {line} is not decided yet", [
                f"{sentence(verdict.reason.text)} Nothing is wrong with this pull request.",
                "It leaves the queue before the queue gives it up; once the line is green it can be put back.",
            ]
        case "proven" | "passed":
            return _passes(verdict)
        case "started":
            title = f"{capital(line)} runs on {_who(verdict)}'s word until {_until(verdict)}"
            return title, [
                f"Nothing holds this pull request. {sentence(verdict.reason.text)}",
                _overruled(verdict.reds),
            ]
        case "stopped" if verdict.said is not None:
            return _stopped_by_people(verdict, branch, repository, web)
        case "stopped":
            return _stopped(verdict, branch, repository, web)
        case _:
            assert_never(verdict.kind)


def _proving(verdict: Verdict) -> tuple[str, list[str]]:
    title = f"Waiting: does this fix {flat(verdict.branch)}? {red_names(verdict.reds)} {does(len(verdict.reds), 'tells')}"
    return title, [
        f"{sentence(verdict.reason.text)}",
        "\n".join(red_line(red) for red in verdict.reds),
        "Passes: this group is merged, and the line restarts. Fails or gives no answer in the queue's "
        "time: its pull request leaves the queue.",
    ]


def _passes(verdict: Verdict) -> tuple[str, list[str]]:
    waits = verdict.standing is not None and not verdict.standing.confirmed
    state = "is confirming a first failure" if waits else "is stopped"
    told = f"{capital(plain(verdict.branch))} {state}; this pull request {plain(verdict.reason.text)}."
    if verdict.kind == "passed":
        return f"Passes on {_who(verdict)}'s word until {_until(verdict)}", [told]
    begins, then = _PROVEN[verdict.way]
    if verdict.standing is not None:
        besides = _overruled(verdict.overruled) if verdict.overruled else ""
        rows = [part for part in (told, _rows(verdict.reds), besides, then) if part]
        return _elsewhere(verdict, verdict.standing), rows
    return f"Passes: {begins} {flat(verdict.branch)}", [told, then]


def _elsewhere(verdict: Verdict, its: Standing) -> str:
    """The title of a cord on what touches only lanes that run."""
    does, touches = "stands" if its.confirmed else "waits for a re-run", " and ".join(verdict.touches)
    return f"The line of {' and '.join(its.lanes)} {does}; this pull request touches only {touches}"


def _overruled(reds: tuple[RedFacts, ...]) -> str:
    """What is red, but a person's start lets nobody wait for it."""
    return f"Red, and not waited for:\n{_rows(reds)}"


def _rows(reds: tuple[RedFacts, ...]) -> str:
    return "\n".join(red_line(red) for red in reds)


def _confirming(verdict: Verdict, repository: str, web: str) -> tuple[str, list[str]]:
    counts = {red.failures for red in verdict.reds}
    failed = f"failed {often(counts.pop())}" if len(counts) == 1 else "failed"
    did = "could not begin" if all(red.whole for red in verdict.reds) else failed
    title = f"Waiting: {red_names(verdict.reds)} {did} on {flat(verdict.branch)}; re-running it"
    until = f"Answer by {clock(verdict.until)}. " if verdict.until else ""
    return title, [
        f"{until}Nothing is wrong with this pull request; nobody was notified.",
        "Passes: this goes green. Fails or gives no answer: the line stops and says why.",
        "*Urgent?* A maintainer writes `/andon start <reason>` on any pull request.",
        f"*Andon itself dead?* An owner sets the ruleset to evaluate: {web}/{repository}/settings/rules",
    ]


def _stale(verdict: Verdict) -> tuple[str, list[str]]:
    """What a cord says on a pull request that failed only because its base was broken."""
    line, branch = capital(flat(verdict.branch)), plain(verdict.branch)
    rows = [f"Nothing holds this pull request. {sentence(verdict.reason.text)}"]
    if verdict.update == "soon":
        rows.append(
            f"**You need do nothing.** Andon merges {branch} into it, the oldest approved ones first."
        )
        return f"{line} is green again; this branch is updated soon", rows
    if verdict.update == "refused":
        rows.append("Andon was to update it, but GitHub refused that.")
    rows.append(
        f"Press *Update branch*, or merge {branch} into it. *Re-run* does not help: GitHub runs the checks on "
        "the old merge again."
    )
    return f"{line} is green again; update this branch", rows


def _who(verdict: Verdict) -> str:
    return flat(verdict.said.who) if verdict.said else "somebody"


def _until(verdict: Verdict) -> str:
    return clock(verdict.said.until if verdict.said else None)


def _stopped_by_people(verdict: Verdict, branch: str, repository: str, web: str) -> tuple[str, list[str]]:
    """What a cord says while a person holds the line, whatever is red on it."""
    said = verdict.said
    at, why = (said.at, said.why) if said else (None, "")
    blame = "" if verdict.advisory else ", not for this PR"
    title = f"{capital(flat(verdict.branch))} is stopped by {_who(verdict)}{blame}: {flat(why)}"
    lines = [
        _warned(verdict.course)
        if verdict.advisory
        else f"Merging waits, whatever runs: {plain(_who(verdict))} stopped {branch} at {clock(at)}.",
        *(["\n".join(red_line(red) for red in verdict.reds)] if verdict.reds else []),
        _incident(verdict, repository, web),
    ]
    if verdict.advisory:
        return title, lines
    return title, [
        *lines,
        "**You need do nothing.** This turns green once somebody writes `/andon start <reason>` "
        f"{'there' if verdict.course.filed else 'on a pull request'}; auto-merge stays armed.",
        "*Urgent and unrelated?* A colleague comments `/andon pass <sha> <reason>` here.",
        f"*Andon itself dead?* An owner sets the ruleset to evaluate: {web}/{repository}/settings/rules",
    ]


def _warned(course: Course) -> str:
    """That nothing is held, and why not where that is not how it was configured."""
    if course.demoted:
        until = f"{course.demoted:%Y-%m-%d %H:%M} UTC"
        return f"Nothing is held: people called stops wrong, so Andon only warns here until {until}."
    if course.fused:
        return "Nothing is held: so many repositories stopped at once that Andon only warns of this stop."
    return "Nothing is held: Andon only warns here."


def _incident(verdict: Verdict, repository: str, web: str) -> str:
    course = verdict.course
    if not course.filed:
        return "No incident is filed: this repository has no issues. Commands count on any pull request."
    jobs = f"{web}/{repository}/issues?q=is%3Aissue+label%3Aandon"
    incident = f"#{course.incident}" if course.incident else f"[the newest job]({jobs})"
    return f"Incident: {incident}{f' · fix: #{course.fix}' if course.fix else ''}."


def _stopped(verdict: Verdict, branch: str, repository: str, web: str) -> tuple[str, list[str]]:
    since = min(red.since for red in verdict.reds)
    blame = "" if verdict.advisory else ", not this PR"
    line, names = capital(flat(verdict.branch)), red_names(verdict.reds)
    title = f"{line} is broken{blame}: {names}, since {clock(since)}"
    lines = [
        _warned(verdict.course) if verdict.advisory else "Merging waits so the breakage doesn't spread.",
        "\n".join(red_line(red) for red in verdict.reds),
        _incident(verdict, repository, web),
    ]
    if verdict.advisory:
        return title, lines
    usual = verdict.course.usual
    return title, [
        *lines,
        *([f"Usually over in {length(usual.seconds)} (median of {usual.of})."] if usual else []),
        "**You need do nothing.** This turns green by itself; auto-merge stays armed.",
        f"*This PR fixes {branch}?* Merge {branch} into it; when {plain(names)} "
        f"{does(len(verdict.reds), 'passes')} here, it goes through. {_mending(verdict.reds)}{_revert(verdict.reds)}"
        f"Now: {plain(verdict.reason.text)}.",
        f"*Urgent and unrelated, or {plain(names)} {does(len(verdict.reds), 'runs')} only after a merge?* "
        "A colleague comments `/andon pass <sha> <reason>` here, or presses *Let this head pass*.",
        "*Andon wrong?* `/andon wrong <reason>`, or *Wrong stop*.",
        f"*Andon itself dead?* An owner sets the ruleset to evaluate: {web}/{repository}/settings/rules",
    ]


def _mending(reds: tuple[RedFacts, ...]) -> str:
    """What else a fix needs where a workflow could not begin: it is its file that is mended, most of the time."""
    if not any(red.whole for red in reds):
        return ""
    return "A change of its workflow file needs a code owner's approval besides, or a colleague's `/andon pass`. "


def _revert(reds: tuple[RedFacts, ...]) -> str:
    """The way through by an exact revert, where one commit is known to have broken it all."""
    sure = {(r.commit, bool(r.evidence and r.evidence.passed and not r.evidence.between)) for r in reds}
    if len(sure) != 1 or not (suspect := next(iter(sure)))[1]:
        return ""
    return f"A revert of exactly {code(suspect[0][:7])} goes through without that. "


def red_line(red: RedFacts) -> str:
    told = f" {code(red.primary)}" if red.primary else ""
    suspect = f"since {code(red.commit[:7])} by {code(red.author)}"
    lanes = f" · {'lane' if len(red.lanes) == 1 else 'lanes'} {', '.join(red.lanes)}" if red.lanes else ""
    return f"- [{plain(red.name)}]({red.run_url}):{told} ({plain(red.why)}) · {suspect}{lanes}"


def red_names(reds: tuple[RedFacts, ...]) -> str:
    """The first two names, for a title."""
    names = [flat(red.name) for red in reds]
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return ", ".join(names[:2]) + more


def tree(reason: Reason, depth: int = 0) -> list[str]:
    """A result tree as an indented Markdown list."""
    lines = [f"{'  ' * depth}- {_MARKS[reason.status]} {plain(reason.text)}"]
    for child in reason.children:
        lines += tree(child, depth + 1)
    return lines


def clock(moment: datetime | None) -> str:
    """`2026-11-23 16:45 UTC`, or a dash for what has not happened."""
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "—"
