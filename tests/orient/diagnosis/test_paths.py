"""Paths as tools print them, and the repository's own."""

import pytest

from bot.orient.diagnosis.paths import in_repository, is_foreign


@pytest.mark.parametrize(
    ("printed", "root", "path"),
    [
        ("src/a.py", None, "src/a.py"),
        ("./src/a.py", None, "src/a.py"),
        ("/home/runner/work/shop/shop/src/a.py", None, "src/a.py"),
        ("/home/travis/build/acme/shop/a.rb", None, "a.rb"),
        ("D:\\a\\shop\\shop\\src\\a.cs", None, "src/a.cs"),
        ("file:///builds/acme/shop/a.kt", None, "a.kt"),
        ("/srv/checkout/src/a.py", "/srv/checkout/", "src/a.py"),
        ("/srv/checkout/src/a.py", None, "/srv/checkout/src/a.py"),
        ("/private/var/folders/x/y/T/shop/src/a.py", None, "src/a.py"),
    ],
)
def test_a_path_is_the_repositorys_own(printed: str, root: str | None, path: str) -> None:
    assert path == in_repository(printed, root)


@pytest.mark.parametrize(
    "path",
    [
        *("node_modules/a.js", "/x/site-packages/a.py", "<frozen a>", "node:fs", "/usr/lib/a"),
        "/home/runner/work/_temp/f3f6c1de-2c1e-4a2b-9d1b-1f1f1f1f1f1f.sh",
        "D:\\a\\_temp\\f3f6c1de.ps1",
        "/home/a/.cache/act/2b9c/act/workflow/1.sh",
    ],
)
def test_a_librarys_or_runners_file_is_foreign(path: str) -> None:
    assert (True, False) == (is_foreign(path), is_foreign("src/a.py"))
