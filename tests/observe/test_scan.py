"""The scan: whole histories and lists, however GitHub cuts them; what is missing is told, never guessed."""

import pytest

from bot.model.runs import WINDOW
from bot.observe.scan import Missing, Scanned
from bot.sandbox import Sandbox
from bot.sandbox.store import Conclusion
from tests.observe.seeing import scan_all, scanned
from tests.rig import CI, Rig, fails_when, make_rig, pull


def merge_long(rig: Rig, branch: str, commits: int = 45) -> None:
    """A branch of so many commits from the root, merged into main; neither runs CI."""
    rig.repo.branch(branch)
    for n in range(commits):
        rig.repo.commit({f"{branch}-{n}.txt": "x\n"}, branch, message=f"Step {n} [skip ci]", by="bob")
    rig.repo.merge(rig.repo.pull(branch, title="Merge it [skip ci]", by="bob"), by="alice")
    rig.gh.idle()


def test_a_red_behind_the_merge_of_a_long_branch_is_still_seen(gh: Sandbox) -> None:
    rig = make_rig(gh)
    gh.script(fails_when("broken"))
    red = rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    merge_long(rig, "long")

    merged, broken, _ = scanned(rig).history
    assert (rig.repo.head(), ()) == (merged.sha, merged.runs)
    assert (red, ["failure"]) == (broken.sha, [run.conclusion for run in broken.runs])


@pytest.mark.deep
def test_the_history_is_read_over_several_long_branches_down_to_the_root(gh: Sandbox) -> None:
    rig = make_rig(gh)
    root = rig.repo.head()
    merge_long(rig, "one")
    merge_long(rig, "two")
    history = scanned(rig).history
    assert (3, root, ()) == (len(history), history[-1].sha, scanned(rig).unread)


def test_at_least_the_window_is_read_of_a_long_line(gh: Sandbox) -> None:
    rig = make_rig(gh)
    for n in range(40):
        rig.repo.commit({"n.txt": f"{n}\n"}, message="Step [skip ci]")
    history = scanned(rig).history
    assert len(history) >= WINDOW
    assert len({commit.sha for commit in history}) == len(history)


def test_every_run_of_a_commit_is_seen_however_many_suites_it_has(gh: Sandbox) -> None:
    rig = make_rig(gh)
    head = rig.repo.head()
    nightly: dict[str, Conclusion] = {"nightly": "success"}
    for _ in range(170):
        rig.repo.record_run(".github/workflows/nightly.yml", head, nightly, event="schedule")
    red = rig.repo.record_run(".github/workflows/ci.yml", head, {"test": "failure"})
    runs = scanned(rig).history[0].runs
    assert red.id in {run.id for run in runs}
    assert len(runs) == len({run.id for run in runs}) == 172


def test_every_run_of_a_pull_requests_head_is_seen(gh: Sandbox) -> None:
    rig = make_rig(gh)
    number = pull(rig, "topic")
    gh.idle()
    head = rig.repo.head("topic")
    for _ in range(45):
        rig.repo.record_run(".github/workflows/x.yml", head, {"x": "success"}, "pull_request", "topic")
    (found,) = scanned(rig).pulls
    assert (number, 46) == (found.number, len(found.runs))


@pytest.mark.deep
def test_every_open_pull_request_is_seen(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/workflows/ci.yml": CI.replace("  pull_request:\n", "")})
    numbers = [pull(rig, f"topic-{n}") for n in range(53)]
    assert numbers == sorted(p.number for p in scanned(rig).pulls)


def test_who_opened_a_pull_request_is_told_as_person_or_bot(gh: Sandbox) -> None:
    rig = make_rig(gh)
    pull(rig, "topic")
    assert [("bob", False)] == [(p.author, p.bot) for p in scanned(rig).pulls]


def test_the_workflow_files_are_those_of_the_default_branch(gh: Sandbox) -> None:
    rig = make_rig(gh)
    assert {".github/workflows/ci.yml", ".github/workflows/andon.yml"} == scanned(rig).workflows
    bare = gh.repository("acme/bare", {"README.md": "hello\n"})
    (found,) = scan_all(rig, bare)
    assert isinstance(found, Scanned)
    assert (frozenset(), ()) == (found.workflows, found.unread)


def test_a_repository_that_cannot_be_seen_is_missing_and_the_others_are_scanned(gh: Sandbox) -> None:
    rig = make_rig(gh)
    other = gh.repository("evil/hidden", {"README.md": "x\n"})
    hidden, found = scan_all(rig, other, rig.repo)
    assert isinstance(hidden, Missing)
    assert "Could not resolve to a node" in hidden.why
    assert isinstance(found, Scanned)


def test_what_a_partial_answer_lacks_is_unread_by_its_part(gh: Sandbox) -> None:
    rig = make_rig(gh)
    pull(rig, "topic")
    parts = {
        "Commit.history": ["line"],
        "Tree.entries": ["worker"],
        "Repository.refs": ["claims", "groups"],
        "PullRequestConnection.nodes": ["people", "pulls"],
    }
    for name, expected in parts.items():
        gh.break_field(name)
        assert expected == [unread.part for unread in scanned(rig).unread], name
        gh.mend()


def test_an_answer_that_lacks_something_of_one_pull_request_says_so_there(gh: Sandbox) -> None:
    rig = make_rig(gh)
    pull(rig, "topic")
    gh.break_field("CheckSuite.checkRuns")
    rig.make_pass()
    found = scanned(rig)
    (seen,) = found.pulls
    assert seen.unread is not None
    assert {"pulls"} == {unread.part for unread in found.unread}


def test_one_repository_whose_answer_is_broken_harms_no_other(gh: Sandbox) -> None:
    rig = make_rig(gh)
    other = gh.repository("acme/other", {"README.md": "x\n"})
    gh.break_field("Repository.nameWithOwner", repo=other)
    broken, found = scan_all(rig, other, rig.repo)
    assert isinstance(broken, Missing)
    assert isinstance(found, Scanned)
