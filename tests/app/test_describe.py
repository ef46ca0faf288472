"""A pass as JSON: what was seen, planned and done, and what went wrong, repository by repository."""

import json
from typing import Any

from bot.act.perform import Done
from bot.app.describe import describe
from bot.loop.looked import Failed, Looked
from bot.loop.queue import RepoKey
from bot.model.effects import Plan, Rerun
from bot.model.telling import Reason
from tests.building import snapshot

LINE = Reason(
    status="waiting", text="main is confirming", children=(Reason(status="ok", text="mode enforce"),)
)
RERUN = Rerun(run=7, attempt=1)


def looked(*done: tuple[Rerun, Done], errors: tuple[str, ...] = ()) -> Looked:
    """A pass that planned two re-runs."""
    return Looked(snapshot(), Plan(effects=(RERUN, Rerun(run=8, attempt=2)), line=LINE), done, errors)


def told(*passes: Looked | Failed) -> dict[str, Any]:
    """The description, through JSON and back."""
    found = json.loads(json.dumps(describe(passes)))
    assert {"repos", "errors"} == set(found)
    return found


def test_a_repository_tells_its_line_its_plan_and_what_was_done() -> None:
    (one,) = told(looked((RERUN, Done("done")), (Rerun(run=8, attempt=2), Done("refused", "it runs"))))[
        "repos"
    ]
    assert {
        "repo": "acme/shop",
        "line": {
            "status": "waiting",
            "text": "main is confirming",
            "children": [{"status": "ok", "text": "mode enforce", "children": []}],
        },
        "planned": [
            {"kind": "rerun", "run": 7, "attempt": 1, "whole": False},
            {"kind": "rerun", "run": 8, "attempt": 2, "whole": False},
        ],
        "done": ["rerun: done", "rerun: refused it runs"],
        "wait_seconds": None,
    } == one


def test_what_failed_is_an_error_of_its_repository_and_the_others_are_there() -> None:
    failed = Failed(RepoKey(installation=3, node_id="R_8"), "acme/other", "502")
    found = told(failed, looked((RERUN, Done("done")), errors=("rerun: 403", "not done within 60 s")))
    assert ["acme/shop"] == [one["repo"] for one in found["repos"]]
    assert [("acme/other", "502"), ("acme/shop", "rerun: 403"), ("acme/shop", "not done within 60 s")] == [
        (error["repo"], error["error"]) for error in found["errors"]
    ]


def test_nothing_looked_at_is_nothing_told() -> None:
    assert {"repos": [], "errors": []} == told()
