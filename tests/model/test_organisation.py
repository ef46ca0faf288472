"""The organisation's file beneath a repository's: defaults, locks, and whom it holds for."""

import pytest

from bot.model.config import Config
from bot.model.config_text import Invalid
from bot.model.organisation import Texts, layered, mode_by, schema_of

ORG = """\
version: 1
mode: enforce
line: {ignore: ["codecov/*"], confirm: {reruns: 2}}
fix: {autofix: [make fix], merge: never}
locked: [fix.merge, line.confirm.reruns]
applies_to: ["shop-*"]
"""


def valid(own: str | None, org: str | None = ORG, repository: str = "acme/web") -> Config:
    found = layered(Texts(own=own, org=org), repository)
    assert isinstance(found, Config), found
    return found


def said(own: str | None, org: str | None = ORG, repository: str = "acme/web") -> list[str]:
    found = layered(Texts(own=own, org=org), repository)
    assert isinstance(found, Invalid), found
    return list(found.words)


def test_a_file_that_extends_the_organisations_has_its_own_on_top() -> None:
    found = valid("version: 1\nextends: org\nline: {ignore: [docs]}\nmode: warn\n")
    assert ("warn", ("docs",), 2, ("make fix",), "never") == (
        found.mode,
        found.line.ignore,
        found.line.confirm.reruns,
        found.fix.autofix,
        found.fix.merge,
    )


def test_a_file_that_extends_nothing_takes_only_what_is_locked() -> None:
    found = valid("version: 1\nmode: enforce\n")
    assert ((), 2, "never", ()) == (
        found.line.ignore,
        found.line.confirm.reruns,
        found.fix.merge,
        found.fix.autofix,
    )


def test_the_least_file_of_an_organisations_repository_is_three_lines() -> None:
    assert "enforce" == valid("version: 1\nextends: org\nmode: enforce\n").mode


@pytest.mark.parametrize(
    "own", ["version: 1\nfix: {merge: auto}\n", "version: 1\nextends: org\nfix:\n  merge: auto\n"]
)
def test_what_is_locked_cannot_be_set_otherwise(own: str) -> None:
    assert ["fix.merge: is locked by the organisation; remove it here"] == [
        words.split(": ", 1)[1] for words in said(own)
    ]


def test_what_is_locked_may_be_repeated() -> None:
    assert "never" == valid("version: 1\nfix: {merge: never}\n").fix.merge


def test_without_a_file_of_its_own_a_repository_is_under_the_organisations_only_if_named() -> None:
    assert "enforce" == valid(None, repository="acme/shop-web").mode
    assert None is layered(Texts(org=ORG), "acme/web")
    assert None is layered(Texts(), "acme/web")


def test_without_an_organisations_file_the_repositorys_stands_alone() -> None:
    assert "warn" == valid("version: 1\nmode: warn\n", None).mode
    assert [
        ".github/andon.yml:2: extends: there is no andon.yml in acme/.github, or the App cannot see it"
    ] == said("version: 1\nextends: org\n", None)


@pytest.mark.parametrize(
    ("org", "expected"),
    [
        ("version: 1\nlokced: []\n", ["acme/.github/andon.yml:2: lokced: unknown key; did you mean locked?"]),
        (
            "version: 1\nlocked: [mode, fix.marge]\n",
            ["acme/.github/andon.yml:2: locked.1: there is no key fix.marge"],
        ),
        (
            "version: 1\nlocked: [line.ignore.x]\n",
            ["acme/.github/andon.yml:2: locked.0: there is no key line.ignore.x"],
        ),
        ("version: 1\nextends: org\n", ["acme/.github/andon.yml:2: extends: this file extends nothing"]),
        (
            "[",
            ["acme/.github/andon.yml:1: not valid YAML: expected the node content, but found '<stream end>'"],
        ),
    ],
)
def test_a_mistake_in_the_organisations_file_is_told_as_its_own(org: str, expected: list[str]) -> None:
    found = said("version: 1\nextends: org\n", org)
    assert expected == found
    assert said(None, org, "acme/shop-web") == found


