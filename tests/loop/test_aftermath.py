"""After green, over HTTP: who is told to update, whose branch is updated, and what is left alone."""

import threading
from pathlib import Path

import pytest

from bot.loop.brain import Brain
from bot.loop.queue import RepoKey
from bot.loop.sweep import Listed
from bot.loop.sweeping import Sweep
from bot.sandbox import Sandbox, git
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.rulesets import ReviewRule
from bot.sandbox.store import Job, Run
from tests.rig import CI, Rig, make_rig, pull

ASK = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\nfix: {ladder: [person]}\n"
LINT = """\
name: Lint
on: {push: {branches: [main]}, pull_request: }
jobs: {lint: {runs-on: ubuntu-latest, steps: [{run: ruff check}]}}
"""
UPDATE = ASK + "after_green: {update: update, at_a_time: 2}\n"


def broken(run: Run, job: Job) -> Outcome:
    """The tests fail where the app is broken, the linter where somebody wrote a file of that name."""
    broke = git.blob(run.repo.path, run.sha, "own.txt") if job.name == "lint" else _app(run)
    return Outcome("failure" if broke and (job.name == "lint" or "broken" in broke) else "success")


def _app(run: Run) -> str | None:
    return git.blob(run.repo.path, run.sha, "app.py")


def broken_while_open(
    gh: Sandbox, config: str, *names: str, files: dict[str, str | bytes | None] | None = None
) -> tuple[Rig, list[int]]:
    """A shop whose main breaks; then pull requests are opened, on which the broken job fails, too."""
    rig = make_rig(gh, {".github/andon.yml": config, **(files or {})})
    gh.script(broken)
    rig.settle()
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.settle()
    gh.clock.advance(minutes=1)
    old = rig.repo.head("main~1")
    numbers: list[int] = []
    for name in names:
        rig.repo.branch(name, at=old)
        rig.repo.commit({f"{name}.txt": "hello\n"}, name, by="bob")
        numbers.append(rig.repo.pull(name, by="bob"))
    rig.settle()
    gh.clock.advance(minutes=1)
    return rig, numbers


def mend(rig: Rig) -> None:
    rig.repo.commit({"app.py": "x = 2\n"}, message="Mend it")
    rig.gh.idle()


def told(rig: Rig, number: int) -> tuple[str | None, str | None]:
    cord = rig.cord(number)
    return (cord.conclusion, cord.title) if cord else (None, None)


def test_a_release_tells_who_failed_for_the_broken_base_to_update_in_its_one_write(gh: Sandbox) -> None:
    rig, (number,) = broken_while_open(gh, ASK, "topic")
    assert "failure" == rig.shown(number)
    mend(rig)
    rig.make_pass()
    cords = rig.repo.checks(rig.repo.pull_of(number).head_sha, "Andon")
    assert ("success", "Main is green again; update this branch") == told(rig, number)
    assert "CI / test failed here while main was broken" in (cords[-1].summary or "")
    assert "*Re-run* does not help" in (cords[-1].summary or "")
    looked = rig.settle()
    assert () == looked.plan.effects
    assert cords == rig.repo.checks(rig.repo.pull_of(number).head_sha, "Andon")


@pytest.mark.deep
def test_what_fails_by_its_own_doing_or_came_later_is_told_nothing(gh: Sandbox) -> None:
    lint: dict[str, str | bytes | None] = {".github/workflows/lint.yml": LINT}
    rig, (number, own) = broken_while_open(gh, ASK, "topic", "own", files=lint)
    mend(rig)
    late = pull(rig, "late", {"app.py": "broken again\n"})
    rig.settle()
    titles = {n: told(rig, n)[1] for n in (number, own, late)}
    assert {
        number: "Main is green again; update this branch",
        own: "Main is green",
        late: "Main is green",
    } == titles


@pytest.mark.deep
def test_branches_are_updated_in_the_order_of_their_approval_so_many_at_a_time(gh: Sandbox) -> None:
    rig, (plain, newer, older, draft) = broken_while_open(gh, UPDATE, "plain", "newer", "older", "draft")
    rig.repo.pull_of(draft).draft = True
    heads = {n: rig.repo.pull_of(n).head_sha for n in (plain, newer, older, draft)}

    def moved() -> list[int]:
        return [n for n, head in heads.items() if rig.repo.pull_of(n).head_sha != head]

    for number in (older, newer):
        rig.repo.approve(number, by="alice")
        gh.clock.advance(minutes=1)
    mend(rig)
    gate = threading.Event()
    gh.script(lambda run, job: broken(run, job) if gate.wait(60) else Outcome("failure"))
    rig.make_pass()
    assert [newer, older] == moved()
    assert "Main is green again; this branch is updated soon" == told(rig, plain)[1]
    assert "Main is green again; update this branch" == told(rig, draft)[1]
    rig.make_pass()
    assert [newer, older] == moved()  # those two are still under test
    gate.set()
    gh.idle()
    rig.settle()
    assert [plain, newer, older] == moved()
    assert ["success"] * 3 == [rig.shown(n) for n in (plain, newer, older)]
    assert ["success"] * 3 == [
        rig.repo.checks(rig.repo.pull_of(n).head_sha, "test")[-1].conclusion for n in (plain, newer, older)
    ]


