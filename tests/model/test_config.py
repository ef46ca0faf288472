"""The configuration: what is taken, and every mistake with its line and what to do about it."""

from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.model.config import Config, parse
from bot.model.config_text import MAX_BYTES, UNREADABLE, Invalid
from bot.model.organisation import schema_of

COMPLETE = """\
version: 1
mode: enforce
line:
  events: [push, schedule]
  ignore: ["codecov/*"]
  confirm: {reruns: 2, within: 15m}
fix:
  ladder: [rerun, autofix, person]
  autofix: ["ruff check --fix .", "ruff format ."]
  merge: auto
  protect: ["migrations/**"]
"""


def valid(text: str) -> Config:
    found = parse(text)
    assert isinstance(found, Config)
    return found


def said(text: str) -> list[str]:
    found = parse(text)
    assert isinstance(found, Invalid)
    return [words.removeprefix(".github/andon.yml:") for words in found.words]


def test_a_complete_file_is_taken_as_written() -> None:
    config = valid(COMPLETE)
    assert ("enforce", ("push", "schedule"), ("codecov/*",)) == (
        config.mode,
        config.line.events,
        config.line.ignore,
    )
    assert (2, timedelta(minutes=15)) == (config.line.confirm.reruns, config.line.confirm.within)
    assert (("rerun", "autofix", "person"), "auto", ("migrations/**",)) == (
        config.fix.ladder,
        config.fix.merge,
        config.fix.protect,
    )
    assert ("ruff check --fix .", "ruff format .") == config.fix.autofix


def test_the_least_file_watches_and_writes_nothing() -> None:
    config = valid("version: 1\n")
    assert ("shadow", ("push",), 1, "auto", "approve") == (
        config.mode,
        config.line.events,
        config.line.confirm.reruns,
        config.line.confirm.within,
        config.fix.merge,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90s", timedelta(seconds=90)),
        ("10m", timedelta(minutes=10)),
        ("4h", timedelta(hours=4)),
        ("7d", timedelta(days=7)),
        ("auto", "auto"),
    ],
)
def test_durations_are_read(text: str, expected: object) -> None:
    assert expected == valid(f"version: 1\nline: {{confirm: {{within: {text}}}}}").line.confirm.within


