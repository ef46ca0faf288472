"""Which comments are obeyed, which refused and why, judged in the order they were said; `verbs` is the table.

A command counts from a person who may say it at this moment, unedited, in the repository where it was
written, and where it concerns a commit it names it. What cannot be told yet is left for a later pass.
"""

from collections.abc import Callable

from bot.decide.naming import meant
from bot.decide.verbs import KEPT, ROWS, Judgement, Later, Reaction, Refusal, Scene, confused
from bot.decide.word import Word, order, word_of
from bot.model.commands import ROLES, VERBS, Command, Role, Said, Spoken, Verb
from bot.model.jobs import LINE_RULE, Key, line_key
from bot.model.snapshot import Snapshot
from bot.model.value import Value

STANDS = "a stop takes no time: it stands until somebody writes /andon start <reason>"


class Heard(Value):
    """A comment judged. `told` is what is answered besides the reaction; `new` is not in the record yet."""

    said: Said
    verb: Verb | None
    reaction: Reaction
    told: str = ""
    command: Command | None = None
    new: bool = False


def about(said: Said, snapshot: Snapshot) -> Key | None:
    """The job that a comment is about; None where it names a line that is none.

    What it names; else the job on whose issue it stands; else the line that its pull request is for; else
    the default branch's. A job of another rule than the line's can only be retried.
    """
    words = meant(said, snapshot)
    lines = {line.branch: line_key(snapshot.repository.id, line.branch) for line in snapshot.lines}
    if words.line is not None:
        return lines.get(words.line)
    job = next((j.key for j in snapshot.jobs if j.claim and j.claim.issue == said.issue), None)
    if job is not None and (job in lines.values() or words.verb in ("retry", "fix")):
        return job
    if said.proposed is not None and said.proposed.base in lines:
        return lines[said.proposed.base]
    return lines[snapshot.lines[0].branch]


def hear(scene: Scene, known: tuple[Command, ...], state: Callable[[Word], str]) -> tuple[Heard, ...]:
    """What was said about a job, judged in order: each command under what those before it brought about.

    known: the commands that were obeyed before; state: the line's under some word of people.
    """
    mine = _about(scene)
    heard: list[Heard] = []
    commands, count = known, -1
    while mine and count != len(commands):  # what could not be judged may be, under what came after it
        count, later = len(commands), list[Said]()
        for said in mine:
            word = word_of(commands, scene.snapshot.at)
            one = _judge(scene.model_copy(update={"word": word, "state": state(word)}), said, commands)
            if one is None:
                later.append(said)
                continue
            if not _insists(one, heard):
                heard.append(one)
            commands = (*commands, one.command) if one.command and one.new else commands
        mine = later
    return tuple(heard)


def _about(scene: Scene) -> list[Said]:
    """What was said about the job, oldest first; what names a line that is none is the default branch's."""
    first = scene.key.rule == LINE_RULE and scene.branch == scene.snapshot.lines[0].branch
    keys = ((said, about(said, scene.snapshot)) for said in scene.snapshot.said)
    mine = (said for said, key in keys if key == scene.key or (key is None and first))
    return sorted(mine, key=lambda said: (said.at, said.comment))


def _insists(one: Heard, before: list[Heard]) -> bool:
    """Whether somebody who may say nothing here was answered lately: once more would cost a write for nothing."""
    stranger = one.reaction != "+1" and not _at_least(one.said.role or "none", "write")
    return stranger and (one.said.again or any(h.said.author == one.said.author for h in before))


def _judge(scene: Scene, said: Said, commands: tuple[Command, ...]) -> Heard | None:
    """One comment: obeyed, refused, or None for later."""
    words = meant(said, scene.snapshot)
    if done := next((c for c in (*commands, *scene.claimed) if c.comment == said.comment), None):
        return Heard(said=said, verb=done.verb, reaction="+1", told=_besides(words), command=done)
    found = _believed(said) or _understood(scene, said, words)
    if isinstance(found, Later) or said.role is None:
        return None
    if isinstance(found, Refusal):
        return Heard(said=said, verb=words.verb, reaction=found.reaction, told=found.told)
    command = _command(scene, said, words)
    if command.until and command.until <= scene.snapshot.at:
        late = f"it came too late: it would have ended at {command.until:%H:%M} UTC"
        return Heard(said=said, verb=words.verb, reaction="confused", told=late)
    new = command.verb in KEPT
    return Heard(said=said, verb=words.verb, reaction="+1", told=_besides(words), command=command, new=new)


def _besides(words: Spoken) -> str:
    """What who is obeyed may not expect."""
    return STANDS if words.verb == "stop" and words.lasting else ""


def _believed(said: Said) -> Refusal | None:
    """Whether it is what a person wrote, here and as it stands."""
    if said.bot and said.role == "none":
        return Refusal(reaction="-1", told="")
    if said.edited:
        return confused("an edited comment does not count; write it in a new one")
    if said.moved:
        return confused("it was written in another repository; write it here")
    return confused("this is closed; write it where it is open") if said.closed else None


def _understood(scene: Scene, said: Said, words: Spoken) -> Judgement:
    """Whether there is such a command, from somebody who may say it, whole and of use here."""
    if said.role is None:
        return Later()
    row = ROWS[words.verb] if words.verb else None
    needed = row.role(scene.people) if row else "write"
    if not _at_least(said.role, needed) and not _lifts_own(scene, said, words):
        return Refusal(reaction="-1", told=f"that takes {needed} in this repository, which you have not")
    if row is None:
        return confused(f"there is no such command; there are {', '.join(VERBS)}")
    if words.line is not None and about(said, scene.snapshot) is None:
        if said.named is None:
            return Later()
        names = ", ".join(line.branch for line in scene.snapshot.lines)
        return confused(f"{words.line} is no line here; there are {names}")
    if words.verb in KEPT and scene.snapshot.lacks("claims", "job", "workers"):
        return Later()
    unfit = row.fits(scene, said, words)
    if unfit is None and row.reason and not words.why:
        sha = f"{words.sha[:7]} " if words.sha else ""
        return confused(f"say why: /andon {words.verb} {sha}<reason>")
    return unfit


def _at_least(role: Role, needed: Role) -> bool:
    return ROLES.index(role) >= ROLES.index(needed)


def _lifts_own(scene: Scene, said: Said, words: Spoken) -> bool:
    """Whoever pulled the cord may let go of it; without the role for a start that lifts their stop, and no more."""
    stop = scene.word.stop
    mine = stop is not None and stop.who == said.author and words.verb == "start"
    return mine and said.role is not None and _at_least(said.role, scene.people.stop)


def _command(scene: Scene, said: Said, words: Spoken) -> Command:
    row = ROWS[words.verb or "help"]
    until, lifts = None, not _at_least(said.role or "none", row.role(scene.people))
    if row.lasts is not None and not lifts:
        most = row.lasts(scene.people)
        until = said.at + min(words.lasting or most, most)
    return Command(
        verb=words.verb or "help",
        who=said.author,
        at=said.at,
        why=words.why,
        comment=said.comment,
        issue=said.issue,
        until=until,
        lifts=lifts,
        sha=said.proposed.head if said.proposed and words.verb == "pass" else None,
    )


def obeyed(heard: tuple[Heard, ...]) -> tuple[Command, ...]:
    """The commands that are obeyed now and go into the record."""
    return tuple(sorted((h.command for h in heard if h.command and h.new), key=order))
