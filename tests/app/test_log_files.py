"""`andon diagnose` of files as people have them: packed, as an archive of GitHub's, from Windows, or not there."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

FAILED = "FAILED test_cart.py::test_total - assert 2 == 3\n##[error]Process completed with exit code 1.\n"
PASSED = "0 errors, all is well\nerror: this one was expected\n"


def told(*given: str, sent: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["diagnose", *given], input=sent, env={"GITHUB_TOKEN": None})


def archive(**texts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, text in texts.items():
            whole.writestr(name, text)
    return packed.getvalue()


def named(result: Result) -> list[tuple[str, list[str]]]:
    found = json.loads(result.stdout)
    several = cast("list[dict[str, Any]]", found if isinstance(found, list) else [found])
    return [(one["of"], one["tests"]) for one in several]


@pytest.mark.parametrize(
    "text", [FAILED.encode(), FAILED.encode("utf-16"), b"\xef\xbb\xbf" + FAILED.encode()]
)
def test_a_log_is_read_packed_and_in_what_powershell_writes(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "a.log").write_bytes(text)
    (tmp_path / "a.log.gz").write_bytes(gzip.compress(text))
    for given in ("a.log", "a.log.gz"):
        path = str(tmp_path / given)
        assert [(path, ["test_cart.py::test_total"])] == named(told(path, "--json"))
    assert ["test_cart.py::test_total"] == named(told("-", "--json", sent=gzip.compress(text)))[0][1]


def test_of_githubs_archive_the_jobs_are_told_that_failed(tmp_path: Path) -> None:
    logs = {"0_lint.txt": PASSED, "lint/1_Set up job.txt": FAILED, "10_test (3.12).txt": FAILED}
    (tmp_path / "logs.zip").write_bytes(
        archive(**logs, **{"2_test (3.11).txt": FAILED, "test (3.11)/1_x.txt": ""})
    )
    tests = ["test_cart.py::test_total"]
    assert [("test (3.11)", tests), ("test (3.12)", tests)] == named(
        told(str(tmp_path / "logs.zip"), "--json")
    )


def test_of_another_archive_what_tells_of_a_failure_is_told(tmp_path: Path) -> None:
    report = "<testsuite><testcase name='adds'><failure message='no'/></testcase></testsuite>"
    fine = "<testsuite><testcase name='adds'/></testsuite>"
    texts = {"out/a.xml": fine, "out/b.xml": report, "out/shot.png": "error: no"}
    (tmp_path / "results.zip").write_bytes(archive(**texts))
    assert [("out/b.xml", ["adds"])] == named(told(str(tmp_path / "results.zip"), "--json"))
    (tmp_path / "fine.zip").write_bytes(archive(**{"a.xml": fine, "b.xml": fine}))
    assert 1 == told(str(tmp_path / "fine.zip")).exit_code


@pytest.mark.parametrize(
    ("name", "held", "why"),
    [
        ("cut.gz", gzip.compress(FAILED.encode() * 99)[:60], "cut short or broken"),
        ("cut.zip", archive(**{"0_a.txt": FAILED})[:60], "cut short or broken"),
        ("none.zip", archive(**{"a.png": "x"}), "no log in it"),
    ],
    ids=["gzip", "zip", "an archive of pictures"],
)
def test_what_cannot_be_unpacked_says_why(tmp_path: Path, name: str, held: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(held)
    result = told(str(tmp_path / name))
    assert (2, True) == (result.exit_code, why in result.stderr)


def test_an_archive_with_a_password_says_so(tmp_path: Path) -> None:
    held = bytearray(archive(**{"0_a.txt": FAILED}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        held[held.index(mark) + at] |= 1
    (tmp_path / "a.zip").write_bytes(held)
    assert "with a password" in told(str(tmp_path / "a.zip")).stderr


def test_an_archive_on_standard_input_says_that_it_has_to_be_a_file() -> None:
    assert "an archive has to be a file" in told("-", sent=archive(**{"0_a.txt": FAILED})).stderr


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("https://github.com/acme/shop/pull/3", "it is no address of a run"),
        ("https://github.com/acme/shop/actions/runs/", "it is no address of a run"),
        ("https://github.com/acme/shop/actions/runs/3", "set GITHUB_TOKEN"),
        (".", "it is a folder"),
    ],
)
def test_what_is_no_log_says_what_would_be(target: str, why: str) -> None:
    result = told(target)
    assert (2, True) == (result.exit_code, why in result.stderr)


def test_nothing_in_a_log_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(
        "FAILED t.py::a - \x1b\x1b(0]52;c;aGk=\x07 \x1bc \x9b31m \u202e\n", "utf-8"
    )
    out = told(str(tmp_path / "a.log")).stdout
    assert "FAILED t.py::a" in out
    assert not set(out) & set("\x1b\x07\x9b\u202e")
