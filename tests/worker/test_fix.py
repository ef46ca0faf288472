"""The fix job in a real checkout: what its outputs say of what the commands did."""

import os
from pathlib import Path

import pytest

from bot.decide.vetting import MAX_PATCH
from bot.model.effects import Order
from bot.worker.fix import fix
from bot.worker.job import BadJob
from bot.worker.patch import unpack
from tests.worker.conftest import ORDER, Desk, git_bytes


def ordered(*commands: str, rung: str = "autofix") -> Order:
    return ORDER.model_copy(update={"commands": commands, "rung": rung})


def applied(desk: Desk) -> dict[str, str]:
    """What the patch in the outputs does to a fresh checkout: path -> status letter."""
    given = desk.outputs()
    patch = unpack(given["patch"], given["patch_length"], given["patch_sha256"])
    desk.git("reset", "--quiet", "--hard", given["base"])
    desk.git("clean", "-fdq")
    git_bytes(desk.checkout, "apply", "--index", "-", stdin=patch)
    rows = desk.git("diff", "--cached", "--name-status", "--no-renames", "HEAD").splitlines()
    return {path: letter for letter, path in (row.split("\t") for row in rows)}


def test_a_command_that_changes_nothing_makes_nothing(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    assert 0 == fix(desk.job(ordered("true")))
    assert ("false", "", "0") == tuple(desk.outputs()[n] for n in ("made", "patch", "patch_length"))
    assert "::notice title=Andon::autofix changed nothing" in capfd.readouterr().out


def test_changed_new_binary_and_deleted_files_are_in_the_patch(desk: Desk) -> None:
    command = (
        "sed -i s/broken/mended/ app.py; printf '\\0\\377' > data.bin; rm old.txt;"
        " mkdir -p 'new folder'; echo hello > 'new folder/ü.txt'; chmod +x tests/test_app.py"
    )
    assert 0 == fix(desk.job(ordered(command)))
    assert "true" == desk.outputs()["made"]
    quoted = '"new folder/\\303\\274.txt"'
    assert {"app.py": "M", "data.bin": "M", "old.txt": "D", quoted: "A", "tests/test_app.py": "M"} == applied(
        desk
    )
    assert "x = 'mended'\n" == (desk.checkout / "app.py").read_text()


def test_ignored_files_are_not_in_the_patch(desk: Desk) -> None:
    assert 0 == fix(desk.job(ordered("mkdir ignored; echo cache > ignored/a; echo y > b.txt")))
    assert {"b.txt": "A"} == applied(desk)


def test_a_command_that_commits_its_change_has_it_in_the_patch(desk: Desk) -> None:
    command = "echo y > b.txt; git add b.txt; git -c user.name=t -c user.email=t@example.org commit -qm More"
    assert 0 == fix(desk.job(ordered(command)))
    assert {"b.txt": "A"} == applied(desk)


def test_what_a_command_configures_does_not_change_how_the_patch_is_written(desk: Desk) -> None:
    settings = ("diff.noprefix true", "diff.mnemonicPrefix true", "diff.renames copies", "color.ui always")
    command = "; ".join(f"git config {one}" for one in settings) + "; sed -i s/broken/mended/ app.py"
    assert 0 == fix(desk.job(ordered(command)))
    for name in ("diff.noprefix", "diff.mnemonicPrefix", "diff.renames", "color.ui"):
        desk.git("config", "--unset", name)
    assert {"app.py": "M"} == applied(desk)


@pytest.mark.parametrize("attributes", ("* -diff\n", "* binary\n", "* -text diff=blind\n"))
def test_what_attributes_hide_is_in_the_patch(desk: Desk, attributes: str) -> None:
    (desk.checkout / ".gitattributes").write_text(attributes)
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", "Hide")
    assert 0 == fix(desk.job(ordered("sed -i s/broken/mended/ app.py; printf '\\0\\377' > data.bin")))
    assert {"app.py": "M", "data.bin": "M"} == applied(desk)
    assert (b"x = 'mended'\n", b"\0\377") == tuple(
        (desk.checkout / name).read_bytes() for name in ("app.py", "data.bin")
    )


def test_a_failing_command_counts_by_what_it_changed(desk: Desk) -> None:
    assert 0 == fix(desk.job(ordered("sed -i s/broken/mended/ app.py; exit 3")))
    assert {"app.py": "M"} == applied(desk)


def test_commands_run_one_after_the_other_in_the_checkout(desk: Desk) -> None:
    assert 0 == fix(desk.job(ordered("echo one > n.txt", "echo two >> n.txt", "pwd > where.txt")))
    assert ("one\ntwo\n", f"{desk.checkout}\n") == (
        (desk.checkout / "n.txt").read_text(),
        (desk.checkout / "where.txt").read_text(),
    )


def test_a_command_that_is_not_installed_fails_and_says_what_to_do(
    desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    assert 1 == fix(desk.job(ordered("nosuchlinter --fix .")))
    told = "::error title=Andon::`nosuchlinter --fix .` cannot be run: install it in the repository's setup"
    assert told in capfd.readouterr().out
    assert {} == desk.outputs()


def test_a_change_that_is_too_large_fails_and_gives_no_patch(
    desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    assert 1 == fix(desk.job(ordered(f"head -c {MAX_PATCH} /dev/urandom > big.bin")))
    assert f"at most {MAX_PATCH} are proposed" in capfd.readouterr().out
    assert {} == desk.outputs()


def test_a_rung_without_a_fixer_is_refused_with_the_known_ones(desk: Desk) -> None:
    with pytest.raises(BadJob, match="there is no fixer 'pray'; known: autofix"):
        fix(desk.job(ordered("true", rung="pray")))


def test_commands_see_nothing_that_could_speak_for_the_job(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = {
        "ANDON_GITHUB_TOKEN": "ghs_secret1",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "secret2",
        "ACTIONS_RUNTIME_TOKEN": "secret3",
        "GITHUB_TOKEN": "ghs_secret4",
        "GITHUB_OUTPUT": "/secret5",
        "INPUT_TOKEN": "secret6",
        "RUNNER_TEMP": "/secret7",
    }
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    assert 0 == fix(desk.job(ordered("env > seen.txt")))
    seen = (desk.checkout / "seen.txt").read_text()
    assert [] == [value for value in secrets.values() if value in seen]
    assert f"PATH={os.environ['PATH']}" in seen


def test_what_commands_print_is_in_the_log_but_commands_the_runner_to_nothing(
    desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    assert 0 == fix(desk.job(ordered("echo '::set-output name=made::true'; echo plain >&2")))
    printed = capfd.readouterr().out
    assert ("::set-output" in printed, "plain" in printed) == (False, True)


def test_hooks_of_the_checkout_do_not_run(desk: Desk, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    hook = f"printf '#!/bin/sh\\ntouch {trace}\\n' > .git/hooks/post-index-change"
    command = f"{hook}; chmod +x .git/hooks/post-index-change; sed -i s/broken/mended/ app.py"
    assert 0 == fix(desk.job(ordered(command)))
    assert not trace.exists()
