"""The forgeries, one row each: what is tried, how, and the words that people see of it.

A row's `tries` does it and tells which pull request shall get through by it, and what was said for that. The words
stand on its cord (as `andon explain` has them too), unless the row says where else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.model.jobs import line_key
from bot.model.markers import key_marker
from tests.asking import app
from tests.forgery.comments import Tried, beneath, edited, from_elsewhere, says
from tests.forgery.place import FORGE, FORGER, Place
from tests.rig import CI, Rig


@dataclass(frozen=True)
class Drill:
    """One row. `where`: on the cord, in Andon's answer to the comment, among the incident's comments or labels.

    `deep`: another language of what a row before it shows already.
    """

    what: str
    tries: Callable[[Place], Tried]
    seen: str
    where: Literal["cord", "answer", "incident", "labels"] = "cord"
    deep: bool = False


def _change(path: str, text: str | None) -> Callable[[Place], Tried]:
    """A change of one file after which CI passes, whatever is broken."""

    def tries(place: Place) -> Tried:
        return Tried(place.propose(f"change-{len(place.cheats)}", {path: text}))

    return tries


def _label(place: Place) -> Tried:
    for issue in (place.topic, place.incident().number):
        labels = {"labels": ["andon:pass", "andon:done"]}
        assert 200 == place.ask("dave")("POST", f"/r/issues/{issue}/labels", labels).status_code
    return Tried(place.topic)


def _other_app(place: Place) -> Tried:
    other = place.rig.gh.app("helper")
    place.rig.gh.install(other, "acme")
    head = place.rig.repo.pull_of(place.topic).head_sha
    told = {"name": "Andon", "head_sha": head, "conclusion": "success"}
    made = app(Rig(place.rig.gh, other, place.rig.repo))("POST", "/r/check-runs", told)
    assert (201, "helper") == (made.status_code, made.json()["app"]["slug"])
    return Tried(place.topic)


def _own_workflow(place: Place) -> Tried:
    return Tried(place.propose("posted", {FORGE: FORGER}, cheats=False))


def _bots_branch(place: Place) -> Tried:
    branch = f"andon/{place.incident().number}-1"
    return Tried(place.propose(branch, {"tests/test_cart.py": None}))


def _config(place: Place) -> Tried:
    mild = {".github/andon.yml": "version: 1\nmode: off\n"}
    return Tried(place.propose("config", {**mild}, cheats=False))


def _copied_record(place: Place) -> Tried:
    """The record of the last incident, in which the line was let run, pasted into the one that holds."""
    place.rig.repo.comment(place.incident().number, place.old.encode(), by="bob")
    return Tried(place.topic)


def _copied_job(place: Place) -> Tried:
    """An issue that looks like the line's job, with that record in it."""
    key = line_key(place.rig.repo.record.id, "main")
    forged = place.rig.repo.open_issue(f"main stopped {key_marker(key)}", place.old.encode(), by="bob")
    place.rig.repo.comment(forged, place.old.encode(), by="bob")
    return Tried(place.topic)


def _older_record(place: Place) -> Tried:
    """That record written into Andon's own comment, by somebody who may edit it."""
    body = {"body": place.old.encode()}
    path = f"/r/issues/comments/{place.incident().comments[0].id}"
    assert 200 == place.ask("alice")("PATCH", path, body).status_code
    return Tried(place.topic)