def test_what_was_written_by_the_model_is_read_by_it() -> None:
    config = valid(COMPLETE)
    assert config == Config.model_validate(config.model_dump())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1: the file must be a mapping that starts with `version: 1`"]),
        ("- version\n", ["1: the file must be a mapping that starts with `version: 1`"]),
        ("mode: warn\n", ["1: version: is missing; start the file with `version: 1`"]),
        ("mode: warn\nversion: 2\n", ["2: version: must be 1, not 2"]),
        ("version: 1\nmod: warn\n", ["2: mod: unknown key; did you mean mode?"]),
        (
            "version: 1\nfunction-x: 1\n",
            [
                "2: function-x: unknown key; known here: after_green, annotate, demote, extends, fix, line, mode, people, "
                "rules, version"
            ],
        ),
        (
            "version: 1\nline: {7: 1}\n",
            [
                "2: line.7: unknown key; known here: branches, confirm, events, green, ignore, lanes, lease,"
                " quarantine, unknown, unrelated"
            ],
        ),
        (
            "version: 1\nxyzzy: 1\n",
            [
                "2: xyzzy: unknown key; known here: after_green, annotate, demote, extends, fix, line, mode, people, "
                "rules, version"
            ],
        ),
        (
            "version: 1\nmode: enforced\n",
            ["2: mode: must be 'off', 'shadow', 'warn' or 'enforce', not 'enforced'; did you mean enforce?"],
        ),
        ("version: 1\nmode: 7\n", ["2: mode: must be 'off', 'shadow', 'warn' or 'enforce', not 7"]),
        ("version: 1\nline:\n  confrim: {}\n", ["3: line.confrim: unknown key; did you mean confirm?"]),
        (
            "version: 1\nline:\n  confirm:\n    rerun: 1\n",
            ["4: line.confirm.rerun: unknown key; did you mean reruns?"],
        ),
        (
            "version: 1\nline:\n  confirm:\n    within: soon\n",
            ["4: line.confirm.within: write a duration such as 90s, 10m, 4h or 7d"],
        ),
        (
            "version: 1\nline:\n  confirm: {reruns: 9}\n",
            ["3: line.confirm.reruns: input should be less than or equal to 3"],
        ),
        (
            "version: 1\nline: [a]\n",
            ["2: line: must be a mapping"],
        ),
        (
            "version: 1\nline:\n  events: []\n",
            ["3: line.events: needs at least one entry"],
        ),
        ("version: 1\nfix:\n  autofix: ['']\n", ["3: fix.autofix: an entry is empty"]),
        (
            "version: 1\nfix:\n  autofix:\n    - a\n    - 3\n",
            ["5: fix.autofix.1: must be text; put it in quotes"],
        ),
        (
            "version: 1\nfix:\n  ladder: [autofixx]\n",
            [
                "3: fix.ladder.0: must be 'rerun', 'autofix' or 'person', not 'autofixx'; did you mean autofix?"
            ],
        ),
        ("version: 1\nfix: {ladder: {a: 1}}\n", ["2: fix.ladder: must be a list"]),
        (
            "version: 1\nline: {green: some}\n",
            ["2: line.green: write auto, required, all or a list of names such as [test, 'e2e *']"],
        ),
        ("version: 1\na: " + "[" * 31, ["1: not valid YAML: brackets are nested too deep"]),
        ("version: 1\na: [\n", ["3: not valid YAML: expected the node content, but found '<stream end>'"]),
        (
            "version: 1\nversion: 1\n",
            ['2: not valid YAML: found duplicate key "version" with value "1" (original value: "1")'],
        ),
        ("version: 1\n---\nversion: 1\n", ["2: not valid YAML: but found another document"]),
        (
            "version: 1\nmode: \x00\n",
            ["1: not valid YAML: unacceptable character #x0000: special characters are not allowed"],
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_do(text: str, expected: list[str]) -> None:
    assert expected == said(text)


def test_every_mistake_is_told_at_once_by_line() -> None:
    text = "mode: warm\nline:\n  ignor: []\nfix:\n  merge: sometimes\n"
    assert ["1", "1", "3", "5"] == [words.partition(":")[0] for words in said(text)]


def test_the_path_is_told() -> None:
    found = parse("", "acme/.github/andon.yml")
    assert isinstance(found, Invalid)
    assert found.words[0].startswith("acme/.github/andon.yml:1: ")


def test_a_large_file_is_refused_unread() -> None:
    assert [f"1: the file is larger than {MAX_BYTES} bytes"] == said("version: 1\n#" + "é" * (MAX_BYTES // 2))


LAUGHS = "version: 1\na0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)


@pytest.mark.parametrize(
    "text",
    [LAUGHS, "version: 1\n" + "".join(" " * n + "a:\n" for n in range(40))],
    ids=["grows when copied", "deep"],
)
def test_a_file_that_would_not_end_is_refused(text: str) -> None:
    assert ["1: the file repeats or nests too much; write it out plainly"] == said(text)


def test_anchors_are_fine_in_measure() -> None:
    config = valid("version: 1\nline: {ignore: &same [a]}\nfix: {protect: *same}\n")
    assert (("a",), ("a",)) == (config.line.ignore, config.fix.protect)


KEYS = st.sampled_from(
    ("version", "mode", "line", "fix", "events", "confirm", "within", "ladder", "x", "~", "1", "<<")
)
SCALARS = st.sampled_from(
    (
        *(
            "1",
            "enforce",
            "auto",
            "10m",
            "[push]",
            "{}",
            "[]",
            "~",
            "*a",
            "&a b",
            "'",
            '"',
            "|",
            ">-",
            "? a",
            "- b",
        ),
        *(
            "!!x y",
            "!!int z",
            "!!timestamp x",
            "!!binary x",
            "!!float x",
            "!!set {a}",
            "!!omap [a]",
            "!!null x",
        ),
        *(
            "0o9",
            "1e999",
            ".nan",
            "2026-13-45",
            "2026-01-01T99:99:99Z",
            "0x",
            "1_",
            "-",
            "y",
            "=",
            "!!merge x",
        ),
        *("%", "@", "`", "\t", "{a: [b}", "<<: *a", "&a [*a]"),
    )
)
INDENTS = st.sampled_from(("", " ", "  ", "    "))
LINES: st.SearchStrategy[str] = st.builds("{}{}: {}\n".format, INDENTS, KEYS, SCALARS)
JOINED: st.SearchStrategy[str] = st.builds("".join, st.lists(LINES | SCALARS, max_size=8))


@settings(deadline=None, max_examples=400)
@given(st.text(max_size=80) | JOINED)
@example("version: 1\nfix: {autofix: !!binary aGVsbG8=}")
@example("a: &x 1\nb: &x 2\n")
@example("version: 1\na: &a [*a]\n")
@example("version: 1\na: &a {b: *a}\n")
@example("version: 1\na: " + "[" * 3000 + "]" * 3000)
@example("<<: !!set {}")
@example("version: 1\nline: {literal[: 1}")
@example("version: 1\nfix: {ladder: !!omap [autofix: x]}")
@example("version: 1\nfix: {ladder: !!set {autofixx}}")
@example("version: 1\nfix: {ladder: {autofixx: 1}}")
@example("version: 1\nline: &a {x: 1}\nfix: {<<: *a, <<: *a}")
@example("version: 1\n? [a, b]\n: 1\n")
@example("version: 1\n? {a: b}\n: 1\n")
@example("\ud800")
@example("version: 1\nmode: !!timestamp x")
@example("version: 1\nmode: 1e9999")
@example("version: 1\nline: {events: !!set {a, b}}")
@example("version: 1\n<<: 3\n")
@example("version: 1\n<<: [a]\n")
@example("%YAML 9.9\n---\nversion: 1\n")
@example("%YAML 1.1\n---\nversion: 1e3\n")
@example("version: 1\nline: {confirm: {reruns: 1" + "0" * 5000 + "}}")
def test_any_text_is_a_configuration_or_told_where_it_is_none(text: str) -> None:
    found = parse(text)
    if isinstance(found, Invalid):
        assert found.problems
        assert all(1 <= one.line <= text.count("\n") + 2 and "\n" not in one.text for one in found.problems)


def test_editors_get_a_schema_that_refuses_unknown_keys() -> None:
    told = schema_of(org=False)
    assert (False, ["version"]) == (told["additionalProperties"], told["required"])
    assert "^(auto|\\d{1,6}[smhd])$" == told["$defs"]["Confirm"]["properties"]["within"]["pattern"]


def test_a_file_that_cannot_be_read_says_so() -> None:
    assert ["1: the file is binary or too large to read"] == said(UNREADABLE)
