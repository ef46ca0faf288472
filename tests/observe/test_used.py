"""What red workflows use is read with them, and no more than is measured out."""

import asyncio

from bot.model.facts import WorkflowFile
from bot.observe.used import DEEPEST, MOST, read_used
from bot.sandbox import Sandbox
from tests.observe.seeing import seen
from tests.rig import CI, fails_when, make_rig

PATH = ".github/workflows/ci.yml"
CALLED = ".github/workflows/called.yml"
REUSABLE = (
    "on: {workflow_call: {}}\njobs: {run: {runs-on: ubuntu-latest, steps: [{uses: ./tools/run-tests}]}}\n"
)
COMPOSITE = "name: x\ndescription: x\nruns: {using: composite, steps: [{uses: ./ci/run/}]}\n"


def composite(use: str) -> str:
    return f"runs: {{using: composite, steps: [{{uses: ./{use}}}]}}"


def read_all(first: str, actions: dict[str, str]) -> tuple[list[str], list[str]]:
    """The paths that are found and those that were asked for."""
    asked: list[str] = []

    async def workflow(path: str) -> WorkflowFile | None:
        asked.append(path)
        return None

    async def action(path: str) -> WorkflowFile | None:
        asked.append(path)
        text = actions.get(path)
        return WorkflowFile(path=path if text is None else f"{path}/action.yml", text=text)

    files = (WorkflowFile(path=PATH, text=first),)
    found = asyncio.run(read_used(files, workflow, action))
    return [file.path for file in found], asked


def test_nothing_is_asked_for_twice() -> None:
    actions = {"a": composite("b"), "b": composite("a")}
    assert (["a/action.yml", "b/action.yml"], ["a", "b"]) == read_all(composite("a"), actions)


def test_what_leads_out_of_the_repository_is_not_asked_for() -> None:
    assert ([], []) == read_all(composite("../../../user"), {})


def test_chains_and_crowds_end() -> None:
    chain = {f"a{n}": composite(f"a{n + 1}") for n in range(20)}
    assert [f"a{n}" for n in range(DEEPEST)] == read_all(composite("a0"), chain)[1]
    steps = ", ".join(f"{{uses: ./b{n}}}" for n in range(50))
    assert MOST == len(read_all(f"runs: {{steps: [{steps}]}}", {})[1])


def test_a_red_line_shows_what_its_workflow_uses(gh: Sandbox) -> None:
    calling = (
        CI
        + "  more:\n    uses: ./.github/workflows/called.yml\n  root: {steps: [{uses: ./}, {uses: ./gone}]}\n"
    )
    files = {
        CALLED: REUSABLE,
        "tools/run-tests/action.yml": COMPOSITE,
        "ci/run/action.yaml": composite("tools/run-tests"),
        "ci/run/run.sh": "make\n",
        "action.yml": composite("docker"),
        "docker/Dockerfile": "FROM scratch\n",
    }
    rig = make_rig(gh, {PATH: CI, **files})
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    rig.repo.commit({PATH: calling}, message="Use what is there")
    gh.idle()
    found = seen(rig)
    assert () == found.unread
    told = {file.path: file.text for file in found.lines[0].files}
    del files["ci/run/run.sh"], files["docker/Dockerfile"]
    assert {PATH: calling, **files, "gone": None, "docker": None} == told
