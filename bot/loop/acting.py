"""One plan → its effects, in their order; what came of them is known at every moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.act.perform import Actor, Done
from bot.github.errors import Broken, Busy, Denied, Gone
from bot.loop.expectations import Expectations
from bot.model.after_green import UpdatePull
from bot.model.diagnosed import ShowDiagnosis
from bot.model.effects import (
    AnswerCommand,
    ClosePull,
    DeadLetter,
    EditJob,
    Effect,
    EndJob,
    OpenJob,
    Plan,
    Relabel,
    ShowMistakes,
    StartAttempt,
    WriteClaim,
    WriteCord,
    WriteRecord,
)
from bot.model.pressed import NotePress, Press

CHECKS = (WriteCord, ShowMistakes, ShowDiagnosis)
"""What is written as check runs: GitHub's limits leave these room when there is none for the others."""

SHOWN = (WriteRecord, Relabel, EditJob, EndJob, DeadLetter, ClosePull)
"""What a job shows of itself; once its claim has moved on, nothing would make up for one that failed."""


@dataclass
class Acting:
    """Carries out one plan. `done` and `errors` hold what came of it, even if it is interrupted.

    `wait` is set when something was left because it has to wait: how long until it can go on.
    """

    actor: Actor
    expectations: Expectations
    now: Callable[[], datetime]
    done: list[tuple[Effect, Done]] = field(default_factory=list[tuple[Effect, Done]])
    errors: list[str] = field(default_factory=list[str])
    wait: timedelta | None = None

    @property
    def written(self) -> tuple[Press, ...]:
        """The clicks that are written down."""
        return tuple(effect.press for effect, _ in self.done if isinstance(effect, NotePress))

    async def carry_out(self, plan: Plan) -> None:
        """Do the effects. One failed effect keeps the others from nothing, except that a job's claim
        does not move on before the job shows what came before, and nobody is answered before what they
        asked for is written. Where one has to wait, so do those after it of the same kind, cords or others.
        """
        behind, undone, waiting = False, False, set[bool]()
        node_id = self.actor.writer.repository.node_id
        for effect in plan.effects:
            if self.expectations.just_done(node_id, effect, self.now()):
                continue
            if behind and isinstance(effect, WriteClaim | StartAttempt | DeadLetter):
                continue
            if isinstance(effect, CHECKS) in waiting or (undone and isinstance(effect, AnswerCommand)):
                continue
            try:
                outcome = await self.actor.perform(effect)
            except Busy as busy:
                after = timedelta(seconds=busy.retry_after)
                self.wait = min(after, self.wait or after)
                waiting.add(isinstance(effect, CHECKS))
                continue
            except (Broken, Denied, Gone) as error:
                self.errors.append(f"{effect.kind}: {error}")
                behind = behind or isinstance(effect, SHOWN)
                undone = undone or not isinstance(effect, (*CHECKS, AnswerCommand, NotePress))
                continue
            self.done.append((effect, outcome))
            undone = undone or (outcome.outcome != "done" and isinstance(effect, OpenJob | WriteRecord))
            if outcome.outcome == "done":
                self.expectations.note(node_id, effect, self.now())
            if outcome.outcome == "refused" and isinstance(effect, UpdatePull):
                self.expectations.note_refused(node_id, effect, self.now())
            if outcome.outcome == "lost":
                break  # somebody else was faster; what follows was planned as if we had been
