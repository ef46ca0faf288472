"""A matrix that is worked out for each run, over HTTP: what it leaves out says nothing."""

import pytest

from bot.sandbox import Sandbox, git
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import Job, Run
from tests.rig import make_rig, pull

WORKFLOW = """\
name: CI
on: {push: {branches: [main]}, pull_request: }
jobs:
  changes:
    runs-on: ubuntu-latest
    outputs: {packages: "${{ steps.filter.outputs.changes }}"}
    steps: [{id: filter, run: which}]
  test:
    needs: changes
    strategy: {matrix: {package: "${{ fromJSON(needs.changes.outputs.packages) }}"}}
    runs-on: ubuntu-latest
    steps: [{run: test}]
"""
LANES = 'lanes: {web: {paths: ["web/**"], checks: ["test (web)"]}, api: {paths: ["api/**"], checks: ["test (api)"]}}'
CONFIG = f"version: 1\nmode: enforce\nline: {{confirm: {{reruns: 0}}, {LANES}}}\nfix: {{ladder: [person]}}\n"


@pytest.mark.deep
def test_a_broken_part_holds_while_others_are_merged_until_it_passes(gh: Sandbox) -> None:
    files: dict[str, str | bytes | None] = {
        ".github/andon.yml": CONFIG,
        ".github/workflows/andon.yml": None,
        ".github/workflows/ci.yml": WORKFLOW,
    }
    packages = '["web", "api"]'

    def script(run: Run, job: Job) -> Outcome:
        if job.name == "changes":
            return Outcome(outputs={"packages": packages})
        broken = "broken" in (git.blob(run.repo.path, run.sha, "web/a") or "")
        return Outcome("failure" if broken and "web" in job.name else "success")

    gh.script(script)
    rig = make_rig(gh, files)
    rig.repo.commit({"web/a": "1\n", "api/a": "1\n"})
    held, free = pull(rig, "web", {"web/b": "b\n"}), pull(rig, "api", {"api/b": "b\n"})
    rig.settle()
    packages = '["web"]'
    rig.repo.commit({"web/a": "broken\n"}, message="Break web")
    rig.settle()
    assert ("failure", "success") == (rig.shown(held), rig.shown(free))
    for n in range(2):
        gh.clock.advance(minutes=5)
        packages = '["api"]'
        rig.repo.commit({"api/a": f"{n + 2}\n"}, message="Go on with api")
        rig.settle()
        assert ("failure", "success") == (rig.shown(held), rig.shown(free))
    packages = '["web"]'
    rig.repo.commit({"web/a": "2\n"}, message="Mend web")
    rig.settle()
    assert ("success", ["closed"]) == (rig.shown(held), [one.state for one in rig.jobs()])
