"""The repositories in which Andon finds nothing to stop: most of any organisation.

Neighbour: `red`, those that break.
"""

from bot.demo import looks
from bot.demo.kind import Act, End, Kind
from bot.demo.scene import Scene
from bot.demo.stage import Stage
from bot.demo.till import FREE, MISTAKEN, NO_JOB, break_main, till
from bot.demo.workflows import PULL_REQUEST, PUSH, ci
from bot.sandbox.repo_handle import RepoHandle

NO_SIGNAL = r"no signal: (.*?)\.?(?: Nothing is held|\n)"
MISTAKE = r"(\.github/andon\.yml:.*)"
NO_TRACE = End("left by Andon", "none", looks.traces)


def _archive(scene: Scene) -> None:
    break_main(scene)
    scene.stage.gh.idle()
    scene.repo.record.archived = True


def _forked(stage: Stage, kind: Kind) -> RepoHandle:
    """As GitHub forks: with its upstream's files, `andon.yml` among them, with issues off and no run yet."""
    upstream = stage.gh.repository(f"makers/{kind.name}", till(ci=ci(PUSH)), private=False)
    fork = stage.gh.repository(kind.full_name, fork_of=upstream)
    fork.record.has_issues = False
    return fork


QUIET = (
    Kind(
        name="no-ci",
        what="no CI workflow at all",
        files=till(ci=""),
        ends=(
            End("#1's cord", "No signal on main", looks.cord()),
            End("why", "no workflow ran for event push on the last 1 commits", looks.cord_tells(NO_SIGNAL)),
            FREE,
            NO_JOB,
        ),
    ),
    Kind(
        name="clean",
        what="green all along",
        files=till(),
        ends=(
            End("#1's cord", "Main is green", looks.cord()),
            FREE,
            NO_JOB,
        ),
    ),
    Kind(
        name="pulls-only",
        what="CI on pull requests only",
        files=till(ci=ci(PULL_REQUEST)),
        ends=(
            End("#1's cord", "No signal on main", looks.cord()),
            End(
                "why",
                "CI runs on pull requests only; add `push` to its triggers",
                looks.cord_tells(NO_SIGNAL),
            ),
            FREE,
            NO_JOB,
        ),
    ),
    Kind(
        name="empty",
        what="not a single commit",
        protected=(),
        proposed=(),
        ends=(NO_TRACE,),
    ),
    Kind(
        name="archived",
        what="red when it was archived",
        files=till(),
        before=_archive,
        ends=(
            NO_TRACE,
            End("archived", "True", looks.about(lambda scene: scene.alice.about().archived)),
            End("CI on main", "failure, attempt 1", looks.ci),
        ),
    ),
    Kind(
        name="fork",
        what="a fork, with its upstream's andon.yml",
        made=_forked,
        ends=(
            End("#1's cord", "No signal on main", looks.cord()),
            End("a fork", "True", looks.about(lambda scene: scene.alice.about().fork)),
            FREE,
            NO_JOB,
        ),
    ),
    Kind(
        name="broken-config",
        what="a mistake in andon.yml since its first version",
        files=till(andon=MISTAKEN),
        ends=(
            End("#1's cord", "Andon holds nothing here", looks.cord()),
            End(
                "the mistake, on #1",
                ".github/andon.yml:4: line.confrim: unknown key; did you mean confirm?",
                looks.cord_tells(MISTAKE),
            ),
            FREE,
            NO_JOB,
        ),
    ),
    Kind(
        name="shadow",
        what="red in mode shadow, which writes nothing",
        files=till(andon="version: 1\nmode: shadow\n"),
        protected=(),
        day=(Act(break_main),),
        ends=(
            End("CI on main", "failure, attempt 1", looks.ci),
            NO_TRACE,
            FREE,
        ),
    ),
)
