"""Rule `required-files`: what is missing is found with what it shall hold."""

from typing import Any

import pytest

from bot.model.desired import Folder, Template
from bot.model.finding import NewFile
from bot.model.snapshot import Snapshot
from bot.orient.rules.required_files import RULE, findings
from tests.building import commit, config, snapshot, unread

WORKFLOWS = ".github/workflows"


def seen(required: object, *folders: Folder, **facts: Any) -> Snapshot:
    its = config(rules={"required-files": required})
    return snapshot(commit("a"), **({"config": its, "folders": folders} | facts))


def folder(path: str, *names: str) -> Folder:
    return Folder(path=path, names=names)


def test_a_missing_file_is_found_with_its_template() -> None:
    template = Template(path="SECURITY.md", text="Write to us.\n")
    (found,) = findings(seen(["SECURITY.md"], folder("", "README.md"), templates=(template,)))
    assert ("SECURITY.md", (NewFile(path="SECURITY.md", text="Write to us.\n"),)) == (
        found.subject,
        found.files,
    )
    assert ("not on main: SECURITY.md",) == found.details


def test_a_missing_file_without_a_template_is_found_with_nothing_to_add() -> None:
    (found,) = findings(seen(["SECURITY.md"], folder(""), templates=(Template(path="SECURITY.md"),)))
    assert () == found.files


def test_any_of_the_accepted_paths_will_do() -> None:
    owners = {"path": ".github/CODEOWNERS", "or": ["CODEOWNERS", "docs/CODEOWNERS"]}
    lists = (folder(".github"), folder(""), folder("docs", "CODEOWNERS"))
    assert () == findings(seen([owners], *lists))
    (found,) = findings(seen([owners], *lists[:2], folder("docs")))
    assert ("not on main: .github/CODEOWNERS or CODEOWNERS or docs/CODEOWNERS",) == found.details


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (("test.yml",), []),
        (("build.yaml", "andon.yml"), []),
        (("andon.yml",), [f"{WORKFLOWS}/ci.yml"]),
        ((), [f"{WORKFLOWS}/ci.yml"]),
    ],
)
def test_any_workflow_but_the_workers_caller_is_ci(names: tuple[str, ...], missing: list[str]) -> None:
    assert missing == [one.subject for one in findings(seen(["ci"], folder(WORKFLOWS, *names)))]


def test_the_caller_is_there_when_it_is_asked_for_by_name() -> None:
    caller = f"{WORKFLOWS}/andon.yml"
    assert () == findings(seen([caller], folder(WORKFLOWS, "andon.yml")))
    assert [caller] == [one.subject for one in findings(seen([caller], folder(WORKFLOWS)))]


def test_a_file_that_is_named_twice_is_found_once() -> None:
    assert 1 == len(findings(seen(["a", "a"], folder(""))))


@pytest.mark.parametrize(
    "nothing",
    [
        seen("off", folder("")),
        seen(["a"], unread=(unread("files: root"),)),
        seen(["a"], folder(""), lines=()),
        snapshot(commit("a"), config=None),
    ],
    ids=["off", "unread", "empty", "without a configuration"],
)
def test_nothing_is_found_where_nothing_is_asked_or_known(nothing: Snapshot) -> None:
    assert () == findings(nothing)


@pytest.mark.parametrize(
    ("path", "type"), [(f"{WORKFLOWS}/ci.yml", "add-workflow"), ("SECURITY.md", "add-file")]
)
def test_a_missing_workflow_is_a_type_of_its_own(path: str, type: str) -> None:
    assert (type, 2) == (RULE.type(path), RULE.priority)
