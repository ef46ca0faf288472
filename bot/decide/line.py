"""The line's state: no signal, running, confirming or stopped, by its signals or by people's word.

After Toyota's fixed-position stop: the cord is pulled at once (confirming), the line halts if the defect is
not cleared in time (stopped). `STATES` is the whole table. Signals come from `orient.signals`, people's
word from `hearing`, one red signal's verdict from `reds`; who may pass a stopped line is `passage`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, TypeAlias

from pydantic import Field

from bot.decide.discounting import counted, known_flaky, mixed
from bot.decide.hearing import Heard, hear, obeyed
from bot.decide.lane_words import lane_reasons
from bot.decide.reds import Red, judge_red, primary, stood
from bot.decide.still_red import with_still_red
from bot.decide.verbs import Scene
from bot.decide.word import Word, people_say, recorded, said_reasons, shown_to_run, unreadable, word_of
from bot.model.config import Config
from bot.model.counted import selected
from bot.model.facts import LineFacts
from bot.model.jobs import line_key
from bot.model.lanes import Lane
from bot.model.remembered import remembered
from bot.model.snapshot import Snapshot
from bot.model.telling import Reason
from bot.model.value import Value
from bot.orient.outcomes import Signal
from bot.orient.signals import counts, signals

LineState: TypeAlias = Literal["unknown", "no signal", "running", "confirming", "stopped"]
Hand: TypeAlias = Literal["nobody", "stop", "start"]
"""What people say: nothing, that it shall stand still, or that what failed before does not count."""
By: TypeAlias = Literal["signals", "people"]

STATES: dict[LineState, dict[Hand, tuple[LineState, By]]] = {
    "no signal": {
        "nobody": ("no signal", "signals"),
        "stop": ("stopped", "people"),
        "start": ("running", "people"),
    },
    "running": {
        "nobody": ("running", "signals"),
        "stop": ("stopped", "people"),
        "start": ("running", "people"),
    },
    "confirming": {
        "nobody": ("confirming", "signals"),
        "stop": ("stopped", "people"),
        "start": ("confirming", "signals"),  # something failed that began after the start
    },
    "stopped": {
        "nobody": ("stopped", "signals"),
        "stop": ("stopped", "people"),
        "start": ("stopped", "signals"),  # and so the start is over
    },
    "unknown": {
        "nobody": ("unknown", "signals"),
        "stop": ("stopped", "people"),
        "start": ("unknown", "signals"),  # what could not be read is never a pass
    },
}
"""The line's state, and whose word it is: by what its signals say (row) and what people say (column).

The signals are read without what a person's start overrules: every red none of whose failures is of a run
that began after it. A start ends by itself, or once something that began after it stops the line; then
everything red counts. A stop ends by a person's start alone.
"""

OF_NO_ACCOUNT = "all that has passed or failed counts for nothing"
"""Why there is no signal although runs have finished."""
_SAYS: dict[LineState, tuple[Literal["ok", "waiting", "blocked", "unknown"], str]] = {
    "stopped": ("blocked", "is stopped"),
    "confirming": ("waiting", "is confirming a first failure"),
    "running": ("ok", "is running"),
    "no signal": ("ok", "has no signal"),
    "unknown": ("unknown", "could not be judged"),
}


class Line(Value):
    """The line as judged. `since` is when the first red job failed, `until` when confirming ends.

    `overruled` are reds that a person's start lets nobody wait for; `heard` what people said lately; `unrelated`
    the patterns of what has nothing to do with the line; `lanes` those that are named. `unclear` are the signals
    that could not be read, `unread` whether anything else was not that may matter.
    """

    facts: LineFacts
    state: LineState
    by: By = "signals"
    reds: tuple[Red, ...] = ()
    overruled: tuple[Red, ...] = ()
    greens: tuple[Signal, ...] = ()
    word: Word = Word()
    heard: tuple[Heard, ...] = ()
    unrelated: tuple[str, ...] = ()
    lanes: dict[str, Lane] = Field(default_factory=dict[str, Lane])
    unclear: tuple[Signal, ...] = ()
    unread: bool = False
    reason: Reason

    @property
    def branch(self) -> str:
        """The line's branch."""
        return self.facts.branch

    @property
    def head(self) -> str | None:
        """The line's head."""
        return self.facts.head.sha if self.facts.head else None

    @property
    def since(self) -> datetime:
        """When the line went red, or a person stopped it; only for a line with something wrong."""
        said = [self.word.stop.at] if self.word.stop else []
        return min([red.origin.first for red in (*self.reds, *self.overruled)] + said)

    @property
    def stood(self) -> bool:
        """Whether it is stopped, or was when a person let it run."""
        return self.state == "stopped" or stood(self.overruled, self.word.start)

    @property
    def stopped_at(self) -> datetime:
        """When the first confirmed red was confirmed, or a person stopped it; only for a line that stood."""
        said = [self.word.stop.at] if self.word.stop else []
        return min([red.at for red in (*self.reds, *self.overruled) if red.at] + said, default=self.since)

    @property
    def confirmed_at(self) -> datetime | None:
        """When the first confirmed red was confirmed."""
        return min((red.at for red in (*self.reds, *self.overruled) if red.at), default=None)

    @property
    def until(self) -> datetime | None:
        """When confirming ends at the latest."""
        return max((red.until for red in self.reds if red.until), default=None)


