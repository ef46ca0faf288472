"""Which runs speak for a pull request as it stands."""

from bot.model.facts import Pull
from bot.model.runs import Run


def newest_runs(pull: Pull) -> tuple[Run, ...]:
    """The newest of a pull request's own runs of each workflow, by id."""
    newest = {r.path: r for r in sorted(pull.runs, key=lambda r: r.id) if r.event == "pull_request"}
    return tuple(sorted(newest.values(), key=lambda r: r.id))