@pytest.mark.deep
@pytest.mark.parametrize("classic", [False, True])
def test_no_branch_is_updated_where_that_would_take_approvals_away(gh: Sandbox, classic: bool) -> None:
    rig, (approved, free) = broken_while_open(gh, UPDATE, "approved", "free")
    rule = ReviewRule(branch="main", dismiss=True)
    if classic:  # which the App cannot read: it may not administer
        rig.repo.record.rules.append(rule)
    else:
        rig.repo.rule(rule)
    rig.repo.approve(approved, by="alice")
    heads = [rig.repo.pull_of(n).head_sha for n in (approved, free)]
    mend(rig)
    rig.settle()
    after = [rig.repo.pull_of(n).head_sha for n in (approved, free)]
    assert [True, False] == [old == new for old, new in zip(heads, after, strict=True)]
    assert ["APPROVED"] == [review.state for review in rig.repo.pull_of(approved).reviews]
    assert "Main is green again; update this branch" == told(rig, approved)[1]
    allowed = UPDATE.replace("at_a_time: 2", "dismiss: true")
    rig.repo.commit({".github/andon.yml": allowed}, message="Let go of approvals")
    rig.settle()
    assert heads[0] != rig.repo.pull_of(approved).head_sha
    assert ["DISMISSED"] == [review.state for review in rig.repo.pull_of(approved).reviews]


@pytest.mark.deep
@pytest.mark.parametrize("dismisses", [False, True])
def test_an_app_that_may_read_administration_knows_what_classic_protection_says_of_reviews(
    gh: Sandbox, dismisses: bool
) -> None:
    rig, (approved,) = broken_while_open(gh, UPDATE, "approved")
    rig.app.permissions["administration"] = "read"
    rig.repo.record.rules.append(ReviewRule(branch="main", dismiss=dismisses))
    rig.repo.approve(approved, by="alice")
    head = rig.repo.pull_of(approved).head_sha
    mend(rig)
    rig.settle()
    assert dismisses == (head == rig.repo.pull_of(approved).head_sha)
    assert ["APPROVED"] == [review.state for review in rig.repo.pull_of(approved).reviews]


@pytest.mark.deep
def test_a_fork_that_cannot_be_pushed_to_and_a_conflict_are_left_to_people(gh: Sandbox) -> None:
    rig, (conflicting,) = broken_while_open(gh, UPDATE, "topic")
    fork = gh.repository("eve/shop", fork_of=rig.repo, by="eve")
    fork.branch("theirs", at=rig.repo.head("main~1"))
    fork.commit({"theirs.txt": "hello\n"}, "theirs", by="eve")
    forked = rig.repo.pull("theirs", by="eve", head_repo=fork)
    rig.settle()
    heads = [rig.repo.pull_of(n).head_sha for n in (conflicting, forked)]
    rig.repo.commit({"app.py": "x = 2\n", "topic.txt": "other\n"}, message="Mend it")
    rig.settle()
    assert heads == [rig.repo.pull_of(n).head_sha for n in (conflicting, forked)]
    assert ["Main is green again; update this branch"] * 2 == [told(rig, n)[1] for n in (conflicting, forked)]


@pytest.mark.deep
@pytest.mark.parametrize("config", [ASK, UPDATE])
def test_a_run_that_tested_a_former_base_is_not_laid_to_the_one_it_has_now(gh: Sandbox, config: str) -> None:
    lines = config.replace("line: {", "line: {branches: [main, release], ")
    both = {".github/workflows/ci.yml": CI.replace("branches: [main]", "branches: [main, release]")}
    rig = make_rig(gh, {".github/andon.yml": lines, **both})
    gh.script(broken)
    old = rig.repo.head("main")
    rig.repo.branch("release", at=old)
    rig.settle()
    for line in ("main", "release"):
        rig.repo.commit({"app.py": "broken\n"}, line, message="Break it")
    rig.settle()
    gh.clock.advance(minutes=1)
    rig.repo.branch("topic", at=old)
    rig.repo.commit({"topic.txt": "hello\n"}, "topic", by="bob")
    number = rig.repo.pull("topic", base="release", by="bob")
    rig.settle()
    gh.clock.advance(minutes=1)
    rig.repo.retarget(number, "main")
    rig.settle()
    assert "failure" == rig.shown(number)
    head = rig.repo.pull_of(number).head_sha
    mend(rig)
    rig.settle()
    assert (head, "Main is green") == (rig.repo.pull_of(number).head_sha, told(rig, number)[1])


