"""Which configuration is in force: the newest valid one on the default branch, over the organisation's."""

from bot.sandbox import Sandbox
from tests.observe.seeing import seen
from tests.rig import Rig, make_rig

PATH = ".github/andon.yml"
ENFORCE = "version: 1\nmode: enforce\n"
BROKEN = "version: 1\nmode: enforced\n"


def mode(rig: Rig) -> str | None:
    found = seen(rig).config
    return found.mode if found else None


def wrong(rig: Rig) -> list[str]:
    found = seen(rig).mistakes
    return list(found.invalid.words) if found else []


def organisation(gh: Sandbox, text: str):
    return gh.repository("acme/.github", {"andon.yml": text})


def test_the_last_valid_version_holds_while_the_file_is_broken(gh: Sandbox) -> None:
    rig = make_rig(gh, {PATH: "version: 1\nmode: warn\n"})
    rig.repo.commit({PATH: ENFORCE})
    rig.repo.commit({"README.md": "hello\n"})
    rig.repo.commit({PATH: BROKEN})
    rig.repo.commit({PATH: "[\n"})
    assert "enforce" == mode(rig)
    assert wrong(rig)[0].startswith(".github/andon.yml:")
    rig.repo.commit({PATH: "version: 1\nmode: warn\n"})
    assert ("warn", []) == (mode(rig), wrong(rig))


def test_a_file_that_never_was_valid_is_in_force_nowhere(gh: Sandbox) -> None:
    rig = make_rig(gh, {PATH: BROKEN})
    assert (None, 1) == (mode(rig), len(wrong(rig)))


def test_a_removed_file_is_no_mistake(gh: Sandbox) -> None:
    rig = make_rig(gh, {PATH: ENFORCE})
    rig.repo.commit({PATH: None})
    assert (None, []) == (mode(rig), wrong(rig))


def test_of_a_file_that_was_broken_twenty_times_over_nothing_is_in_force(gh: Sandbox) -> None:
    rig = make_rig(gh, {PATH: ENFORCE})
    for n in range(20):
        rig.repo.commit({PATH: f"version: 1\nmode: enforced\n# {n}\n"})
    assert (None, 1, False) == (mode(rig), len(wrong(rig)), seen(rig).lacks("config"))


def test_versions_that_cannot_be_read_leave_the_configuration_unread(gh: Sandbox) -> None:
    rig = make_rig(gh, {PATH: ENFORCE})
    rig.repo.commit({PATH: BROKEN})
    gh.break_field("Commit.file")
    assert seen(rig).lacks("config")


def test_the_organisations_file_lies_beneath(gh: Sandbox) -> None:
    rig = make_rig(gh, {PATH: "version: 1\nextends: org\nmode: warn\n"})
    organisation(gh, "version: 1\nmode: enforce\nline: {ignore: [docs]}\n")
    found = seen(rig)
    assert found.config is not None
    assert ("warn", ("docs",), None) == (found.config.mode, found.config.line.ignore, found.mistakes)


def test_without_a_file_of_its_own_the_organisations_may_hold(gh: Sandbox) -> None:
    rig = make_rig(gh, {PATH: None})
    organisation(gh, ENFORCE + 'applies_to: ["*"]\n')
    assert "enforce" == mode(rig)


def test_extending_an_organisation_without_a_file_is_a_mistake(gh: Sandbox) -> None:
    rig = make_rig(gh, {PATH: "version: 1\nextends: org\n"})
    assert [
        ".github/andon.yml:2: extends: there is no andon.yml in acme/.github, or the App cannot see it"
    ] == wrong(rig)


def test_a_broken_file_of_the_organisation_leaves_its_last_valid_version_in_force(gh: Sandbox) -> None:
    rig = make_rig(gh, {PATH: "version: 1\nextends: org\n"})
    org = organisation(gh, ENFORCE)
    org.commit({"andon.yml": BROKEN})
    (mistake,) = wrong(rig)
    assert ("enforce", True) == (
        mode(rig),
        mistake.startswith("acme/.github/andon.yml:2: mode: must be 'off'"),
    )


def test_a_pull_request_is_not_judged_by_its_own_version(gh: Sandbox) -> None:
    rig = make_rig(gh, {PATH: ENFORCE})
    rig.repo.branch("lax")
    rig.repo.commit({PATH: "version: 1\nmode: 'off'\n"}, "lax", by="bob")
    rig.repo.pull("lax", by="bob")
    assert "enforce" == mode(rig)


def test_the_check_that_shows_the_mistakes_is_seen_once_it_is_there(gh: Sandbox) -> None:
    rig = make_rig(gh, {PATH: ENFORCE})
    rig.repo.commit({PATH: BROKEN})
    gh.idle()
    looked = rig.make_pass()
    assert ["show-mistakes", "open-job"] == rig.kinds(looked)
    (check,) = rig.repo.checks(rig.repo.head(), "Andon config")
    assert ("failure", ".github/andon.yml: 1 mistake") == (check.conclusion, check.title)
    found = seen(rig).mistakes
    assert found is not None
    assert found.check is not None
    assert check.id == found.check.id
    assert "show-mistakes" not in rig.kinds(rig.make_pass())
