"""The words people read about a job: its issue, its dead letter, the pull request of an offer. Pure.

Neighbour: `words`, what checks say, and how text from outside is made harmless.
"""

from bot.act.markdown import code, count, cut, fenced, flat, length, plain, sentence
from bot.act.words import MAX_TEXT, MAX_TITLE, clock, red_line, red_names
from bot.model.commands import Command
from bot.model.effects import Offer
from bot.model.evidence import MOST_HELD, often
from bot.model.jobs import RedFacts, Try
from bot.model.markers import dead_letter_marker, key_marker, story_marker
from bot.model.stood import ran, stood
from bot.model.telling import JobStory, Matter

_MOST_NAMES = 20
"""So many are named."""
_TRY_MARKS = {
    "fixed": "✓",
    "nothing": "–",
    "withheld": "✗",
    "failed": "✗",
    "lost": "✗",
    "overtaken": "–",
    "refused": "✗",
    "still-red": "✗",
}


def job_title(story: JobStory) -> str:
    """The job's title: `main stopped: CI / test, since 3f2c1ab`, or what its rule calls it."""
    if story.about is not None:
        return cut(flat(story.about.title), MAX_TITLE)
    first = min(story.reds, key=lambda r: (r.since, r.name), default=None)
    stops = [command for command in story.commands if command.verb == "stop"]
    if first is None and stops:
        who, why = flat(stops[-1].who), flat(stops[-1].why)
        by = f" stopped by {who}" if story.times.stopped else f": a stop by {who}, taken back"
        return cut(f"{flat(story.branch)}{by}: {why}", MAX_TITLE)
    since = f", since {first.commit[:7]}" if first else ""
    stands = "stopped" if story.times.stopped else "red"
    names = f": {red_names(story.reds)}" if story.reds else ""
    return cut(f"{flat(story.branch)} {stands}{names}{since}", MAX_TITLE)


def job_body(story: JobStory) -> str:
    """The job's text, with the invisible lines that say whose it is and which story it tells."""
    rows = [f"{'Done' if story.state == 'done' else 'Now'}: {plain(story.now)}."]
    rows += _line_facts(story) if story.about is None else _other_facts(story, story.about)
    if story.commands:
        rows.append("\n".join(["People:", *(_said(command) for command in story.commands)]))
    if story.tried:
        rows.append("\n".join(["Tried:", *(_tried(t) for t in story.tried)]))
    if story.proof:
        pull = f" by #{story.proof.pull}" if story.proof.pull else ""
        passed = "began to run at" if story.proof.began else "passed at"
        passed = passed if story.about is None else "is as it should be at"
        rows.append(
            f"Proof: {plain(story.branch)} {passed} {story.proof.commit}{plain(story.proof.seen)}{pull}."
        )
    rows.append("Close this issue to stop Andon from trying; reopen it to let it go on.")
    markers = f"{key_marker(story.key)}\n{story_marker(story.digest)}"
    return cut("\n\n".join(rows), MAX_TEXT) + "\n\n" + markers


def _line_facts(story: JobStory) -> list[str]:
    return [
        _course(story),
        *_lulls(story),
        " ".join((*_held(story), *_slipped(story))) or "Held: no pull request.",
        *_lanes(story.reds),
        *(
            ["\n".join(["Evidence:", *(line for red in story.reds for line in _evidence(red))])]
            if story.reds
            else []
        ),
        *_reproduce(story.reds),
    ]


def _course(story: JobStory) -> str:
    """What happened when: `Red 10:10 UTC · stopped 10:16 UTC · fixed — · green —`."""
    times = story.times
    by_word = any(said.verb == "stop" and said.at == times.red for said in story.commands)
    told = [] if by_word else [f"red {clock(times.red)}"]  # nothing was, before somebody stopped the line
    stood = [f"stopped {clock(times.stopped)}" if times.stopped else "not stopped"]
    sure = [f"confirmed {clock(times.confirmed)}"] if times.confirmed else []
    before = times.confirmed is not None and times.stopped is not None and times.confirmed < times.stopped
    told += [*sure, *stood] if before else [*stood, *sure]
    told += [f"fixed {clock(times.fixed)}", f"green {clock(times.green)}", *_lasted(story)]
    first, *rest = told
    return " · ".join((first[0].upper() + first[1:], *rest))


def _lasted(story: JobStory) -> list[str]:
    """For how long a stop that is over held what people wanted to merge, and for how long it let that go."""
    held, free = stood(story.times, story.spells), ran(story.times, story.spells)
    told = [f"stopped for {length(held)}"] if held or (held is not None and not free) else []
    told += [f"let run for {length(free)}"] if free else []
    return [", ".join(told)] if told else []


def _lulls(story: JobStory) -> list[str]:
    """When the line was green and nobody saw it, so that several failures are told as one stop."""
    last = "what was red last" if story.state == "done" else "what is red now"
    spans = " and ".join(f"from {clock(one.since)} to {clock(one.until)}" for one in story.lulls)
    return [f"Green {spans}, which nobody saw: {last} failed after that."] if spans else []


def _lanes(reds: tuple[RedFacts, ...]) -> list[str]:
    """Which lanes stand, where all that stands is in one: what touches only others goes on being merged."""
    stands = [red.lanes for red in reds if red.confirmed and not red.overruled]
    if not stands or not all(stands):
        return []
    named = ", ".join(sorted({lane for lanes in stands for lane in lanes}))
    return [f"Lanes that stand: {named}. Pull requests that touch only other lanes go on."]


