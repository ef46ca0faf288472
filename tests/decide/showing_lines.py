"""What GitHub shows once an effect on a line is carried out: checks, re-runs, answers; neighbour of `showing`."""

from bot.model.diagnosed import Diagnosed, ShowDiagnosis
from bot.model.effects import (
    AnswerCommand,
    Rerun,
    ShowMistakes,
    WriteCord,
)
from bot.model.facts import Cord, Mistakes, Pull
from bot.model.pressed import NotePress
from bot.model.runs import Run, RunJob
from bot.model.snapshot import Snapshot
from tests.building import change, the_line


def on_line(
    seen: Snapshot, effect: WriteCord | ShowMistakes | ShowDiagnosis | Rerun | AnswerCommand | NotePress
) -> Snapshot:
    """The snapshot with it to be seen."""
    match effect:
        case WriteCord():
            return _cord(seen, effect)
        case ShowMistakes():
            return _shown_mistakes(seen, effect)
        case ShowDiagnosis():
            return _diagnosed(seen, effect)
        case Rerun():
            return _rerun(seen, effect.run)
        case AnswerCommand():  # what is answered is read no more
            by = {one.author for one in seen.said if one.comment == effect.comment}
            left = (one for one in seen.said if one.comment != effect.comment)
            said = tuple(o.model_copy(update={"again": o.again or o.author in by}) for o in left)
            return seen.model_copy(update={"said": said})
        case NotePress():
            left = tuple(one for one in seen.presses if one != effect.press)
            return seen.model_copy(update={"presses": left})


def _cord(seen: Snapshot, effect: WriteCord) -> Snapshot:
    newest = max((p.cord.id for p in (*seen.pulls, *seen.groups) if p.cord), default=1000)
    verdict = effect.verdict
    cord = Cord(
        id=effect.cord or newest + 1,
        status=verdict.status,
        conclusion=verdict.conclusion,
        digest=verdict.digest,
    )

    def shown(pulls: tuple[Pull, ...]) -> tuple[Pull, ...]:
        return tuple(p.model_copy(update={"cord": cord}) if p.head == effect.head else p for p in pulls)

    return seen.model_copy(update={"pulls": shown(seen.pulls), "groups": shown(seen.groups)})


def _shown_mistakes(seen: Snapshot, effect: ShowMistakes) -> Snapshot:
    check = Cord(id=effect.check or 7000, status="completed", conclusion="failure", digest=effect.digest)
    return seen.model_copy(update={"mistakes": Mistakes(invalid=effect.mistakes, check=check)})


def _diagnosed(seen: Snapshot, effect: ShowDiagnosis) -> Snapshot:
    def told(one: Diagnosed) -> Diagnosed:
        return one.model_copy(update={"shown": effect.digest}) if one.head == effect.head else one

    lines = (
        line.model_copy(update={"diagnosed": tuple(told(one) for one in line.diagnosed)})
        for line in seen.lines
    )
    pulls = (
        pull.model_copy(update={"diagnosed": told(pull.diagnosed)}) if pull.diagnosed else pull
        for pull in seen.pulls
    )
    return seen.model_copy(update={"lines": tuple(lines), "pulls": tuple(pulls)})


def _rerun(seen: Snapshot, id: int) -> Snapshot:
    history = tuple(
        c.model_copy(update={"runs": tuple(_again(r) if r.id == id else r for r in c.runs)})
        for c in the_line(seen).history
    )
    return change(seen, history=history)


def _again(run: Run) -> Run:
    """The run with its failed jobs queued once more."""
    newest: dict[str, RunJob] = {}
    for job in sorted(run.jobs or (), key=lambda j: (j.attempt, j.id)):
        newest[job.name] = job
    first = max((j.id for j in run.jobs or ()), default=0) + 1
    failed = [j for j in newest.values() if j.conclusion != "success"]
    queued = tuple(
        RunJob(id=first + n, name=j.name, attempt=run.attempt + 1, status="queued", conclusion=None)
        for n, j in enumerate(failed)
    )
    return run.model_copy(
        update={"status": "in_progress", "conclusion": None, "jobs": (*(run.jobs or ()), *queued)}
    )
