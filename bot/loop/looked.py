"""What came of looking at a repository: seen, planned and done; or failed, and why."""

from dataclasses import dataclass
from datetime import timedelta

from bot.act.perform import Done
from bot.loop.queue import RepoKey
from bot.model.after_green import UpdatePull
from bot.model.effects import Effect, Plan
from bot.model.snapshot import Snapshot


@dataclass(frozen=True)
class Looked:
    """What a pass saw and wanted of one repository, and what became of it.

    `wait`: part of the plan is left, to stay within GitHub's limits, and goes on after this time.
    """

    snapshot: Snapshot
    plan: Plan
    done: tuple[tuple[Effect, Done], ...] = ()
    errors: tuple[str, ...] = ()
    wait: timedelta | None = None

    @property
    def untold(self) -> bool:
        """Whether GitHub refused an update of a branch: only another pass of the same process can say so."""
        return any(isinstance(effect, UpdatePull) and done.outcome == "refused" for effect, done in self.done)


@dataclass(frozen=True)
class Failed:
    """A repository that could not be done. `after` is set when GitHub said when to come back."""

    key: RepoKey
    repo: str
    why: str
    after: timedelta | None = None


def name_of(looked: Looked | Failed) -> str:
    """`owner/name` of what was looked at."""
    return looked.repo if isinstance(looked, Failed) else looked.snapshot.repository.name


def unread(one: Looked | Failed) -> tuple[str, ...]:
    """Why it could not be read, or not in full; empty where it was.

    Logs do not count: GitHub deletes old ones, and nothing is decided by them.
    """
    if isinstance(one, Failed):
        return (one.why,)
    missing = sorted({f"{u.what}: {u.why}" for u in one.snapshot.unread if u.part != "log"})
    if missing or one.plan.line.status != "unknown":
        return tuple(missing)
    told = (reason.text for reason in one.plan.line.children if reason.status != "ok")
    return (one.plan.line.text, *told)
