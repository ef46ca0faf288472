"""The propose job on real git: what a patch may not do, whatever it says it does."""

import asyncio
from pathlib import Path

import pytest

from bot.decide.vetting import added, vet_patch
from bot.model.effects import Order
from bot.worker.git import GitFailed
from bot.worker.patch import pack
from bot.worker.propose import apply, changed, propose
from tests.worker.conftest import ORDER, Desk, git_bytes, write

TOKEN = "ghp_" + "a" * 36


def said(desk: Desk, capfd: pytest.CaptureFixture[str], patch: bytes, order: Order = ORDER) -> str:
    """Why the propose job proposes nothing. It has no way to ask for a token: it must not come to that."""
    packed = pack(patch)
    given = {
        "ANDON_PATCH": packed.text,
        "ANDON_PATCH_LENGTH": str(packed.length),
        "ANDON_PATCH_SHA256": packed.sha256,
    }
    assert 1 == asyncio.run(propose(desk.job(order, **given)))
    return capfd.readouterr().out.strip()


def refusal(why: str) -> str:
    return f"::error title=Andon::not proposed: {why}"


def new_file(path: str, text: str, mode: str = "100644") -> bytes:
    """A patch that adds a file, written by hand."""
    lines = text.splitlines()
    body = "".join(f"+{line}\n" for line in lines)
    head = f"diff --git a/{path} b/{path}\nnew file mode {mode}\n--- /dev/null\n+++ b/{path}\n"
    return f"{head}@@ -0,0 +1,{len(lines)} @@\n{body}".encode()


def test_what_is_staged_is_told_file_by_file(desk: Desk) -> None:
    apply(
        desk.checkout,
        desk.patch({"app.py": "x = 'mended'\n", "old.txt": None, "ü.txt": "new\n", "data.bin": b"\x00\x09"}),
    )
    found = {file.path: (file.status, file.patch is None) for file in changed(desk.checkout)}
    assert {
        "app.py": ("modified", False),
        "data.bin": ("modified", True),
        "old.txt": ("removed", False),
        "ü.txt": ("added", False),
    } == found


def test_a_symlink_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    (desk.checkout / "link").symlink_to("/etc/passwd")
    desk.git("add", "--all")
    patch = git_bytes(desk.checkout, "diff", "--cached", "--binary", "HEAD")
    desk.git("reset", "--quiet", "--hard", "HEAD")
    assert refusal("link would become a symlink") == said(desk, capfd, patch)


def test_a_file_that_becomes_a_symlink_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    (desk.checkout / "old.txt").unlink()
    (desk.checkout / "old.txt").symlink_to("app.py")
    desk.git("add", "--all")
    patch = git_bytes(desk.checkout, "diff", "--cached", "--binary", "HEAD")
    desk.git("reset", "--quiet", "--hard", "HEAD")
    assert refusal("old.txt would become a symlink") == said(desk, capfd, patch)


def test_a_submodule_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    patch = new_file("vendor", f"Subproject commit {'1' * 40}", mode="160000")
    assert refusal("vendor would become a submodule") == said(desk, capfd, patch)


def test_a_write_through_a_symlink_does_not_apply(
    desk: Desk, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    link = f"diff --git a/out b/out\nnew file mode 120000\n--- /dev/null\n+++ b/out\n@@ -0,0 +1 @@\n+{tmp_path}\n"
    patch = (link + "\\ No newline at end of file\n").encode() + new_file("out/evil", "x")
    assert "not proposed: git apply" in said(desk, capfd, patch)
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("path", ("../evil", "/tmp/evil", ".git/hooks/pre-commit", "a/../../evil"))  # noqa: S108
def test_a_path_out_of_the_checkout_does_not_apply(
    desk: Desk, capfd: pytest.CaptureFixture[str], path: str
) -> None:
    before = sorted(desk.checkout.parent.rglob("*"))
    assert "not proposed: git apply" in said(desk, capfd, new_file(path, "x"))
    assert before == sorted(desk.checkout.parent.rglob("*"))


@pytest.mark.parametrize(
    "path",
    (".github/workflows/ci.yml", ".github/andon.yml", "CODEOWNERS", "sub/.gitattributes", ".gitmodules"),
)
def test_a_protected_path_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str], path: str) -> None:
    assert refusal(f"{path} is protected") in said(desk, capfd, desk.patch({path: "on: never\n"}))