def test_a_mistake_in_the_repositorys_own_file_comes_first() -> None:
    assert [".github/andon.yml:1: version: is missing; start the file with `version: 1`"] == said(
        "mode: warn\n"
    )
    assert ".github/andon.yml:1: the file must be a mapping that starts with `version: 1`" == said("[]")[0]


def test_a_key_may_be_locked_at_its_default() -> None:
    org = "version: 1\nlocked: [mode]\n"
    assert "shadow" == valid("version: 1\n", org).mode
    assert [".github/andon.yml:2: mode: is locked by the organisation; remove it here"] == said(
        "version: 1\nmode: enforce\n", org
    )


def test_editors_get_a_schema_of_the_organisations_file_too() -> None:
    assert {"locked", "applies_to", "rings", "report", "fuse", "guard"} == set(
        schema_of(org=True)["properties"]
    ) - set(schema_of(org=False)["properties"])


RINGS = """\
version: 1
mode: warn
line: {ignore: [docs]}
applies_to: ["*"]
rings:
  canary: {repositories: ["infra-*", "try-*"], mode: enforce}
  early: {repositories: ["*-web", "infra-old"], mode: shadow}
"""
EXTENDS = "version: 1\nextends: org\n"
PLACE = "acme/.github/andon.yml"


@pytest.mark.parametrize(
    ("name", "own", "mode", "by"),
    [
        ("infra-dns", None, "enforce", f"ring canary of {PLACE}"),
        ("infra-old", None, "enforce", f"ring canary of {PLACE}"),
        ("shop-web", EXTENDS, "shadow", f"ring early of {PLACE}"),
        ("shop", None, "warn", PLACE),
        ("infra-dns", EXTENDS + "mode: off\n", "off", None),
        ("infra-dns", "version: 1\n", "shadow", None),
    ],
)
def test_the_first_ring_that_fits_gives_the_mode_and_nothing_else(
    name: str, own: str | None, mode: str, by: str | None
) -> None:
    repository, texts = f"acme/{name}", Texts(own=own, org=RINGS)
    found = valid(own, RINGS, repository)
    assert (mode, by) == (found.mode, mode_by(texts, repository))
    assert (own == "version: 1\n") == (found.line.ignore == ())


def test_a_locked_mode_is_that_of_the_ring_in_every_repository() -> None:
    locked, name = RINGS + "locked: [mode]\n", "acme/infra-dns"
    own = "version: 1\nmode: enforce\n"
    assert ("enforce", f"ring canary of {PLACE}") == (
        valid(own, locked, name).mode,
        mode_by(Texts(own=own, org=locked), name),
    )
    assert "enforce" == valid("version: 1\n", locked, name).mode
    assert ["mode: is locked by the organisation; remove it here"] == [
        words.split(": ", 1)[1] for words in said("version: 1\nmode: warn\n", locked, name)
    ]


def test_nobody_gives_a_mode_that_no_valid_file_of_the_organisation_sets() -> None:
    for org in (None, "version: 2\n", "version: 1\napplies_to: ['*']\n"):
        assert None is mode_by(Texts(own=None, org=org), "acme/shop")
    assert PLACE == mode_by(
        Texts(own="mode: [\n", org="version: 1\nmode: warn\nlocked: [mode]\n"), "acme/shop"
    )


def test_a_ring_names_repositories_and_a_mode() -> None:
    wrong = "version: 1\nrings: {canary: {repositories: [], mode: on}}\n"
    assert [
        f"{PLACE}:2: rings.canary.mode: must be 'off', 'shadow', 'warn' or 'enforce', not 'on'",
        f"{PLACE}:2: rings.canary.repositories: needs at least one entry",
    ] == said(None, wrong)
