"""What the pages say, where it can be held against the code: links, commands, keys, the caller workflow."""

import re
from pathlib import Path
from typing import Any, cast

import pytest
from ruamel.yaml import YAML

from bot.__main__ import main
from bot.app.settings import WANTED
from bot.model.config import Config, parse
from bot.model.organisation import Organisation
from bot.model.runs import WORKER_WORKFLOW
from bot.model.value import Value

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("cassettes/*.md"),
        *ROOT.glob("tests/line/*.md"),
    )
)
LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(#[^)\s]*)?\)")


def page(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives a page's headings."""
    headings = re.findall(r"(?m)^#+ (.*)$", path.read_text(encoding="utf-8"))
    return {"#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def blocks(path: str, kind: str) -> list[str]:
    """The page's code blocks of a kind."""
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```$", page(path))


def loaded(text: str) -> dict[str, Any]:
    return cast(Any, YAML(typ="safe")).load(text)


def rows(path: str) -> list[str]:
    """The first cell of every table row of a page that begins with code."""
    return re.findall(r"(?m)^\| (`[^|]*(?:\\\|[^|]*)*) \|", page(path))


def keys(model: type[Value], above: str = "") -> set[str]:
    """The dotted keys of a configuration."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        kind = field.annotation
        nested = isinstance(kind, type) and issubclass(kind, Value)
        key = above + (field.alias or name)
        found |= keys(cast("type[Value]", kind), f"{key}.") if nested else {key}
    return found


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(path: str) -> None:
    lost: list[str] = []
    for target, anchor in LINK.findall(page(path)):
        there = (ROOT / path).parent / target if target else ROOT / path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            lost.append(target + anchor)
    assert [] == lost


def test_every_trap_with_a_test_is_told() -> None:
    tested = {path.name for path in (ROOT / "tests/traps").glob("test_trap_*.py")}
    assert tested == set(re.findall(r"/tests/traps/(test_trap_\w+\.py)\)", page("docs/platform-traps.md")))


def test_the_readme_names_every_command() -> None:
    named = {cell.split()[1].rstrip("`") for cell in rows("README.md") if cell.startswith("`andon ")}
    assert set(main.commands) == named


def test_the_readme_names_what_the_server_must_be_told() -> None:
    named = {
        cell.strip("`").removesuffix("_FILE") for cell in rows("README.md") if cell.startswith("`ANDON_")
    }
    assert set(WANTED) == named


def test_every_key_of_the_configuration_has_its_row() -> None:
    own = keys(Organisation) - keys(Config)
    own = {"fuse" if key.startswith("fuse") else key for key in own}
    assert keys(Config) | own == {cell.strip("`") for cell in rows("docs/configuration.md")}


def test_the_readmes_configuration_is_one() -> None:
    (text,) = (block for block in blocks("README.md", "yaml") if block.startswith("version:"))
    assert isinstance(parse(text), Config)


def test_the_caller_workflow_fits_the_worker_that_it_calls() -> None:
    (text,) = (block for block in blocks("README.md", "yaml") if "workflow_dispatch" in block)
    caller, worker = loaded(text), loaded(page(".github/workflows/worker.yml"))
    (job,) = caller["jobs"].values()
    wanted = worker["on"]["workflow_call"]["inputs"]
    given = caller["on"]["workflow_dispatch"]["inputs"]
    assert {name: (one["required"], one["type"]) for name, one in wanted.items()} == {
        name: (one["required"], one["type"]) for name, one in given.items()
    }
    assert {name: f"${{{{ inputs.{name} }}}}" for name in wanted} == job["with"]
    used = {grant for one in worker["jobs"].values() for grant in one["permissions"].items()}
    assert used == set(job["permissions"].items())
    assert ("${{ inputs.nonce }}" in caller["run-name"], {}) == (True, caller["permissions"])
    assert re.match(r"[\w-]+/[\w-]+/\.github/workflows/worker\.yml@", job["uses"])
    assert f"`{WORKER_WORKFLOW}`" in page("README.md")
