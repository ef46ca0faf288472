"""The repositories that break, each with another end.

Neighbour: `quiet`, those in which there is nothing to stop; `shop`, whose story is told live.
"""

from dataclasses import replace

from bot.demo import looks
from bot.demo.kind import Act, End, Kind, pushed
from bot.demo.scene import Scene
from bot.demo.stage import ORGANISATION, Stage
from bot.demo.till import (
    AUTOFIX,
    BROKEN_TILL,
    CLOCK_TEST,
    ENFORCE,
    FREE,
    HELD,
    MISTAKEN,
    NO_JOB,
    break_main,
    mend_main,
    till,
)
from bot.demo.workflows import PULL_REQUEST, ci
from bot.model.templates import CALLER
from bot.sandbox.repo_handle import RepoHandle

MAIN_BROKEN = "Main is broken, not this PR: CI / test"
STOPPED = End("#1's cord", MAIN_BROKEN, looks.cord())
RELEASED = End("#1's cord", "Main is green", looks.cord())
CONFIRMED = End("CI on main", "failure, attempt 2", looks.ci)
HANDED_OVER = End("its job", "open, andon:dead-letter", looks.job)
ASKED = End("last word on it", "andon[bot]: Andon has no safe move left", looks.last_words())
SKIPPED = r"autofix – \((.*?)\)\.?\n"
ONE_JOB = End("jobs opened", "1", looks.jobs)
RENAMED = "renamed"


def _test_the_clock(scene: Scene) -> None:
    scene.push("alice", {"tests/test_clock.py": CLOCK_TEST}, "Test the clock")


def _disable_issues(scene: Scene) -> None:
    scene.repo.record.has_issues = False


def _adopt(scene: Scene) -> None:
    """The line was red already when somebody turned Andon on."""
    break_main(scene)
    scene.push("alice", {".github/andon.yml": ENFORCE}, "Adopt Andon")


def _released(stage: Stage, kind: Kind) -> RepoHandle:
    """A repository with a release branch besides main."""
    repo = pushed(stage, kind)
    repo.branch("release/1")
    return repo


def _break_release(scene: Scene) -> None:
    scene.push("alice", {"till.py": BROKEN_TILL}, "Skip the deposit", branch="release/1")


def _rename(scene: Scene) -> None:
    scene.repo.rename(RENAMED)


def _break_config_too(scene: Scene) -> None:
    files = {"till.py": BROKEN_TILL, ".github/andon.yml": MISTAKEN}
    scene.push("alice", files, "Skip the deposit, confirm more often")


def _has_cord(scene: Scene) -> bool:
    return looks.cord()(scene) != looks.NONE


def _has_job(scene: Scene) -> bool:
    return looks.jobs(scene) != looks.NONE


def _under_old_name(scene: Scene) -> str:
    old = replace(scene.alice, repository=f"{ORGANISATION}/old-name")
    return old.about().name


RED = (
    Kind(
        name="flaky",
        what="a test that fails once and passes when run again",
        files=till(),
        day=(Act(_test_the_clock, when=_has_cord),),
        ends=(
            End("CI on main", "success, attempt 2", looks.ci),
            End("cords on #1: the first, one that waited", "2", looks.cord_count()),
            RELEASED,
            End("told on #1", "it is flaky", looks.cord_tells(r"(it is flaky)")),
            FREE,
            NO_JOB,
        ),
    ),
    Kind(
        name="riddle",
        what="a failure that no fixer knows",
        files=till(andon=AUTOFIX, caller=CALLER),
        day=(Act(break_main),),
        ends=(
            STOPPED,
            HELD,
            CONFIRMED,
            HANDED_OVER,
            End("tried", "autofix – it changed nothing", looks.job_tells(r"- (autofix .*?) \(")),
            ASKED,
        ),
    ),
    Kind(
        name="no-issues",
        what="issues are disabled",
        files=till(),
        before=_disable_issues,
        day=(Act(break_main),),
        ends=(
            STOPPED,
            HELD,
            CONFIRMED,
            End("has issues", "False", looks.about(lambda scene: scene.alice.about().has_issues)),
            NO_JOB,
        ),
    ),
    Kind(
        name="red-before",
        what="red since before Andon was adopted",
        files=till(andon=""),
        before=_adopt,
        ends=(
            STOPPED,
            HELD,
            End("CI on main, red twice in a row", "failure, attempt 1", looks.ci),
            End("suspect", "Skip the deposit", looks.suspect),
            HANDED_OVER,
            ASKED,
        ),
    ),
    Kind(
        name="config-broke",
        what="andon.yml breaks while it enforces",
        files=till(),
        day=(Act(_break_config_too),),
        ends=(
            STOPPED,
            HELD,
            End(
                "check Andon config on main",
                "failure: .github/andon.yml: 1 mistake",
                looks.check_on_main("Andon config"),
            ),
            CONFIRMED,
            End(
                "the job about that",
                "open, andon:dead-letter",
                looks.job_about(".github/andon.yml cannot be used"),
            ),
            End("jobs opened", "2", looks.jobs),
        ),
    ),
    Kind(
        name="old-name",
        what="renamed while its line is stopped",
        files=till(),
        day=(Act(break_main), Act(_rename, _has_job), Act(mend_main)),
        ends=(
            End("its job", "closed, andon:done", looks.job),
            RELEASED,
            FREE,
            ONE_JOB,
            End("asked by its old name", f"{ORGANISATION}/{RENAMED}", _under_old_name),
        ),
    ),
    Kind(
        name="two-lines",
        what="main is green, release/1 is red",
        files=till(
            ci=ci('  push:\n    branches: [main, "release/*"]', PULL_REQUEST),
            andon=f'{ENFORCE}line:\n  branches: ["release/*"]\n',
        ),
        made=_released,
        protected=("main", "release/*"),
        proposed=("main", "release/1"),
        day=(Act(_break_release),),
        ends=(
            End("#2's cord, into release/1", MAIN_BROKEN.replace("Main", "Release/1"), looks.cord(2)),
            End("#2's merge state", "blocked", looks.merging(2)),
            End("#1's cord, into main", "Main is green", looks.cord()),
            FREE,
            End("its job is about", "release/1", looks.job_tells(r"\A(\S+) stopped")),
            HANDED_OVER,
        ),
    ),
    Kind(
        name="no-caller",
        what="autofix is configured, the caller workflow is missing",
        files=till(andon=AUTOFIX),
        day=(Act(break_main),),
        ends=(
            STOPPED,
            HELD,
            HANDED_OVER,
            End(
                "why",
                "andon[bot]: the repository has no caller workflow .github/workflows/andon.yml",
                looks.last_words(SKIPPED),
            ),
        ),
    ),
)
