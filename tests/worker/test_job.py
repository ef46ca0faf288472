"""A job's surroundings: inputs, outputs that cannot set another, words that are no commands."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.effects import Order
from bot.worker.job import BadJob, Job, annotate, from_environment, say

ORDER = Order(issue=12, attempt=1, rung="autofix", base="b" * 40, branch="andon/12-1")


def outputs(path: Path) -> dict[str, str]:
    """The outputs as GitHub reads them from the file."""
    found: dict[str, str] = {}
    lines = iter(path.read_text(encoding="utf-8").split("\n"))
    for line in lines:
        name, heredoc, mark = line.partition("<<")
        if heredoc:
            value: list[str] = []
            while (part := next(lines)) != mark:
                value.append(part)
            found[name] = "\n".join(value)
    return found


def test_a_variable_that_is_not_set_says_so() -> None:
    with pytest.raises(
        BadJob, match="GITHUB_REPOSITORY is not set; use Andon's worker workflow, which sets it"
    ):
        _ = Job({"GITHUB_REPOSITORY": ""}).repository


def test_the_order_is_read_from_its_variable() -> None:
    assert ORDER == Job({"ANDON_ORDER": ORDER.model_dump_json()}).order


@pytest.mark.parametrize("text", ["no json", "{}", "[]", '{"issue": 1, "surprise": 2}', "\udcff"])
def test_what_is_no_order_is_refused(text: str) -> None:
    with pytest.raises(BadJob, match="ANDON_ORDER is not an order: "):
        _ = Job({"ANDON_ORDER": text}).order


def test_the_repository_is_told_as_owner_and_name() -> None:
    assert {"owner": "acme", "repo": "shop"} == Job({"GITHUB_REPOSITORY": "acme/shop"}).repository


def test_the_checkout_is_where_github_says_or_here() -> None:
    assert Path("/somewhere") == Job({"GITHUB_WORKSPACE": "/somewhere"}).workspace
    assert Path() == Job({"GITHUB_WORKSPACE": ""}).workspace


def test_a_job_is_made_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANDON_NONCE", "n")
    assert "n" == from_environment().need("ANDON_NONCE")


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=80))
def test_an_output_holds_whatever_it_is_given_and_sets_no_other(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("job") / "output"
    Job({"GITHUB_OUTPUT": str(path)}).output(patch=f"a\nforged<<x\nyes\nx\n{text}", length="3")
    assert {"patch": f"a\nforged<<x\nyes\nx\n{text}", "length": "3"} == outputs(path)


def test_outputs_are_added_to_those_before(tmp_path: Path) -> None:
    job = Job({"GITHUB_OUTPUT": str(tmp_path / "output")})
    job.output(one="1")
    job.output(two="2")
    assert {"one": "1", "two": "2"} == outputs(tmp_path / "output")


def test_without_a_place_for_outputs_nothing_is_written() -> None:
    Job({}).output(one="1")


@pytest.mark.parametrize(
    "text",
    [
        "::error::x",
        "a\n::add-mask::x",
        "\t::set-output name=a::b",
        ":::warning::x",
        "##[error]x",
        "a ##[add-mask]x",
    ],
)
def test_what_is_said_is_no_command(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(text)
    said = capsys.readouterr().out
    assert not [line for line in said.splitlines() if line.strip().startswith("::")]
    assert "##[" not in said
    assert text.replace(" ", "") == said.replace(" ", "").rstrip("\n")


def test_an_annotation_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    annotate("error", "100 %\r\n::add-mask::x")
    assert "::error title=Andon::100 %25%0D%0A::add-mask::x\n" == capsys.readouterr().out
