"""Where forgeries are tried: a shop whose line is stopped, people of every role, and an incident of the day before.

Real HTTP and real git. CI fails where `app.py` is broken, as on the line's head; on a branch that `cheats` it
passes, for what was done there made it pass.
"""

from dataclasses import dataclass, field

from bot.model.jobs import Record
from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import Issue, Job, Run
from tests.asking import Ask, job, person
from tests.loop.commanding import CONFIG, PEOPLE
from tests.rig import Rig, fails_when, make_rig, pull

FORGE = ".github/workflows/forge.yml"
FORGER = """\
on: pull_request
permissions: {checks: write}
jobs:
  forge: {runs-on: ubuntu-latest, steps: [{run: forge}]}
"""
TESTED: dict[str, str | bytes | None] = {
    ".github/andon.yml": CONFIG,
    ".github/workflows/andon.yml": None,
    "tests/test_cart.py": "def test_total():\n    assert total() == 3\n",
    "pyproject.toml": '[tool.pytest.ini_options]\nminversion = "9"\n',
    "package.json": '{\n  "scripts": {\n    "test": "jest"\n  }\n}\n',
    "cart_test.go": "package cart\n\nfunc TestTotal(t *testing.T) {\n\tcheck(t)\n}\n",
    "src/test/java/CartTest.java": "class CartTest {\n    @Test\n    void adds() {\n    }\n}\n",
    "spec/cart_spec.rb": "describe Cart do\n  it 'adds' do\n  end\nend\n",
    "tests/cart.rs": "#[test]\nfn adds() {\n}\n",
    "web/cart.test.ts": "it('adds', () => {\n})\n",
}
"""What stands in the shop: one failing test in each of several languages."""


@dataclass
class Place:
    """The shop; `old` is the record of an incident that is over, in which a maintainer had let the line run.

    `topic` is a pull request of bob's that mends nothing.
    """

    rig: Rig
    old: Record
    topic: int
    cheats: set[str] = field(default_factory=set[str])

    def ask(self, who: str) -> Ask:
        """The REST API as a person."""
        return person(self.rig, who)

    def propose(self, branch: str, files: dict[str, str | bytes | None], cheats: bool = True) -> int:
        """A pull request of bob's from the line's head; CI passes on it if that is what it brings about."""
        if cheats:
            self.cheats.add(branch)
        self.rig.repo.branch(branch)
        self.rig.repo.commit(files, branch, by="bob")
        return self.rig.repo.pull(branch, by="bob")

    def incident(self) -> Issue:
        """The job of the stop that holds."""
        return self.rig.jobs()[-1]

    def head(self) -> str:
        """The head of `topic`, as people write it."""
        return self.rig.repo.pull_of(self.topic).head_sha[:8]


def make_place(gh: Sandbox) -> Place:
    """A line that was stopped yesterday, let run by carol, mended; and that is broken again."""
    rig = make_rig(gh, TESTED)
    for login, role in PEOPLE:
        rig.repo.collaborator(login, role)
    cheats: set[str] = set()
    broken = fails_when("broken")

    def script(run: Run, running: Job) -> Outcome:
        if run.workflow.path == FORGE:
            for name in ("test", "CI / test", "pytest"):
                told = {"name": name, "head_sha": run.head_sha, "conclusion": "success"}
                assert 201 == job(rig, running)("POST", "/r/check-runs", told).status_code
            return Outcome()
        return Outcome() if run.head_branch in cheats else broken(run, running)

    gh.script(script)
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    topic = pull(rig, "topic")
    gh.idle()
    rig.repo.comment(topic, "/andon start it is known for 30m", by="carol")
    rig.make_pass()
    (old,) = (found for c in rig.jobs()[0].comments if (found := Record.decode(c.body)))
    assert ["start"] == [command.verb for command in old.commands]
    gh.clock.advance(seconds=5)
    rig.repo.commit({"app.py": "x = 2\n"}, message="Mend it")
    gh.idle()
    rig.make_pass()
    assert "closed" == rig.jobs()[0].state
    gh.clock.advance(hours=25)
    rig.repo.commit({"app.py": "broken\n"}, message="Break it again")
    gh.idle()
    rig.make_pass()
    gh.clock.advance(seconds=5)
    return Place(rig, old, topic, cheats)