def test_a_path_that_the_order_protects_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    order = ORDER.model_copy(update={"protect": ("migrations/**",)})
    patch = desk.patch({"migrations/1.sql": "drop table\n"})
    assert refusal("migrations/1.sql is protected") == said(desk, capfd, patch, order)


def test_a_path_that_the_repository_protects_is_refused_whatever_the_order_says(
    desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    write(desk.checkout, {".github/andon.yml": "version: 1\nfix: {protect: ['migrations/**']}\n"})
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", "Protect")
    patch = desk.patch({"migrations/1.sql": "drop table\n"})
    assert refusal("migrations/1.sql is protected") == said(desk, capfd, patch)


def test_a_secret_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    patch = desk.patch({"settings.py": f"TOKEN = '{TOKEN}'\n"})
    assert refusal("settings.py would contain what looks like a secret") == said(desk, capfd, patch)


def test_a_file_whose_name_git_would_take_for_a_pattern_is_looked_into(
    desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    name = ":(exclude)*"
    patch = new_file(name, f"TOKEN = '{TOKEN}'")
    assert refusal(f"{name} would contain what looks like a secret") == said(desk, capfd, patch)


def test_a_deleted_test_file_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    patch = desk.patch({"tests/test_app.py": None})
    assert refusal("it removes the test file tests/test_app.py") == said(desk, capfd, patch)


def test_a_test_file_that_is_renamed_away_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    patch = (
        b"diff --git a/tests/test_app.py b/docs/app.txt\nsimilarity index 100%\n"
        b"rename from tests/test_app.py\nrename to docs/app.txt\n"
    )
    assert refusal("it removes the test file tests/test_app.py") == said(desk, capfd, patch)


def test_a_removed_test_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    patch = desk.patch({"tests/test_app.py": "def test_x():\n    assert True\n"})
    assert "it removes the test `test_y`" in said(desk, capfd, patch)


def test_a_patch_that_does_not_apply_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    patch = desk.patch({"app.py": "x = 'mended'\n"}).replace(b"-x = 'broken'", b"-x = 'other'")
    assert "not proposed: git apply: error: patch failed: app.py:1" in said(desk, capfd, patch)
    assert "" == desk.git("status", "--porcelain")


def test_a_patch_that_changes_nothing_is_refused(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    assert "not proposed: git apply" in said(desk, capfd, b"nothing to see here\n")


@pytest.mark.parametrize(
    "head",
    (
        "diff --git a/README b/README\n--- a/.github/workflows/ci.yml\n+++ b/.github/workflows/ci.yml\n",
        "--- a/README\n+++ b/.github/workflows/ci.yml\n",
        "diff --git a/app.py b/app.py\n--- a/app.py\n+++ b/app.py\n@@ -1 +1 @@\n-x = 'broken'\n+x = 'y'\n"
        "--- a/.github/workflows/ci.yml\n+++ b/.github/workflows/ci.yml\n",
    ),
)
def test_forged_headers_do_not_hide_what_changes(
    desk: Desk, capfd: pytest.CaptureFixture[str], head: str
) -> None:
    patch = f"{head}@@ -1 +1 @@\n-on: push\n+on: never\n".encode()
    told = said(desk, capfd, patch)
    assert refusal(".github/workflows/ci.yml is protected") == told or "not proposed: git apply" in told


@pytest.mark.parametrize("branch", ("main", "andon/8-1", "andon/7-1:refs/heads/main", "../main"))
def test_an_order_for_any_other_branch_than_the_attempts_own_is_refused(
    desk: Desk, capfd: pytest.CaptureFixture[str], branch: str
) -> None:
    order = ORDER.model_copy(update={"branch": branch})
    patch = desk.patch({"app.py": "x = 'mended'\n"})
    assert refusal(f"the order's branch is {branch!r}, not 'andon/7-1'") == said(desk, capfd, patch, order)


def test_a_withheld_patch_is_not_proposed(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    assert 1 == asyncio.run(propose(desk.job()))
    why = "no patch arrived; GitHub drops an output that contains a masked value"
    assert refusal(why) == capfd.readouterr().out.strip()


def test_a_reason_that_holds_a_token_is_not_told(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    order = ORDER.model_copy(update={"branch": TOKEN})
    assert TOKEN not in said(desk, capfd, desk.patch({"app.py": "x\n"}), order)


HIDING = (
    pytest.param({".gitattributes": "*.py -diff\n"}, (), id="in the repository"),
    pytest.param({".gitattributes": "*.py binary\n"}, (), id="as binary"),
    pytest.param({".git/info/attributes": "*.py -diff\n"}, (), id="beside the repository"),
    pytest.param({"../home/.config/git/attributes": "*.py -diff\n"}, (), id="in the home folder"),
    pytest.param(
        {".gitattributes": "*.py diff=blind\n"}, ("diff.blind.textconv", "true"), id="by a converter"
    ),
    pytest.param({".gitattributes": "*.py diff=blind\n"}, ("diff.blind.command", "true"), id="by a command"),
    pytest.param({".gitattributes": "*.py diff=blind\n"}, ("diff.blind.binary", "true"), id="by a driver"),
    pytest.param({}, ("diff.external", "true"), id="by an external diff"),
    pytest.param({}, ("color.ui", "always"), id="in colours"),
)
"""Ways to keep `git diff` from showing what changes: files, and a setting of the checkout."""


def hide(
    desk: Desk, files: dict[str, str], setting: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let the checkout hide what changes, in its own history where that can be."""
    monkeypatch.setenv("HOME", str(desk.checkout.parent / "home"))
    write(desk.checkout, files)
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--allow-empty", "--message", "Hide")
    if setting:
        desk.git("config", *setting)


@pytest.mark.parametrize(("files", "setting"), HIDING)
def test_no_attribute_or_setting_hides_what_changes(
    desk: Desk,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    setting: tuple[str, ...],
) -> None:
    patch = desk.patch({"app.py": f"TOKEN = '{TOKEN}'\n", "tests/test_app.py": "def test_x(): ...\n"})
    hide(desk, files, setting, monkeypatch)
    told = said(desk, capfd, patch)
    assert "app.py would contain what looks like a secret; it removes the test `test_y`" in told


@pytest.mark.parametrize(("files", "setting"), HIDING)
def test_a_file_that_attributes_call_binary_is_looked_into_and_may_change(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], setting: tuple[str, ...]
) -> None:
    patch = desk.patch({"app.py": "x = 'mended'\n"})
    hide(desk, files, setting, monkeypatch)
    apply(desk.checkout, patch)
    (found,) = changed(desk.checkout)
    assert (("x = 'mended'",), ()) == (added(found), vet_patch((found,), len(patch), ()))


@pytest.mark.parametrize("kind", ("", "*.bin diff\n", "*.bin text\n"))
def test_what_is_really_binary_could_not_be_looked_into_whatever_attributes_say(
    desk: Desk, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    late = b"x = 1\n" * 3000 + b"\0"  # git itself looks for a NUL in the first 8000 bytes alone
    patch = desk.patch({"data.bin": b"\0\1\3", "late.bin": late})
    hide(desk, {".gitattributes": kind}, (), monkeypatch)
    why = "data.bin could not be looked into; late.bin could not be looked into"
    assert refusal(why) == said(desk, capfd, patch)


@pytest.mark.parametrize("where", (".gitmodules", ".git/config"))
def test_a_submodule_that_the_repository_ignores_does_not_move_unseen(
    desk: Desk, capfd: pytest.CaptureFixture[str], where: str
) -> None:
    old, new = "1" * 40, "2" * 40
    ignored = '[submodule "vendor"]\n\tpath = vendor\n\turl = https://example.org/vendor\n\tignore = all\n'
    with (desk.checkout / where).open("a") as file:
        file.write(ignored)
    (desk.checkout / "vendor").mkdir()
    desk.git("add", "--all")
    desk.git("update-index", "--add", "--cacheinfo", f"160000,{old},vendor")
    desk.git("commit", "--quiet", "--message", "Vendor")
    patch = (
        f"diff --git a/vendor b/vendor\nindex {old[:7]}..{new[:7]} 160000\n--- a/vendor\n+++ b/vendor\n"
        f"@@ -1 +1 @@\n-Subproject commit {old}\n+Subproject commit {new}\n"
    ).encode() + desk.patch({"app.py": "x = 'mended'\n"})
    assert "vendor would become a submodule" in said(desk, capfd, patch)


def test_git_says_what_failed(desk: Desk) -> None:
    with pytest.raises(GitFailed, match="git apply: error: "):
        apply(desk.checkout, b"diff --git a/x b/x\n")