def _held(story: JobStory) -> list[str]:
    held = story.held
    if held is None:
        return []
    ready = f"{held.ready} ready, counted {clock(held.at)}"
    more = "more than " if len(held.pulls) >= MOST_HELD else ""
    told = [f"Held: {more}{count(len(held.pulls), 'pull request')} ({ready})."]
    if held.ejected:
        told.append(f"Out of the merge queue: {_names(tuple(f'#{number}' for number in held.ejected))}.")
    if held.back:
        told.append(f"Goes back into it: {_names(tuple(f'#{number}' for number in held.back))}.")
    return told


def _slipped(story: JobStory) -> list[str]:
    """What came onto the line between its first failure and its stop."""
    return [f"Merged in the gap: {_names(story.gap)}."] if story.gap else []


def _names(names: tuple[str, ...]) -> str:
    """The first few, and how many more there are."""
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _evidence(red: RedFacts) -> list[str]:
    """A red signal's line, and beneath it what speaks for its suspect."""
    told = red.evidence
    if told is None:
        return [red_line(red)]
    same = {True: ", in the same way each time", False: ", not always in the same way", None: ""}[told.same]
    failed = f"failed {often(told.failures)} since{same}"
    if told.passed is None:
        return [red_line(red), f"  {failed}; no pass is known before"]
    row = " in a row" if told.passes > 1 else ""
    on = f"{often(told.passes)}{row} before, last on {told.passed[:7]}"
    apart = f"; of the {count(told.between, 'commit')} between nothing is known" if told.between > 0 else ""
    return [red_line(red), f"  {failed}; passed {on}{apart}"]


def _reproduce(reds: tuple[RedFacts, ...]) -> list[str]:
    """How to see the first red signal fail whose failing command is known."""
    red = next((red for red in reds if red.reproduce), None)
    if red is None or red.reproduce is None:
        return []
    return [f"Reproduce:\n\n{fenced(f'git checkout {red.commit[:7]}{chr(10)}{red.reproduce}')}"]


def _other_facts(story: JobStory, about: Matter) -> list[str]:
    times = story.times
    told = f"Found {clock(times.red)} · fixed {clock(times.fixed)} · gone {clock(times.green)}"
    found = ["\n".join(["Found:", *(f"- {code(fact)}" for fact in about.details)])] if about.details else []
    return [told, *found]


def dead_letter(story: JobStory) -> str:
    """The one comment that hands a job to people."""
    stands = "stopped" if story.times.stopped else "red"
    what = f"{plain(story.branch)} has been {stands}" if story.about is None else plain(story.about.title)
    holds = f"; {count(len(story.held.pulls), 'pull request')} held" if story.held else ""
    rows = [
        "**Andon has no safe move left**",
        f"{what} since {clock(story.times.stopped or story.times.red)}{holds}. {sentence(story.now)}",
    ]
    if story.tried:
        rows.append("\n".join(["Tried:", *(_tried(t) for t in story.tried)]))
    helps = _lifted(story) + (
        "push a fix in a pull request that contains the branch's head; when its own run of the failing job "
        "passes, it goes through by proof."
        if story.about is None
        else story.about.advice
    )
    start = (
        f" `/andon start <reason> for 1h` lets {plain(story.branch)} run meanwhile."
        if story.about is None
        else ""
    )
    again = "To have Andon try everything once more, comment `/andon retry`; until then it"
    rows.append(f"What helps now: {helps}{start} {again} won't try or write here.")
    return cut("\n\n".join(rows), MAX_TEXT) + "\n\n" + dead_letter_marker(story.times.begun)


def _lifted(story: JobStory) -> str:
    """What has to come before any fix, where a person stops the line."""
    words = [said for said in story.commands if said.verb in ("stop", "start", "wrong")]
    if not words or words[-1].verb != "stop":
        return ""
    who = plain(words[-1].who)
    return f"lift {who}'s stop with `/andon start <reason>`, for no fix goes through before; then "


def offer_body(offer: Offer) -> str:
    """The text of a pull request that adds files, with its inverse written in it."""
    added = "\n".join(f"- {code(file.path)}" for file in offer.files)
    return (
        f"Adds what is missing (#{offer.issue}), as its template has it; change it here as you need it:\n\n"
        f"{added}\n\nTo undo it after the merge: `git revert -m 1 <merge commit>`."
    )


def record_comment(encoded: str) -> str:
    """The comment that holds the record."""
    return f"Andon keeps this job's record in this comment; editing it makes Andon rebuild it.\n\n{encoded}"


def _said(command: Command) -> str:
    """What a person said: `- alice: pass of 3f2c1ab (2026-11-23 16:45 UTC, until …, #12): it is urgent`."""
    sha = f" of {command.sha[:7]}" if command.sha else ""
    until = f", until {clock(command.until)}" if command.until else ""
    why = f": {plain(command.why)}" if command.why else ""
    place = f"#{command.issue}" if command.issue else "by andon release"
    about = f"{clock(command.at)}{until}, {place}"
    return f"- {plain(command.who)}: {command.verb}{sha} ({about}){why}"


def _tried(one: Try) -> str:
    run = f", run {one.run}" if one.run else ""
    return f"- {plain(one.rung)} {_TRY_MARKS.get(one.result, '✗')} {plain(one.why)} ({clock(one.at)}{run})"
