"""Tests whose names something else takes; and names that are only alike."""

import pytest

from bot.decide.vetting import weakens
from bot.model.facts import ChangedFile
from tests.building import changed

PY, RUBY, GO = "tests/test_cart.py", "test/cart_test.rb", "cart_test.go"
T = " def test_total():"
TAKES = [
    (PY, "test_total = None", (T, "+test_total = None")),
    (PY, "test_total = None", ("     x = 1", "+test_total = None")),
    (PY, "TestCart = object()  # later", ("+TestCart = object()  # later",)),
    (PY, "test_total = lambda: True", ("+test_total = lambda: True",)),
    (PY, "test_total: object = fill", (T, "+test_total: object = fill")),
    (PY, "test_total = fill", (" class TestCart:", "     def test_total(self):", "+    test_total = fill")),
    (PY, "del test_total", ("+del test_total",)),
    (PY, "del TestCart.test_total", ("+    del TestCart.test_total",)),
    (PY, "globals().pop('test_total')", ("+globals().pop('test_total')",)),
    (PY, "globals()['test_total'] = fill", ("+globals()['test_total'] = fill",)),
    (PY, "setattr(TestCart, 'test_total', fill)", ("+setattr(TestCart, 'test_total', fill)",)),
    (PY, "a second test_total", (T, "     check()", " ", "+def test_total():", "+    x = 1")),
    (PY, "a second TestCart", (" class TestCart:", "     x = 1", "+class TestCart:", "+    x = 1")),
    (
        PY,
        "a second test_x",
        (" class TestCart:", "     def test_x(self):", "       x()", "+    def test_x(self):"),
    ),
    (PY, "def __init__(self):", (" class TestCart:", "+    def __init__(self):", "+        x = 1")),
    (RUBY, "undef_method :test_total", ("+  undef_method :test_total",)),
    (RUBY, "a second test_total", ("   def test_total", "     x", "   end", "+  def test_total", "+  end")),
    (GO, "func TestMain(m *testing.M) {", ("+func TestMain(m *testing.M) {", "+}")),
    (GO, "os.Exit(m.Run())", (" func TestMain(m *testing.M) {", "-\tos.Exit(m.Run())", "+\tos.Exit(1 - 1)")),
]


@pytest.mark.parametrize(("path", "line", "lines"), TAKES)
def test_what_takes_a_tests_name_is_told(path: str, line: str, lines: tuple[str, ...]) -> None:
    assert (f"{path} puts something else in a test's place (`{line}`)",) == weakens((changed(path, *lines),))


def test_a_new_file_that_runs_no_test_of_its_package_is_told() -> None:
    file = changed("main_test.go", "+func TestMain(m *testing.M) {", "+}", status="added")
    said = "main_test.go puts something else in a test's place (`func TestMain(m *testing.M) {`)"
    assert (said,) == weakens((file,))


def test_a_second_test_is_known_by_the_line_that_git_shows_above_a_hunk() -> None:
    patch = "@@ -9,3 +9,6 @@ def test_total():\n     check()\n+\n+def test_total():\n+    x = 1"
    file = ChangedFile(path=PY, status="modified", patch=patch)
    assert (f"{PY} puts something else in a test's place (`a second test_total`)",) == weakens((file,))


@pytest.mark.parametrize(
    "file",
    [
        changed(PY, "+test_data = {'a': 1}", "+test_client = app.test_client()"),
        changed(PY, "+    test_mode = None"),
        changed(PY, "+    assert test_total == None"),
        changed(PY, T, "     check()", "+def test_more():", "+    check()"),
        changed(PY, "-def test_total(x):", "+def test_total(y):", "     check(y)"),
        changed(PY, " class TestA:", "     def test_x(self):", "+class TestB:", "+    def test_x(self):"),
        changed(PY, "-class TestA:", "+class TestA:", "+    def __init__(self):", status="added"),
        changed(PY, " class TestA:", "     x = 1", " class Fake:", "+    def __init__(self):"),
        changed(RUBY, " describe 'a' do", "   def test_x", " describe 'b' do", "+  def test_x"),
        changed(GO, "+func TestMain(m *testing.M) {", "+\tos.Exit(m.Run())", "+}"),
        changed("web/cart.test.ts", "+test_total = null"),
        changed("src/cart.py", "+test_total = None"),
    ],
)
def test_what_takes_no_tests_name_is_no_weakening(file: ChangedFile) -> None:
    assert () == weakens((file,))


def test_a_line_made_to_take_for_ever_does_not() -> None:
    long = (
        "+test_x = " + "[" * 50_000,
        "+test_x" + " " * 50_000,
        "+globals()[" + "a" * 50_000,
        "+del " + "a." * 50_000,
    )
    assert isinstance(weakens((changed(PY, *long),)), tuple)
