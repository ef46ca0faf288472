"""What came of looking at a repository: seen, planned and done; or failed, and why."""

from dataclasses import dataclass
from datetime import timedelta

from bot.act.perform import Done
from bot.loop.queue import RepoKey
from bot.model.effects import Effect, Plan
from bot.model.facts import Snapshot


@dataclass(frozen=True)
class Looked:
    """What a pass saw and wanted of one repository, and what became of it."""

    snapshot: Snapshot
    plan: Plan
    done: tuple[tuple[Effect, Done], ...] = ()
    errors: tuple[str, ...] = ()


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
