"""The path that a log names, and the file of the commit that is meant."""

import pytest

from bot.orient.places import LONGEST, file_of

FILES = (
    "web/src/a.ts",
    "api/src/b.ts",
    "web/src/b.ts",
    "src/test/java/com/acme/CartTest.java",
    "setup.py",
    "lib/setup.py",
)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("web/src/a.ts", "web/src/a.ts"),
        ("src/a.ts", "web/src/a.ts"),
        ("src/b.ts", None),
        ("com/acme/CartTest.java", "src/test/java/com/acme/CartTest.java"),
        ("/build/x1/web/src/a.ts", "web/src/a.ts"),
        ("C:\\agent\\web\\src\\a.ts", "web/src/a.ts"),
        ("../src/a.ts", "web/src/a.ts"),
        ("setup.py", "setup.py"),
        ("/usr/lib/python3/setup.py", None),
        ("gone.py", None),
        ("/", None),
        ("", None),
        ("a\nb.py", None),
        ("x/" * LONGEST, None),
    ],
)
def test_a_path_is_the_one_file_that_it_can_mean(path: str, file: str | None) -> None:
    assert file == file_of(path, FILES)


@pytest.mark.parametrize(
    ("path", "file"),
    [("src/a.py", "src/a.py"), ("/srv/a.py", None), ("../a.py", None), ("~/a.py", None), ("C:/a.py", None)],
)
def test_where_the_files_are_not_known_a_relative_path_is_taken_at_its_word(
    path: str, file: str | None
) -> None:
    assert file == file_of(path, None)