_ROLE = "That takes write in this repository, which you have not."
_BLOCKED = "Merging waits so the breakage doesn't spread."
DRILLS: tuple[Drill, ...] = (
    Drill("a label by a person with triage", _label, "andon andon:dead-letter andon:pass", "labels"),
    Drill(
        "a comment that somebody else edited",
        edited,
        "An edited comment does not count; write it in a new one.",
        "answer",
    ),
    Drill("a command by a reader", says("eve", "/andon pass {head} please"), _ROLE, "answer"),
    Drill("a command by a person with triage", says("dave", "/andon pass {head} go"), _ROLE, "answer"),
    Drill(
        "a start by somebody who may only write",
        says("bob", "/andon start go"),
        "That takes maintain in this repository, which you have not.",
        "answer",
    ),
    Drill(
        "a pass by the author for a change of his own",
        says("bob", "/andon pass {head} trust me"),
        "It is your own change; somebody else has to say so.",
        "answer",
    ),
    Drill(
        "a pass by who made a commit beneath somebody else's",
        beneath,
        "It is your own change; somebody else has to say so.",
        "answer",
    ),
    Drill(
        "a pass for another head",
        says("carol", "/andon pass 3f2c1ab9 urgent"),
        "3f2c1ab is not its head, which is ",
        "answer",
    ),
    Drill("a command that came with an issue from elsewhere", from_elsewhere, _BLOCKED),
    Drill("a check run named Andon by another App", _other_app, _BLOCKED),
    Drill(
        "check runs named pytest and test by the pull request's own workflow",
        _own_workflow,
        "no proof: CI / test ended with failure on it",
    ),
    Drill(
        "a branch named like the bot's", _bots_branch, "no proof: it removes the test file tests/test_cart.py"
    ),
    Drill("a configuration of its own", _config, "no proof: CI / test ended with failure on it"),
    Drill("a copied record", _copied_record, _BLOCKED),
    Drill("a copied job", _copied_job, _BLOCKED),
    Drill("an older record put back", _older_record, "editing it makes Andon rebuild it", "incident"),
    Drill(
        "the failing workflow edited",
        _change(".github/workflows/ci.yml", CI.replace('"true"', "exit 0")),
        "no proof: it changes .github/workflows/ci.yml, which decides the red check",
    ),
    Drill(
        "the failing test deleted",
        _change("tests/test_cart.py", None),
        "no proof: it removes the test file tests/test_cart.py",
    ),
    Drill(
        "the failing test emptied",
        _change("tests/test_cart.py", "def test_total():\n    pass\n"),
        "no proof: it removes assertions from tests/test_cart.py",
        deep=True,
    ),
    Drill(
        "the failing test skipped in conftest.py",
        _change("conftest.py", "collect_ignore = ['tests/test_cart.py']\n"),
        "no proof: it changes how checks run (conftest.py)",
    ),
    Drill(
        "the failing test skipped in pytest.ini",
        _change("pytest.ini", "[pytest]\naddopts = -k 'not total'\n"),
        "no proof: it changes how checks run (pytest.ini)",
        deep=True,
    ),
    Drill(
        "the failing test deselected in pyproject.toml",
        _change(
            "pyproject.toml", '[tool.pytest.ini_options]\nminversion = "9"\naddopts = "--deselect tests"\n'
        ),
        "no proof: it changes how checks run (pyproject.toml)",
        deep=True,
    ),
    Drill(
        "the failing test's script replaced in package.json",
        _change("package.json", '{\n  "scripts": {\n    "test": "true"\n  }\n}\n'),
        "no proof: it changes how checks run (package.json)",
    ),
    Drill(
        "the failing test ignored in jest.config.js",
        _change("jest.config.js", "module.exports = {testPathIgnorePatterns: ['cart']}\n"),
        "no proof: it changes how checks run (jest.config.js)",
        deep=True,
    ),
    Drill(
        "the failing test skipped in Go",
        _change(
            "cart_test.go", "package cart\n\nfunc TestTotal(t *testing.T) {\n\tt.Skip()\n\tcheck(t)\n}\n"
        ),
        "no proof: cart_test.go gains `t.Skip(`",
        deep=True,
    ),
    Drill(
        "the failing test disabled in JUnit",
        _change(
            "src/test/java/CartTest.java",
            "class CartTest {\n    @Disabled\n    @Test\n    void adds() {\n    }\n}\n",
        ),
        "no proof: src/test/java/CartTest.java gains `@Disabled`",
        deep=True,
    ),
    Drill(
        "the failing test pending in RSpec",
        _change("spec/cart_spec.rb", "describe Cart do\n  xit 'adds' do\n  end\nend\n"),
        "no proof: spec/cart_spec.rb gains `xit`",
        deep=True,
    ),
    Drill(
        "the failing test ignored by cargo",
        _change("tests/cart.rs", "#[test]\n#[ignore]\nfn adds() {\n}\n"),
        "no proof: tests/cart.rs gains `#[ignore`",
        deep=True,
    ),
    Drill(
        "another test made the only one in vitest",
        _change("web/cart.test.ts", "it('adds', () => {\n})\nit.only('is', () => {\n})\n"),
        "no proof: web/cart.test.ts gains `it.only`",
        deep=True,
    ),
    Drill(
        "the tests' command undone in a shell script",
        _change("test.sh", "pytest || true\n"),
        "no proof: test.sh gains `|| true`",
        deep=True,
    ),
    Drill(
        "the failing test put between quotes",
        _change("tests/test_cart.py", "'''\ndef test_total():\n    assert total() == 3\n'''\n"),
        "no proof: tests/test_cart.py has `def test_total():` commented out",
    ),
    Drill(
        "the failing test commented out in TypeScript",
        _change("web/cart.test.ts", "/*\nit('adds', () => {\n})\n*/\n"),
        "no proof: web/cart.test.ts has `it('adds', () => {` commented out",
        deep=True,
    ),
    Drill(
        "the failing test commented out in Go",
        _change("cart_test.go", "package cart\n\n/*\nfunc TestTotal(t *testing.T) {\n\tcheck(t)\n}\n*/\n"),
        "no proof: cart_test.go has `func TestTotal(t *testing.T) {` commented out",
        deep=True,
    ),
    Drill(
        "the failing test commented out in JUnit",
        _change(
            "src/test/java/CartTest.java",
            "class CartTest {\n    /*\n    @Test\n    void adds() {\n    }\n    */\n}\n",
        ),
        "no proof: src/test/java/CartTest.java has `@Test` commented out",
        deep=True,
    ),
    Drill(
        "the failing test behind the file's end in Ruby",
        _change("spec/cart_spec.rb", "__END__\ndescribe Cart do\n  it 'adds' do\n  end\nend\n"),
        "no proof: spec/cart_spec.rb has `describe Cart do` commented out",
        deep=True,
    ),
    Drill(
        "the failing test commented out line by line",
        _change("tests/cart.rs", "// #[test]\n// fn adds() {\n// }\n"),
        "no proof: tests/cart.rs has `#[test]` commented out",
        deep=True,
    ),
)