def judge(snapshot: Snapshot, facts: LineFacts, config: Config) -> Line:
    """One line's state from everything observed."""
    job = snapshot.job(line_key(snapshot.repository.id, facts.branch))
    lacks = snapshot.lacks("line", f"line {facts.branch}")
    known_red = () if lacks else remembered(job)
    found = with_still_red(signals(facts, config.line, known_red), facts, config.line, known_red)
    facts = mixed(facts, found)
    left = counted(found, facts, config.line, snapshot.at.date())
    reds = tuple(judge_red(s, snapshot, facts, config) for s in left.reds)
    greens, unclear = left.greens, left.unclear
    lanes = lane_reasons(config.line.lanes, reds, unclear)
    besides = (*lanes, *_passed(greens, facts), *left.told, *unread_reasons(snapshot))
    untold = unreadable(snapshot, job)
    unsure = untold and shown_to_run(snapshot, facts.branch)
    seen = _Seen(reds=reds, greens=greens, unknown=bool(unclear) or lacks or untold, unsure=unsure)
    known = recorded(job)
    scene = Scene(snapshot=snapshot, config=config, key=job.key, state="", word=Word())
    heard = hear(scene, known, lambda word: _stand(seen, word).told)
    none = OF_NO_ACCOUNT if left.discounted else _no_signal(snapshot, facts)
    stand, word = _settled(seen, word_of((*known, *obeyed(heard)), snapshot.at))
    return Line(
        facts=facts,
        state=stand.state,
        by=stand.by,
        reds=stand.reds,
        overruled=stand.overruled,
        greens=greens,
        word=word,
        heard=heard,
        unrelated=config.line.unrelated,
        lanes=config.line.lanes,
        unclear=unclear,
        unread=lacks or untold,
        reason=_reason(stand, word, facts.branch, none, besides),
    )


class _Seen(Value):
    """What there is to judge by. `unknown`: a signal could not be read, or what the job knows of reds and people's word;
    `unsure`: not the latter, though somebody let the line run."""

    reds: tuple[Red, ...]
    greens: tuple[Signal, ...]
    unknown: bool
    unsure: bool


class _Stand(Value):
    """The state under some word of people."""

    state: LineState
    by: By
    reds: tuple[Red, ...]
    overruled: tuple[Red, ...]
    stood: bool = True

    @property
    def told(self) -> LineState | Literal["started", "let run"]:
        """The state, and whether a person's word lets the line run: one that was stopped, or never was."""
        runs = self.state == "running" and self.by == "people"
        return self.state if not runs else "started" if self.stood else "let run"


