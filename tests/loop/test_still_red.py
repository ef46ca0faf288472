"""A stop outlasts the window by which signals are told: over HTTP, with more commits than that of something else."""

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import Issue
from tests.asking import person
from tests.loop.test_lanes import FILES, LANES, STEPS, merges, script
from tests.rig import CI, Rig, fails_when, make_rig, pull

CONFIG = f"version: 1\nmode: enforce\nline: {{{LANES}, confirm: {{reruns: 0}}}}\nfix: {{ladder: [person]}}\n"


def workflow(name: str) -> str:
    """Runs only where its own folder is changed."""
    paths = f"paths: ['{name}/**']"
    return f"name: {name}\non: {{push: {{branches: [main], {paths}}}, pull_request: {{{paths}}}}}\n{STEPS}"


def monorepo(gh: Sandbox) -> Rig:
    """`web` is broken, and the rest has gone on for longer than a signal is told by; a pull request for each is open."""
    own = {f".github/workflows/{name}.yml": workflow(name) for name in ("web", "api")}
    rig = make_rig(gh, {**FILES, ".github/andon.yml": CONFIG, **own})
    gh.script(script)
    rig.repo.commit({"web/a.ts": "x = 2\n", "api/a.py": "x = 2\n"})
    pull(rig, "web", {"web/b.ts": "b\n"})
    pull(rig, "api", {"api/b.py": "b\n"})
    rig.settle()
    gh.clock.advance(minutes=5)
    rig.repo.commit({"web/a.ts": "broken\n"}, message="Break web")
    rig.settle()
    others(rig, "notes", 20)
    others(rig, "api", 1)
    return rig


def others(rig: Rig, folder: str, count: int = 21) -> None:
    """Commits of something else; what starts no workflow costs least to try."""
    rig.gh.clock.advance(minutes=5)
    for n in range(count):
        rig.repo.commit({f"{folder}/{rig.now():%H%M}{n}.txt": f"{n}\n"}, message=f"Another of {folder}")
    rig.settle()


def incident(rig: Rig) -> Issue:
    (found,) = rig.jobs()
    return found


def test_a_lane_stands_while_others_go_on_until_a_fix_of_it_is_proven(gh: Sandbox) -> None:
    rig = monorepo(gh)
    assert ["failure", "success"] == [rig.shown(1), rig.shown(2)]
    assert "open" == incident(rig).state
    told = [reason.text for reason in rig.look().plan.line.children]
    assert any(text.endswith("failed, and nothing newer is known of it") for text in told), told
    fix = pull(rig, "fix", {"web/a.ts": "x = 3\n"})
    rig.settle()
    assert ("success", 200) == (rig.shown(fix), merges(rig, fix))
    rig.settle()
    assert ["success", "success", "closed"] == [rig.shown(1), rig.shown(2), incident(rig).state]
    mended = next(r for r in rig.repo.record.runs.values() if r.head_sha == rig.repo.head())
    assert ("web", "push") == (mended.workflow.name, mended.event)
    assert f"run {mended.id}" in (incident(rig).body or "")


@pytest.mark.deep
@pytest.mark.parametrize("ends", ["its workflow is removed", "its job is renamed", "a person starts it"])
def test_it_does_not_stand_for_ever(gh: Sandbox, ends: str) -> None:
    rig = monorepo(gh)
    path = ".github/workflows/web.yml"
    if ends == "its workflow is removed":
        rig.repo.commit({path: None}, message="No web")
    elif ends == "its job is renamed":
        named = workflow("web").replace("{test:", "{check:")
        rig.repo.commit({path: named, "web/c.ts": "c\n"}, message="Another name")
    else:
        rig.repo.collaborator("carol", "maintain")
        rig.repo.comment(incident(rig).number, "/andon start known", by="carol")
    rig.settle()
    title = rig.cord(1)
    assert title is not None
    renamed = ends == "its job is renamed"  # the new one fails by itself
    assert ("failure" if renamed else "success") == rig.shown(1)
    assert ("web / check" in (title.title or "")) == renamed
    assert ("closed" if ends == "its workflow is removed" else "open") == incident(rig).state


@pytest.mark.deep
def test_what_failed_long_ago_and_is_run_again_lets_go(gh: Sandbox) -> None:
    rig = monorepo(gh)
    red = next(
        r for r in rig.repo.record.runs.values() if (r.workflow.name, r.conclusion) == ("web", "failure")
    )
    gh.script(lambda _run, _job: Outcome("success"))
    person(rig, "alice")("POST", f"/r/actions/runs/{red.id}/rerun-failed-jobs", {})
    rig.settle()
    assert ["success", "closed"] == [rig.shown(1), incident(rig).state]
    assert f"run {red.id} attempt 2" in (incident(rig).body or "")


@pytest.mark.deep
@pytest.mark.parametrize("filed", [True, False])
def test_documents_that_no_check_reads_end_no_stop(gh: Sandbox, filed: bool) -> None:
    ignoring = CI.replace("{branches: [main]}", "{branches: [main], paths-ignore: ['docs/**']}")
    line = 'line: {confirm: {reruns: 0}, unrelated: ["docs/**"]}'
    config = f"version: 1\nmode: enforce\n{line}\nfix: {{ladder: [person]}}\n"
    rig = make_rig(gh, {".github/andon.yml": config, ".github/workflows/ci.yml": ignoring})
    rig.repo.record.has_issues = filed
    gh.script(fails_when("broken"))
    topic = pull(rig, "topic")
    rig.settle()
    rig.repo.commit({"app.py": "broken\n"}, message="Break")
    rig.settle()
    others(rig, "docs")
    assert ("failure", []) == (rig.shown(topic), [i.state for i in rig.jobs() if i.state != "open"])
    docs = pull(rig, "docs", {"docs/a.md": "a\n"})
    rig.settle()
    assert "success" == rig.shown(docs)
    rig.repo.commit({"app.py": "x = 2\n"}, message="Mend")
    rig.settle()
    assert ("success", ["closed"] if filed else []) == (rig.shown(topic), [i.state for i in rig.jobs()])
