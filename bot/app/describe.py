"""A pass as JSON, for `POST /debug/reconcile` and `--json`."""

from typing import Any

from bot.loop.looked import Failed, Looked, name_of


def describe(looked: tuple[Looked | Failed, ...]) -> dict[str, Any]:
    """What a pass saw, planned and did, as JSON."""
    repos = [
        {
            "repo": name_of(one),
            "line": one.plan.line.model_dump(mode="json"),
            "planned": [effect.model_dump(mode="json") for effect in one.plan.effects],
            "done": [f"{effect.kind}: {done.outcome} {done.note}".rstrip() for effect, done in one.done],
            "wait_seconds": one.wait.total_seconds() if one.wait else None,
        }
        for one in looked
        if isinstance(one, Looked)
    ]
    errors = [{"repo": one.repo, "error": one.why} for one in looked if isinstance(one, Failed)]
    errors += [
        {"repo": name_of(one), "error": e} for one in looked if isinstance(one, Looked) for e in one.errors
    ]
    return {"repos": repos, "errors": errors}
