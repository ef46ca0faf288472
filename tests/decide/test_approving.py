"""A change of what decides a red check is as good as none once a code owner approved it."""

from typing import Any

import pytest

from bot.decide.passage import Passage
from bot.model.facts import WorkflowFile
from bot.model.owners import Approval, Reviewed
from tests.building import CI, changed, comparison, failing, proof_run
from tests.decide.passing import FIX, fixing, judged, missing

OWNERS = "* @carol\n/.github/ @alice @acme/build\n/.github/workflows/free.yml\n"
WORKFLOW = changed(CI, "+      - run: pip install .")
BY_ALICE = Approval(login="Alice")
CHANGES = f"it changes {CI}, which decides the red check"
WANTED = f"{CHANGES}; needed: an approval of this head by its code owner @alice or @acme/build, or a colleague's /andon pass"


def reviewed(*approvals: Approval, **facts: Any) -> Reviewed:
    given: dict[str, Any] = {"owners": OWNERS, "approvals": approvals, "by": ("bob",)}
    return Reviewed(**(given | facts))


def asked(said: Reviewed | None, *more: Any, **facts: Any) -> Passage:
    return judged(fixing(against_line=comparison("b", 5, FIX, WORKFLOW, *more), reviewed=said, **facts))


def test_an_owners_approval_stands_for_an_unchanged_workflow() -> None:
    found = asked(reviewed(BY_ALICE))
    assert (True, "runs") == (found.passes, found.way)
    assert f"it changes {CI}, which Alice approved as code owner" == found.reason.children[3].text


def test_a_teams_approval_is_one_that_was_given_for_the_team() -> None:
    assert asked(reviewed(Approval(login="dave", teams=("acme/build",)))).passes
    assert WANTED == missing(asked(reviewed(Approval(login="dave", teams=("acme/other",)))))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (None, CHANGES),
        (reviewed(BY_ALICE, owners=None), f"{CHANGES}; no CODEOWNERS file says who could approve that"),
        (
            reviewed(BY_ALICE, owners="* @alice\n!x @bob\n"),
            f"{CHANGES}; CODEOWNERS has a line that cannot be read",
        ),
        (reviewed(BY_ALICE, owners="/src/ @alice\n"), f"{CHANGES}; nobody owns it by CODEOWNERS"),
        (reviewed(), WANTED),
        (reviewed(Approval(login="carol")), WANTED),
        (reviewed(BY_ALICE, by=("bob", "ALICE")), WANTED),
        (reviewed(BY_ALICE, objections=("carol",)), f"{CHANGES}; carol wants changes in it"),
    ],
    ids=[
        "not read",
        "no file",
        "broken file",
        "not owned",
        "no approval",
        "another's",
        "who made it",
        "objected to",
    ],
)
def test_without_an_owners_approval_it_is_told_what_is_lacking(said: Reviewed | None, told: str) -> None:
    found = asked(said)
    assert (False, "blocked", told) == (found.passes, found.reason.status, missing(found))


def test_an_address_says_of_nobody_who_it_is() -> None:
    assert "by its code owner alice@example.com" in missing(
        asked(reviewed(BY_ALICE, owners="* alice@example.com\n"))
    )


def test_each_path_needs_an_owner_of_its_own() -> None:
    action = changed(".github/workflows/ci.yml.d/x", "+x")
    assert asked(reviewed(BY_ALICE), action).passes
    using = "jobs: {test: {steps: [{uses: ./tools/setup}]}}"
    setup = changed("tools/setup/run.sh", "+x")
    fix = fixing(against_line=comparison("b", 5, FIX, WORKFLOW, setup), reviewed=reviewed(BY_ALICE))
    files = (
        WorkflowFile(path=CI, text=using),
        WorkflowFile(path="tools/setup/action.yml", text="runs: {using: composite, steps: [{run: x}]}"),
    )
    found = judged(fix, red={"files": files})
    assert "it changes tools/setup/run.sh, which decides the red check; needed: an approval" in missing(found)
    both = reviewed(BY_ALICE, Approval(login="carol"))
    found = judged(fix.model_copy(update={"reviewed": both}), red={"files": files})
    assert (True, f"it changes {CI} and 1 more, which Alice and carol approved as code owner") == (
        found.passes,
        found.reason.children[3].text,
    )


def test_an_approval_proves_nothing_else() -> None:
    failed = judged(
        fixing(
            proof_run(50, "failure"),
            against_line=comparison("b", 5, FIX, WORKFLOW),
            reviewed=reviewed(BY_ALICE),
        )
    )
    assert "CI / test ended with failure on it (run 50)" == missing(failed)
    lax = changed(CI, "+        continue-on-error: true")
    cheat = judged(fixing(against_line=comparison("b", 5, lax), reviewed=reviewed(BY_ALICE)))
    assert f"{CI} gains `continue-on-error`" == missing(cheat)
    behind = judged(fixing(against_line=comparison("b", 5, WORKFLOW, behind=1), reviewed=reviewed(BY_ALICE)))
    assert not behind.passes
    assert not judged(fixing(failing(60, event="pull_request"), reviewed=reviewed(BY_ALICE))).passes


def test_an_approved_workflow_does_not_wave_another_doubtful_file_through() -> None:
    using = "jobs: {test: {steps: [{uses: ./ci/gone}]}}"
    files = (WorkflowFile(path=CI, text=using), WorkflowFile(path="ci/gone", text=None))
    other = changed("other/action.yml", "+x")
    owned = reviewed(BY_ALICE, owners="/.github/ @alice\n")
    fix = fixing(against_line=comparison("b", 5, FIX, WORKFLOW, other), reviewed=owned)
    assert "it changes other/action.yml" in missing(judged(fix, red={"files": files}))
