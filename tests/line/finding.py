"""What is the case at a look, in the words in which a story would expect it; and what else it could expect.

The table of expectations is `wants`: `find_…` gives the line that would be true, `other_…` lines that would not.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.act.job_words import dead_letter, job_body, job_title
from bot.decide.line import Line
from bot.model.effects import DeadLetter, EditJob, Effect, OpenJob, Plan, Rerun
from bot.model.facts import Pull
from bot.model.job_issue import JobIssue
from bot.model.jobs import line_key
from bot.model.snapshot import Snapshot
from bot.model.telling import Reason
from tests.line.script import Unclear, told
from tests.line.world import World

_STATES = (
    "has no signal",
    "runs",
    "is confirming until 00:01",
    "is stopped",
    "is stopped by nobody",
    "runs on nobody's word until 00:01",
    "could not be judged",
)


@dataclass(frozen=True)
class Seen:
    """One look: what was read, the lines as judged, the plan, and the world with the plan carried out."""

    before: Snapshot
    lines: dict[str, Line]
    plan: Plan
    world: World

    def line(self, branch: str) -> Line:
        """A line by its branch."""
        if branch not in self.lines:
            raise Unclear(f"{branch} is no line")
        return self.lines[branch]

    def issue(self, branch: str = "main") -> JobIssue | None:
        """The job's issue as it stands after the pass."""
        return self.world.seen.job(line_key(self.before.repository.id, branch)).issue

    def effects(self, *kinds: type[Effect]) -> list[Effect]:
        """The planned effects of these kinds."""
        return [effect for effect in self.plan.effects if isinstance(effect, kinds)]


def state_of(line: Line) -> str:
    """A line's state as stories write it."""
    word, until = line.word, line.until
    match line.state:
        case "no signal":
            return "has no signal"
        case "unknown":
            return "could not be judged"
        case "confirming":
            return f"is confirming until {told(until) if until else '?'}"
        case "stopped":
            return f"is stopped by {word.stop.who}" if line.by == "people" and word.stop else "is stopped"
        case "running":
            start = word.start if line.by == "people" else None
            ends = told(start.until) if start and start.until else ""
            return f"runs on {start.who}'s word until {ends}" if start else "runs"


def find_state(seen: Seen, m: re.Match[str]) -> str:
    line = seen.line(m["branch"])
    since = f", since {told(line.since)}" if m["since"] else ""
    return f"{m['branch']} {state_of(line)}{since}"


def other_states(m: re.Match[str]) -> Iterator[str]:
    since = m["since"] or ""
    yield from (f"{m['branch']} {state}{since}" for state in _STATES if state != m["state"])
    if since:
        yield f"{m['branch']} {m['state']}, since 00:01"


def _tree(reason: Reason) -> Iterator[str]:
    yield reason.text
    for child in reason.children:
        yield from _tree(child)


def find_reason(seen: Seen, m: re.Match[str]) -> str:
    """Whether one of the line's reasons is, or begins with, what is written."""
    texts = [seen.world.plainly(text) for text in _tree(seen.plan.line)]
    found = any(text == m["text"] or text.startswith(m["text"] + ":") for text in texts)
    return m[0] if found else f"it says {texts}"


def find_no_reason(seen: Seen, m: re.Match[str]) -> str:
    texts = [seen.world.plainly(text) for text in _tree(seen.plan.line)]
    return f"it says {texts}" if any(m["text"] in text for text in texts) else m[0]


def _pull(seen: Seen, m: re.Match[str]) -> Pull:
    number = int(m["number"])
    return seen.world.group(number) if m["group"] else seen.world.pull(number)


_SHOWN: dict[tuple[str, str | None], str] = {
    ("completed", "success"): "passes",
    ("completed", "failure"): "is blocked",
    ("completed", "neutral"): "is told",
    ("in_progress", None): "waits",
}
CORDS = (*_SHOWN.values(), "has no cord")


def find_cord(seen: Seen, m: re.Match[str]) -> str:
    pull = _pull(seen, m)
    named = m[0].partition(m["state"])[0]
    if pull.cord is None:
        return f"{named}has no cord"
    words = seen.world.cords[pull.head]
    title = f': "{seen.world.plainly(words.title)}"' if m["title"] is not None else ""
    return f"{named}{_SHOWN[pull.cord.status, pull.cord.conclusion]}{title}"


def other_cords(m: re.Match[str]) -> Iterator[str]:
    named = m[0].partition(m["state"])[0]
    title = f': "{m["title"]}"' if m["title"] is not None else ""
    yield from (f"{named}{state}{title}" for state in CORDS if state != m["state"])
    if m["title"] is not None:
        yield f'{named}{m["state"]}: "{m["title"]}~"'


def find_words(seen: Seen, m: re.Match[str]) -> str:
    words = seen.world.cords.get(_pull(seen, m).head)
    text = seen.world.plainly(f"{words.summary}\n{words.text}".replace("\\", "")) if words else ""
    return m[0] if m["text"] in text else f"it says {text!r}"


def find_write(seen: Seen, m: re.Match[str]) -> str:
    head = _pull(seen, m).head
    wrote = any(effect.head == head for effect in seen.world.written)
    return f"{m['named']} has its cord written" if wrote else f"{m['named']} keeps its cord"


def find_order(seen: Seen, m: re.Match[str]) -> str:
    heads = [effect.head for effect in seen.world.written]
    first, second = (_number_head(seen, m[name]) for name in ("first", "second"))
    if first not in heads or second not in heads:
        return "one of them is not written"
    return (
        m[0] if heads.index(first) < heads.index(second) else f"{m['second']} is written before {m['first']}"
    )


