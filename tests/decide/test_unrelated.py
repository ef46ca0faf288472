"""Who passes a stopped line for touching nothing that it depends on, as its configuration says."""

from typing import Any

import pytest

from bot.decide.passage import Passage
from bot.decide.plan import plan
from bot.model.facts import ChangedFile, Pull, WorkflowFile
from bot.model.jobs import Record
from tests.building import (
    CI,
    WORKFLOW,
    changed,
    claim,
    comparison,
    config,
    issue,
    pull,
    record,
    stopped,
)
from tests.decide.cases import AUTOFIX, FIX, HELD
from tests.decide.passing import judged, missing
from tests.decide.saying import command

DOCS = changed("docs/a.md", "+x")
WIDE = ("docs/**", ".github/**", "tools/**", "ci/**", "*.yml")


def touching(*files: ChangedFile, behind: int = 3, complete: bool = True, **facts: Any) -> Pull:
    """A pull request behind the line's head on which nothing has run."""
    against = comparison("b", 5, *files, behind=behind, complete=complete)
    return pull(5, **({"against_line": against} | facts))


def asked(fix: Pull, *patterns: str, text: str = WORKFLOW, **files: str | None) -> Passage:
    read = tuple(WorkflowFile(path=path, text=held) for path, held in {CI: text, **files}.items())
    line = {"unrelated": list(patterns or ("docs/**",))}
    return judged(fix, red={"config": config(line=line), "files": read})


def test_what_touches_only_unrelated_paths_passes_however_old_it_is() -> None:
    found = asked(touching(DOCS, changed("docs/deep/b.md", status="removed")))
    told = "passes by proof: it changes only what line.unrelated names (docs/a.md and 1 more)"
    assert (True, "unrelated", False, told) == (found.passes, found.way, found.mends, found.reason.text)


def test_nothing_is_unrelated_unless_the_configuration_says_so() -> None:
    assert not judged(touching(DOCS)).passes
    assert not asked(touching(DOCS), "site/**").passes


@pytest.mark.parametrize(
    "files",
    [
        (DOCS, changed("src/cart.py", "+x")),
        (changed("docs/cart.py", status="renamed", previous="src/cart.py"),),
        (changed("src/a.md", status="renamed", previous="docs/a.md"),),
    ],
    ids=["another file", "moved in", "moved out"],
)
def test_one_path_beside_them_is_enough_to_be_related(files: tuple[ChangedFile, ...]) -> None:
    found = asked(touching(*files))
    other = (
        "it lacks 3 commit(s) of main; merge main into it; it changes {}, which line.unrelated does not name"
    )
    path = "src/a.md" if files[0].path == "src/a.md" else "src/cart.py"
    assert (False, f"no proof: {other.format(path)}") == (found.passes, found.reason.text)


def test_a_move_within_what_is_unrelated_is_unrelated() -> None:
    assert asked(touching(changed("docs/b.md", status="renamed", previous="docs/a.md"))).passes


@pytest.mark.parametrize(
    "fix",
    [
        touching(DOCS, complete=False),
        touching(),
        touching(DOCS, against_line=None),
        touching(DOCS, against_line=comparison("a", 5, DOCS)),
        touching(DOCS, against_line=comparison("b", 6, DOCS)),
    ],
    ids=["perhaps more files", "no file", "not compared", "an older line", "an older head"],
)
def test_what_is_not_known_to_touch_nothing_else_proves_nothing(fix: Pull) -> None:
    assert not asked(fix).passes


USING = "jobs: {test: {steps: [{uses: ./tools/setup}]}}"
ACTION = "runs: {using: composite, steps: [{run: make test}]}"


@pytest.mark.parametrize(
    "path",
    [
        CI,
        ".github/workflows/other.yml",
        ".GitHub/Workflows/x.yml",
        ".github/actions/a/run.sh",
        "tools/setup/run.sh",
    ],
)
def test_what_decides_checks_is_never_unrelated(path: str) -> None:
    found = asked(
        touching(DOCS, changed(path, "+x")),
        *WIDE,
        ".GitHub/**",
        text=USING,
        **{"tools/setup/action.yml": ACTION},
    )
    assert f"it changes {path}, which decides checks, so it is not unrelated" in found.reason.text
    assert not found.passes


def test_where_what_is_used_was_not_found_no_action_is_unrelated() -> None:
    fix = touching(changed("ci/x/action.yml", "+x"))
    assert asked(fix, *WIDE).passes
    assert not asked(fix, *WIDE, text=USING, **{"tools/setup": None}).passes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", f"what {CI} uses is not known: {CI} could not be read"),
        (USING, f"what {CI} uses is not known: tools/setup could not be read"),
    ],
)
def test_where_what_decides_is_not_known_nothing_is_known_to_be_unrelated(text: str, told: str) -> None:
    found = asked(touching(DOCS), text=text)
    assert (False, "unknown", told) == (found.passes, found.reason.status, found.reason.children[-1].text)


def test_a_workflow_that_was_not_read_leaves_it_unknown() -> None:
    found = judged(touching(DOCS), red={"config": config(line={"unrelated": ["docs/**"]}), "files": ()})
    assert (False, "unknown") == (found.passes, found.reason.status)
    assert f"what {CI} uses is not known: {CI} could not be read" == found.reason.children[-1].text


def test_paths_that_could_not_be_read_leave_it_unknown_where_some_are_unrelated() -> None:
    fix = pull(5, paths_unread=True)
    told = "whether it is unrelated could not be read"
    assert told in [child.text for child in asked(fix).reason.children]
    assert told not in [child.text for child in judged(fix).reason.children]


def test_nothing_is_unrelated_to_what_a_person_stopped() -> None:
    known: Record = record(commands=(command("stop"),))
    held = {"claim": claim("open"), "issue": issue(known)}
    found = judged(touching(DOCS), red={"config": config(line={"unrelated": ["docs/**"]}), **held})
    assert "no proof lifts that" in found.reason.text
    assert not found.passes


def test_an_unrelated_change_of_andons_own_is_not_merged_for_that() -> None:
    """It passes the line, but nothing says that it mends it."""

    its = AUTOFIX.model_copy(update={"line": config(line={"unrelated": ["docs/**"]}).line})
    against = comparison("b", 21, DOCS)
    fix = pull(21, branch=FIX.branch, author="andon", bot=True, against_line=against, head=against.head)
    seen = stopped(config=its, claim=HELD, issue=issue(record()), worker=True, pulls=(fix,), fixes=(FIX,))
    effects = {effect.kind for effect in plan(seen).effects}
    assert "merge" not in " ".join(effects)


def test_a_part_that_is_missing_is_told_in_order() -> None:
    assert "it lacks 3 commit(s) of main; merge main into it" == missing(judged(touching(DOCS)))
