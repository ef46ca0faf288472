"""The verbs of commands: who may say each, what it takes, when it is of use. One table, read by `hearing`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal, TypeAlias

from bot.decide.word import Word, order
from bot.model.commands import Command, Role, Said, Spoken, Verb
from bot.model.config import Config, PeopleConfig
from bot.model.facts import JobFacts
from bot.model.jobs import LINE_RULE, Key
from bot.model.snapshot import Snapshot
from bot.model.value import Value

Reaction: TypeAlias = Literal["+1", "-1", "confused"]
"""Obeyed; not yours to say; not understood, or of no use here."""
KEPT: tuple[Verb, ...] = ("stop", "start", "pass", "wrong", "retry", "fix")
"""What is recorded; the others are answered and done."""


class Scene(Value):
    """Where something is said: about which job, on which line of which state, under which word of people."""

    snapshot: Snapshot
    config: Config
    key: Key
    state: str
    word: Word

    @property
    def people(self) -> PeopleConfig:
        """Whose commands count."""
        return self.config.people

    @property
    def branch(self) -> str:
        """The line's branch."""
        return self.key.subject

    @property
    def job(self) -> JobFacts:
        """What is done about it so far."""
        return self.snapshot.job(self.key)

    @property
    def claimed(self) -> tuple[Command, ...]:
        """The commands that its claim knows: obeyed, though they may hold no more."""
        return self.job.claim.commands if self.job.claim else ()


class Refusal(Value):
    """Why a command is not obeyed, and how it would be."""

    reaction: Reaction
    told: str


class Later(Value):
    """It cannot be judged now: something could not be read."""


Judgement: TypeAlias = Refusal | Later | None


class Row(Value):
    """One verb: the role that it takes, whether it takes a reason, what else must hold, how long it lasts."""

    role: Callable[[PeopleConfig], Role]
    reason: bool
    fits: Callable[[Scene, Said, Spoken], Judgement]
    lasts: Callable[[PeopleConfig], timedelta] | None = None


def confused(text: str) -> Refusal:
    return Refusal(reaction="confused", told=text)


def _always(_scene: Scene, _said: Said, _spoken: Spoken) -> Judgement:
    return None


def _may_stop(scene: Scene, _said: Said, _spoken: Spoken) -> Judgement:
    stop = scene.word.stop
    return confused(f"{stop.who} has stopped {scene.branch} already: {stop.why}") if stop else None


def _may_start(scene: Scene, _said: Said, _spoken: Spoken) -> Judgement:
    if scene.state == "unknown":
        return Later()
    return None if scene.state in ("stopped", "started", "let run", "confirming") else _fine(scene)


def _fine(scene: Scene) -> Refusal:
    if scene.key.rule != LINE_RULE:
        return confused("nothing is wrong with it any more")
    return confused(f"{scene.branch} is not stopped")


def _may_be_wrong(scene: Scene, said: Said, spoken: Spoken) -> Judgement:
    if scene.word.stop:
        return confused(f"{scene.word.stop.who} stopped {scene.branch}, not Andon: /andon start lifts it")
    never = scene.state in ("confirming", "let run")
    return _fine(scene) if never else _may_start(scene, said, spoken)


def _may_pass(scene: Scene, said: Said, spoken: Spoken) -> Judgement:
    pull, branch = said.proposed, scene.branch
    if pull is None:
        return confused("write it on the pull request that shall pass")
    if pull.base != branch:
        return confused(f"this pull request is for {pull.base}, which is not {branch}")
    if spoken.sha is None:
        return confused(f"name its head: /andon pass {pull.head[:7]} <reason>")
    if not pull.head.startswith(spoken.sha):
        return confused(f"{spoken.sha[:7]} is not its head, which is {pull.head[:7]}")
    if not scene.people.let_pass.own and said.author.lower() in {name.lower() for name in pull.by}:
        return Refusal(reaction="-1", told="it is your own change; somebody else has to say so")
    if scene.state == "unknown":
        return Later()
    stop = scene.word.stop
    if stop and (said.at, said.comment) < order(stop):
        return confused(f"{stop.who} stopped {branch} after that: say it again if it shall pass all the same")
    if scene.state == "confirming":
        return confused(f"{branch} waits for a re-run; /andon start lets it run meanwhile")
    return None if scene.state == "stopped" else confused(f"nothing holds it: {branch} is not stopped")


def _may_retry(scene: Scene, _said: Said, _spoken: Spoken) -> Judgement:
    issue, claim = scene.job.issue, scene.job.claim
    if scene.state == "unknown":
        return Later()
    if claim is None or claim.stage in ("closed", "damaged") or issue is None or not issue.ours:
        return confused("there is no job about it")
    if issue.state == "closed":
        return confused(f"#{issue.number} is closed; open it again to have it tried again")
    return _fine(scene) if scene.state in ("running", "no signal") else None


def _may_fix(scene: Scene, said: Said, spoken: Spoken) -> Judgement:
    record = scene.job.issue.record if scene.job.issue else None
    if record and record.dead and record.key == scene.key.text:
        return confused("nothing is left to try; /andon retry begins anew")
    return _may_retry(scene, said, spoken)


ROWS: dict[Verb, Row] = {
    "stop": Row(role=lambda p: p.stop, reason=True, fits=_may_stop),
    "start": Row(role=lambda p: p.start.by, reason=True, fits=_may_start, lasts=lambda p: p.start.hold),
    "wrong": Row(role=lambda p: p.start.by, reason=True, fits=_may_be_wrong, lasts=lambda p: p.start.hold),
    "pass": Row(role=lambda p: p.let_pass.by, reason=True, fits=_may_pass, lasts=lambda p: p.let_pass.hold),
    "retry": Row(role=lambda p: p.stop, reason=False, fits=_may_retry),
    "fix": Row(role=lambda p: p.stop, reason=False, fits=_may_fix),
    "status": Row(role=lambda _: "write", reason=False, fits=_always),
    "help": Row(role=lambda _: "write", reason=False, fits=_always),
}
