"""What a configuration may require, and where templates are looked for."""

import pytest

from bot.model.config import Config, parse
from bot.model.config_text import Invalid
from bot.model.desired import RequiredFile, folders_of
from bot.model.templates import BUILT_IN, filled
from bot.model.yaml_text import load

OUTSIDE = "3: rules.required-files.0.path: write a path from the repository's root, such as docs/SECURITY.md"


def required(text: str) -> tuple[RequiredFile, ...]:
    found = parse(f"version: 1\nrules:\n  required-files: {text}\n")
    assert isinstance(found, Config), found.words
    return found.rules.required_files


def said(text: str) -> tuple[str, ...]:
    found = parse(f"version: 1\nrules:\n  required-files: {text}\n")
    assert isinstance(found, Invalid)
    return tuple(words.removeprefix(".github/andon.yml:") for words in found.words)


def test_nothing_is_required_unless_said() -> None:
    assert () == required("off")
    assert () == Config(version=1).rules.required_files


def test_a_path_is_an_entry_and_so_is_a_mapping() -> None:
    text = "[SECURITY.md, {path: .github/CODEOWNERS, or: [CODEOWNERS], template: templates/owners}]"
    plain, full = required(text)
    assert ("SECURITY.md", (), "templates/SECURITY.md") == (plain.path, plain.instead, plain.source)
    assert (".github/CODEOWNERS", ("CODEOWNERS",), "templates/owners") == (
        full.path,
        full.instead,
        full.source,
    )
    assert ("", ".github") == folders_of((plain, full))


def test_ci_is_any_workflow() -> None:
    (ci,) = required("[ci]")
    assert ".github/workflows/ci.yml" == ci.path
    assert "workflow-templates/ci.yml" == ci.source
    assert (".github/workflows",) == folders_of((ci,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("everything", ("3: rules.required-files: must be off, or a list of files",)),
        ("[3]", ("3: rules.required-files.0: must be a mapping",)),
        ("['../x']", (OUTSIDE,)),
        ("[/x]", (OUTSIDE,)),
        ("[.]", (OUTSIDE,)),
        ("['a//b']", (OUTSIDE,)),
        ("['*.md']", ("3: rules.required-files.0.path: name one file; patterns belong under `or`",)),
        (
            "[{path: a, or: ['*/b']}]",
            ("3: rules.required-files.0.or.0: only the file's name may have wildcards, not its folder",),
        ),
        (
            "[{path: a, template: secret/rotation.md}]",
            ("3: rules.required-files.0.template: must be below templates/ or workflow-templates/",),
        ),
        ("[{pth: a}]", (
            "3: rules.required-files.0.path: is missing",
            "3: rules.required-files.0.pth: unknown key; did you mean path?",
        )),
    ],
)  # fmt: skip
def test_a_mistake_says_what_to_write(text: str, expected: tuple[str, ...]) -> None:
    assert expected == said(text)


def test_what_was_written_by_the_model_is_read_by_it() -> None:
    found = parse("version: 1\nrules: {required-files: [ci, {path: a, or: [b]}]}\n")
    assert isinstance(found, Config)
    assert found == Config.model_validate(found.model_dump())
    assert found == Config.model_validate_json(found.model_dump_json())


@pytest.mark.parametrize("branch", ["main", "release/1.0", "odd-#1"])
def test_templates_are_workflows_for_that_branch(branch: str) -> None:
    for path, text in BUILT_IN.items():
        loaded = load(filled(text, branch), "safe", 100)
        assert isinstance(loaded, dict)
        assert "jobs" in loaded
        if path.endswith("ci.yml"):
            assert [branch] == loaded["on"]["push"]["branches"]