def _number_head(seen: Seen, text: str) -> str:
    number = int(text.rpartition("#")[2])
    return (seen.world.group(number) if text.startswith("the group") else seen.world.pull(number)).head


def find_count(seen: Seen, m: re.Match[str]) -> str:
    count = len(seen.world.written)
    return f"{count} cord{'' if count == 1 else 's'} written"


def find_rerun(seen: Seen, m: re.Match[str]) -> str:
    wanted = {effect.run for effect in seen.plan.effects if isinstance(effect, Rerun)}
    runs = [
        f"{run.workflow} on {seen.world.names[commit.sha]}"
        for line in seen.before.lines
        for commit in line.history
        for run in commit.runs
        if run.id in wanted
    ]
    return f"re-run of {' and '.join(sorted(runs))}" if runs else "no re-run"


def other_reruns(m: re.Match[str]) -> Iterator[str]:
    yield "re-run of Docs on elsewhere"
    yield "no re-run" if m[0] != "no re-run" else "re-run of CI on a1"


def find_incident(seen: Seen, m: re.Match[str]) -> str:
    """What becomes of the incident in this pass, with the title that it has then."""
    key, done = line_key(seen.before.repository.id, m["branch"] or "main"), "no incident"
    claims = [snapshot.job(key).claim for snapshot in (seen.before, seen.world.seen)]
    numbers = {claim.issue for claim in claims if claim}
    edits = [e for e in seen.plan.effects if isinstance(e, EditJob) and e.issue in numbers]
    states = [e.state for e in edits if e.state]
    before, issue = claims[0], seen.issue(m["branch"] or "main")
    if any(isinstance(e, OpenJob) and e.story.branch == (m["branch"] or "main") for e in seen.plan.effects):
        done = "incident opened"
    elif states:
        done = "incident reopened" if states[-1] == "open" else "incident closed"
    elif before is not None and before.issue is not None and before.stage != "closed":
        done = "incident stays open"
    of = f" of {m['branch']}" if m["branch"] else ""
    title = f': "{seen.world.plainly(_job_title(seen, issue))}"' if m["title"] is not None else ""
    return f"{done}{of}{title}"


JOBS = ("no incident", "incident opened", "incident reopened", "incident closed", "incident stays open")


def _job_title(seen: Seen, issue: JobIssue | None) -> str:
    stories = [e.story for e in seen.plan.effects if isinstance(e, OpenJob | EditJob) and e.story]
    return job_title(stories[-1]) if stories else issue.title if issue else ""


def other_incidents(m: re.Match[str]) -> Iterator[str]:
    of = f" of {m['branch']}" if m["branch"] else ""
    title = f': "{m["title"]}"' if m["title"] is not None else ""
    yield from (f"{what}{of}{title}" for what in JOBS if what != m["what"])
    if title:
        yield f'{m["what"]}{of}: "{m["title"]}~"'


def find_story(seen: Seen, m: re.Match[str]) -> str:
    stories = [e.story for e in seen.plan.effects if isinstance(e, OpenJob | EditJob) and e.story]
    letters = [dead_letter(e.story) for e in seen.plan.effects if isinstance(e, DeadLetter)]
    issue = seen.issue()
    body = job_body(stories[-1]) if stories else issue.body if issue else ""
    text = seen.world.plainly("\n".join([body, *letters]).replace("\\", ""))
    return m[0] if m["text"] in text else f"it says {text!r}"


_ANSWERS = {"+1": "obeyed", "-1": "refused", "confused": "not understood"}


def find_answer(seen: Seen, m: re.Match[str]) -> str:
    found = seen.world.answered.get(m["who"])
    if found is None:
        return f"{m['who']} is not answered"
    words = f': "{seen.world.plainly(found.told)}"' if m["told"] is not None else ""
    return f"{m['who']} is {_ANSWERS[found.reaction]}{words}"


def other_answers(m: re.Match[str]) -> Iterator[str]:
    words = f': "{m["told"]}"' if m["told"] is not None else ""
    others = (*_ANSWERS.values(), "not answered")
    yield from (f"{m['who']} is {what}{words}" for what in others if what != m["what"])
    if words:
        yield f'{m["who"]} is {m["what"]}: "{m["told"]}~"'


def find_nothing(seen: Seen, _m: re.Match[str]) -> str:
    kinds = [effect.kind for effect in seen.plan.effects]
    return f"it writes {', '.join(kinds)}" if kinds else "nothing written"


def find_silence(seen: Seen, m: re.Match[str]) -> str:
    heard = seen.effects(OpenJob, DeadLetter, EditJob)
    return f"people are told by {heard[0].kind}" if heard else m[0]


def find_later(seen: Seen, _m: re.Match[str]) -> str:
    soon = seen.plan.look_again
    return "no look later" if soon is None else f"looks again at {told(seen.before.at + _up(soon))}"


def _up(soon: timedelta) -> timedelta:
    """To the full minute, so that a story need not know of seconds."""
    minutes = -(-soon // timedelta(minutes=1))
    return timedelta(minutes=minutes)


def find_lease(seen: Seen, _m: re.Match[str]) -> str:
    issue = seen.issue()
    record = issue.record if issue else None
    return f"lease until {told(record.lease.until)}" if record and record.lease else "no lease"


def instead(*lines: str) -> Callable[[re.Match[str]], Iterator[str]]:
    """The lines of which one can be written in another's place."""
    return lambda m: (line for line in lines if line != m[0])


def spoilt(m: re.Match[str]) -> Iterator[str]:
    """The line with other words in its quotes."""
    yield m[0][:-1] + '~"'