def _stand(seen: _Seen, word: Word) -> _Stand:
    """The table, looked up."""
    start = word.start
    over = tuple(r for r in seen.reds if start and all(f.run.created <= start.at for f in r.signal.failures))
    left = tuple(red for red in seen.reds if red not in over)
    signals = _state(left, seen.greens, seen.unknown)
    signals = "unknown" if seen.unsure and signals == "stopped" else signals
    hand: Hand = "stop" if word.stop else "start" if over else "nobody"
    state, by = STATES[signals][hand]
    if signals == "stopped":
        return _Stand(state=state, by=by, reds=seen.reds, overruled=())
    return _Stand(state=state, by=by, reds=left, overruled=over, stood=stood(over, word.start))


def _settled(seen: _Seen, word: Word) -> tuple[_Stand, Word]:
    """What the word comes to, and what holds on of it: a start does not once the line stops again."""
    stand = _stand(seen, word)
    return stand, word.model_copy(update={"start": None}) if stand.state == "stopped" else word


def _state(reds: tuple[Red, ...], greens: tuple[Signal, ...], unknown: bool) -> LineState:
    """Confirmed red beats everything; what could not be read is never a pass and never a stop."""
    if any(red.confirmed for red in reds):
        return "stopped"
    if unknown:
        return "unknown"
    if reds:
        return "confirming"
    return "running" if greens else "no signal"


def _reason(stand: _Stand, word: Word, branch: str, none: str, besides: tuple[Reason, ...]) -> Reason:
    state = stand.state
    red_nodes = (_red(red, red in stand.overruled) for red in (*stand.reds, *stand.overruled))
    children = (*said_reasons(word), *red_nodes, *besides)
    status, says = _SAYS[state]
    why = f": {none}" if state == "no signal" else ""
    if stand.by == "people":
        says, why = people_say(word), ""
    return Reason(status=status, text=f"{branch} {says}{why}", children=children)


def _red(red: Red, overruled: bool) -> Reason:
    """Since when it is red and how sure that is, and beneath it what its log says."""
    status = "ok" if overruled else "blocked" if red.confirmed else "waiting"
    says = primary(red)
    return Reason(
        status=status,
        text=f"{red.signal.name} is red since {red.origin.commit[:7]}: {red.why}",
        children=(Reason(status=status, text=says),) if says else (),
    )


def _passed(greens: tuple[Signal, ...], facts: LineFacts) -> Iterator[Reason]:
    for signal in greens:
        did = "began" if signal.began else "passed"
        text = f"{signal.name} {did} on {(signal.passed or '')[:7]}{_flake(signal, facts)}"
        yield Reason(status="ok", text=text)


def _flake(signal: Signal, facts: LineFacts) -> str:
    known = known_flaky(signal, facts.flakes)
    return f"; {known}" if known else ""


def unread_reasons(snapshot: Snapshot) -> tuple[Reason, ...]:
    """What could not be read, in words."""
    return tuple(
        Reason(status="unknown", text=text) for text in sorted(f"{u.what}: {u.why}" for u in snapshot.unread)
    )


def _no_signal(snapshot: Snapshot, facts: LineFacts) -> str:
    """Why there is none; CI on pull requests only is the usual case, and is not green."""
    config = snapshot.config or Config(version=1)
    runs = [run for commit in facts.history for run in commit.runs]
    if selected(facts, config.line) is not None and any(
        counts(run, facts.branch, config.line) for run in runs
    ):
        return "no counted run has finished yet"
    if config.line.green != "all" and facts.required:
        names = ", ".join(sorted({one.name for one in facts.required}))
        return f"none of the required checks ({names}) was seen on the last {len(facts.history)} commits"
    events = ", ".join(config.line.events)
    if any(run.event == "pull_request" for pull in snapshot.pulls for run in pull.runs):
        return f"CI runs on pull requests only; add `{config.line.events[0]}` to its triggers"
    return f"no workflow ran for event {events} on the last {len(facts.history)} commits"
