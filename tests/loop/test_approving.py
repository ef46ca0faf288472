"""A red line that only a change of its workflow mends, with a code owner's approval, over real HTTP."""

import pytest

from bot.sandbox import Sandbox, git
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import Job, Run
from tests.observe.seeing import seen_pull
from tests.rig import CI, Rig, make_rig, pull

PATH = ".github/workflows/ci.yml"
MENDED = CI.replace('"true"', "python3.13 -m pytest")
OWNERS = "* @carol\n/.github/ @alice @acme/build\n"
CONFIG = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"
FILES: dict[str, str | bytes | None] = {".github/andon.yml": CONFIG, ".github/CODEOWNERS": OWNERS}
CHANGES = f"it changes {PATH}, which decides the red check"
WANTED = f"{CHANGES}; needed: an approval of this head by its code owner @alice or @acme/build"


def outgrown(run: Run, _job: Job) -> Outcome:
    """What runs without the newer Python fails."""
    text = git.blob(run.repo.path, run.sha, PATH) or ""
    return Outcome("success" if "python3.13" in text else "failure")


def red(gh: Sandbox, files: dict[str, str | bytes | None] | None = None) -> tuple[Rig, int]:
    """A red line, and a pull request that changes its workflow and passes by that."""
    rig = make_rig(gh, FILES | (files or {}))
    for login, role in (("alice", "admin"), ("carol", "write"), ("dave", "write"), ("mallory", "read")):
        rig.repo.collaborator(login, role)
    gh.script(outgrown)
    rig.repo.commit({"app.py": "match = 1\n"}, message="Need a newer Python")
    gh.idle()
    number = pull(rig, "mend", {PATH: MENDED})
    gh.idle()
    return rig, number


def judged(rig: Rig, number: int) -> tuple[str, str | None]:
    looked = rig.make_pass()
    return dict(looked.plan.pulls)[number].text, rig.shown(number)


def test_an_owners_approval_of_this_head_lets_it_through(gh: Sandbox) -> None:
    rig, number = red(gh)
    told, shown = judged(rig, number)
    assert (True, "failure") == (WANTED in told, shown)
    rig.repo.approve(number, by="alice")
    told, shown = judged(rig, number)
    assert (True, "success") == (told.startswith("passes by proof: CI / test passed on it"), shown)
    cord = rig.cord(number)
    assert cord and f"it changes {PATH}, which alice approved as code owner" in (cord.text or "")
    rig.repo.commit({"more.py": "x\n"}, "mend", by="bob")
    rig.gh.idle()
    told, shown = judged(rig, number)
    assert (True, "failure") == (WANTED in told, shown)


@pytest.mark.deep
def test_an_approval_for_a_team_counts_as_the_teams(gh: Sandbox) -> None:
    rig, number = red(gh)
    rig.repo.approve(number, by="dave", teams=("acme/other",))
    assert "failure" == judged(rig, number)[1]
    rig.repo.approve(number, by="dave", teams=("acme/build",))
    assert "success" == judged(rig, number)[1]


@pytest.mark.deep
def test_where_teams_are_hidden_a_persons_approval_counts_and_a_teams_does_not(gh: Sandbox) -> None:
    rig, number = red(gh)
    gh.break_field("PullRequestReview.onBehalfOf")
    rig.repo.approve(number, by="dave", teams=("acme/build",))
    told, shown = judged(rig, number)
    assert (True, "failure") == (WANTED in told, shown)
    rig.repo.approve(number, by="alice")
    assert "success" == judged(rig, number)[1]


@pytest.mark.deep
@pytest.mark.parametrize("login", ["carol", "mallory"])
def test_nobody_elses_approval_counts(gh: Sandbox, login: str) -> None:
    rig, number = red(gh, {".github/CODEOWNERS": "/.github/ @alice @mallory\n"})
    rig.repo.approve(number, by=login)
    assert "failure" == judged(rig, number)[1]


@pytest.mark.deep
def test_who_pushed_to_it_cannot_approve_it(gh: Sandbox) -> None:
    rig, number = red(gh)
    rig.repo.commit({"more.py": "x\n"}, "mend", by="alice")
    rig.gh.idle()
    rig.repo.approve(number, by="alice")
    assert "failure" == judged(rig, number)[1]


@pytest.mark.deep
def test_an_owner_who_wants_changes_holds_it(gh: Sandbox) -> None:
    rig, number = red(gh)
    rig.repo.approve(number, by="alice")
    rig.repo.want_changes(number, by="carol")
    assert "failure" == judged(rig, number)[1]


@pytest.mark.deep
def test_the_owners_are_the_lines_not_the_heads(gh: Sandbox) -> None:
    rig, number = red(gh)
    rig.repo.commit({".github/CODEOWNERS": "* @carol\n"}, "mend", by="bob")
    rig.gh.idle()
    rig.repo.approve(number, by="carol")
    assert "failure" == judged(rig, number)[1]


@pytest.mark.deep
@pytest.mark.parametrize("place", [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"])
def test_the_file_is_looked_for_where_github_does_and_the_first_counts(gh: Sandbox, place: str) -> None:
    others = {"docs/CODEOWNERS": "* @dave\n"} if place == "CODEOWNERS" else {}
    rig, number = red(gh, {".github/CODEOWNERS": None, **others, place: OWNERS})
    found = seen_pull(rig, number).reviewed
    assert found and OWNERS == found.owners


@pytest.mark.deep
def test_without_the_file_it_is_told_so(gh: Sandbox) -> None:
    rig, number = red(gh, {".github/CODEOWNERS": None})
    told, shown = judged(rig, number)
    assert (f"no proof: {CHANGES}; no CODEOWNERS file says who could approve that", "failure") == (
        told,
        shown,
    )


@pytest.mark.deep
@pytest.mark.parametrize("what", ["reviews", "owners"])
def test_what_cannot_be_read_is_no_approval(gh: Sandbox, what: str) -> None:
    rig, number = red(gh)
    rig.repo.approve(number, by="alice")
    if what == "reviews":
        gh.break_field("PullRequest.latestOpinionatedReviews")
    else:
        gh.break_route("GET /repos/{owner}/{repo}/contents/{path}", 502, times=100)
    looked = rig.make_pass()
    assert ("unknown", "failure") == (dict(looked.plan.pulls)[number].status, rig.shown(number))


@pytest.mark.deep
def test_a_change_that_decides_nothing_asks_for_no_review(gh: Sandbox) -> None:
    rig, _ = red(gh)
    gh.script(lambda run, _job: Outcome("success" if run.event == "pull_request" else "failure"))
    number = pull(rig, "code", {"src/app.py": "x\n"})
    gh.idle()
    found = seen_pull(rig, number)
    assert (None, True) == (found.reviewed, found.alone_since is not None)