@pytest.mark.deep
def test_leave_tells_and_updates_nothing(gh: Sandbox) -> None:
    rig, (number,) = broken_while_open(gh, ASK + "after_green: {update: leave}\n", "topic")
    head = rig.repo.pull_of(number).head_sha
    mend(rig)
    rig.settle()
    assert (head, "Main is green") == (rig.repo.pull_of(number).head_sha, told(rig, number)[1])


def attempts(gh: Sandbox, since: int) -> list[tuple[str, int]]:
    """Which branches were asked to be updated, and what came of it."""
    asked = (one for one in gh.world.requests[since:] if one.route.endswith("/update-branch"))
    return [(one.path.rsplit("/", 2)[-2], one.status) for one in asked]


@pytest.mark.deep
def test_what_github_refuses_leaves_its_place_to_the_next(gh: Sandbox) -> None:
    rig, (one, two) = broken_while_open(gh, UPDATE.replace("at_a_time: 2", "at_a_time: 1"), "one", "two")
    del rig.app.permissions["workflows"]
    rig.repo.commit({"app.py": "x = 2\n", ".github/workflows/more.yml": LINT}, message="Mend it")
    gh.idle()
    since = len(gh.world.requests)

    async def use(brain: Brain, key: RepoKey) -> None:
        for _ in range(5):
            await brain.make_pass((key,), "debug")
            gh.clock.advance(minutes=5)

    rig.run(use)
    assert [(str(one), 403), (str(two), 403)] == attempts(gh, since)
    assert ["Main is green again; update this branch"] * 2 == [told(rig, n)[1] for n in (one, two)]


@pytest.mark.deep
@pytest.mark.parametrize("fails", ["nothing", "an answer"])
def test_a_control_repository_asks_for_a_refused_update_once_and_writes_its_cord_no_more(
    gh: Sandbox, fails: str
) -> None:
    rig, (one,) = broken_while_open(gh, UPDATE, "one")
    del rig.app.permissions["workflows"]
    rig.repo.commit({"app.py": "x = 2\n", ".github/workflows/more.yml": LINT}, message="Mend it")
    gh.idle()

    async def sweep(brain: Brain, key: RepoKey) -> None:
        await Sweep(brain, "cron").make([Listed(key, rig.repo.record.full_name)])

    if fails != "nothing":
        gh.break_route("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions")
        rig.repo.comment(one, "/andon status", by="bob")
    since = len(gh.world.requests)
    for _ in range(4):
        rig.run(sweep)  # each a process of its own
        gh.clock.advance(minutes=15)
    assert [(str(one), 403)] == attempts(gh, since)
    cords = [asked for asked in gh.world.requests[since:] if "/check-runs/" in asked.path]
    assert ["PATCH", "PATCH"] == [asked.method for asked in cords if asked.method != "GET"]
    cord = rig.cord(one)
    assert cord and "Main is green again; update this branch" == cord.title
    assert "GitHub refused that" in (cord.summary or "")


@pytest.mark.deep
def test_updating_takes_no_more_than_the_button_where_no_workflow_comes_with_it(gh: Sandbox) -> None:
    rig, (one,) = broken_while_open(gh, UPDATE, "one")
    del rig.app.permissions["workflows"]
    mend(rig)
    since, before = len(gh.world.requests), rig.repo.pull_of(one).head_sha
    rig.make_pass()
    assert ([(str(one), 202)], False) == (attempts(gh, since), before == rig.repo.pull_of(one).head_sha)


@pytest.mark.deep
def test_what_is_asked_about_those_left_behind_is_asked_of_all_at_once(tmp_path: Path) -> None:
    costs: list[int] = []
    for names in (("one",), ("one", "two", "three", "four")):
        with Sandbox(tmp_path / str(len(names))) as gh:
            rig, _ = broken_while_open(gh, UPDATE, *names)
            mend(rig)
            since = len(gh.world.requests)
            assert "update-pull" in rig.kinds(rig.look())
            costs.append(sum(one.route == "/graphql" for one in gh.world.requests[since:]))
    assert costs[0] == costs[1]
