"""Two lines in one repository, live: one stops, the other runs, and each releases its own."""

from bot.sandbox import Sandbox
from tests.rig import CI, fails_when, make_rig

FILES: dict[str, str | bytes | None] = {
    ".github/workflows/ci.yml": CI.replace("  push: {branches: [main]}", "  push:"),
    ".github/andon.yml": 'version: 1\nmode: enforce\nline: {branches: ["release/*"], confirm: {reruns: 0}}\n',
}


def test_a_red_release_branch_holds_its_own_pull_requests_until_it_is_fixed(gh: Sandbox) -> None:
    rig = make_rig(gh, FILES)
    rig.repo.branch("release/1")
    rig.repo.require("Andon", app=rig.app, branch="release/1")
    pulls: dict[str, int] = {}
    for base in ("main", "release/1"):
        rig.repo.branch(f"to-{base}", base)
        rig.repo.commit({f"{base.replace('/', '-')}.txt": "x\n"}, f"to-{base}", by="bob")
        pulls[base] = rig.repo.pull(f"to-{base}", base=base, by="bob")
    gh.idle()
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, "release/1", message="Break it")
    gh.idle()
    rig.settle()
    assert ("success", "failure") == (rig.shown(pulls["main"]), rig.shown(pulls["release/1"]))
    (job,) = rig.jobs()
    assert "release/1 stopped: CI / test" in job.title

    rig.repo.commit({"app.py": "x = 2\n"}, "release/1", message="Mend it")
    gh.idle()
    rig.settle()
    assert ("success", "closed") == (rig.shown(pulls["release/1"]), job.state)


def test_what_is_no_line_any_more_lets_go_of_its_pull_requests_and_its_job(gh: Sandbox) -> None:
    rig = make_rig(gh, FILES)
    rig.repo.branch("release/1")
    rig.repo.branch("to-release", "release/1")
    rig.repo.commit({"x.txt": "x\n"}, "to-release", by="bob")
    number = rig.repo.pull("to-release", base="release/1", by="bob")
    gh.idle()
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, "release/1", message="Break it")
    gh.idle()
    rig.settle()
    (job,) = rig.jobs()
    assert ("failure", "open") == (rig.shown(number), job.state)

    rig.repo.commit({".github/andon.yml": "version: 1\nmode: enforce\n"})
    gh.idle()
    rig.settle()
    assert ("success", "closed") == (rig.shown(number), job.state)
    assert (
        "Andon closes this: nothing asks for it any more: its branch is no line, or its rule is off."
        in job.comments[-1].body
    )
