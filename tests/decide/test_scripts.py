"""Scripts that check less than before; and changes of scripts that any fix may need."""

import pytest

from bot.decide.scripts import WAYS
from bot.decide.vetting import weakens
from tests.building import changed

RUN = "it changes how checks run"


@pytest.mark.parametrize("path", ["ci/test.sh", "ci/test", "check.sh"])
@pytest.mark.parametrize(
    "lines",
    [
        ("-pytest -q",),
        ("-pytest -q", "+echo pytest -q"),
        ("-pytest -q", "+# pytest -q"),
        ("-pytest -q", "+pytest -q &"),
        ("-pytest -q", "+pytest -q || echo no"),
        ("-pytest -q", "+! pytest -q"),
        ("+exec true",),
        ("+cd app && exec :",),
        ("+trap 'exit 0' EXIT",),
        ('+trap "rm -f a; exit" EXIT ERR',),
        ("+if false; then",),
        ("+if ! true",),
        ("+while false; do",),
        ("+until true; do",),
        ("+: <<'END'",),
        ("+kill -9 $$",),
        ("+false && ./check-all",),
        ("+exec echo fine",),
        ("+exec cat log",),
        ("+return 0",),
        ("+[ 1 = 1 ] && exit",),
        ("+then exit 0; fi",),
        ("+true",),
        ('+if [ -n "" ]; then',),
        ("+for x in; do",),
        ("+} &",),
        ("+rm tests/test_cart.py",),
        ("+rm -rf tests/",),
        ("+mv cart_test.go /tmp",),
        ("+PATH=$PWD/fake:$PATH",),
        ('+export PATH="ci/bin:$PATH"',),
        ("+PATH=. ./check-all",),
        ("-pytest $ARGS", '+pytest "$ARGS" || echo no'),
        ("-./run-all", "+./run-all || echo slow"),
        ("-./run-all", "+./run-all; echo done"),
        ("-./run-all", "+./run-all | cat"),
        ("-./run-all", "+./run-all &"),
        ("-./run-all", "+! ./run-all"),
        ("-./run-all", "+if ./run-all; then"),
        ("-set -e",),
        ("-set -euo pipefail", "+set -u"),
        ("-#!/bin/bash -e", "+#!/bin/bash"),
        ("-  exit 1",),
        ("-  return 1", "+  return 0"),
    ],
)
def test_a_script_that_checks_less_is_told(path: str, lines: tuple[str, ...]) -> None:
    assert (f"{RUN} ({path})",) == weakens((changed(path, *lines),))


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("scripts/lint.py", ("-    sys.exit(1)",)),
        (".ci/run/all.py", ("-    raise SystemExit(main())", "+    main()")),
        ("scripts/check.mjs", ("-process.exitCode = 1",)),
        ("scripts/check.pl", ("-die 'no such file'",)),
        ("tasks.py", ('-    c.run("pytest")',)),
        ("docker-compose.yml", ("-    command: pytest",)),
        ("Earthfile", ("-    RUN pytest",)),
        ("scripts/all.py", ("-subprocess.run(['pytest'])",)),
        ("tools/check.ps1", ("-throw 'failed'",)),
    ],
)
def test_a_script_in_a_products_language_is_told_by_its_folder(path: str, lines: tuple[str, ...]) -> None:
    assert (f"{RUN} ({path})",) == weakens((changed(path, *lines),))


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("ci/test.sh", ("-pip install .", "+pip install -e .")),
        ("ci/test.sh", ("+export LANG=C",)),
        ("ci/test.sh", ("+set -euo pipefail",)),
        ("ci/test.sh", ("-set -e", "+set -eu")),
        ("ci/test.sh", ("-  exit 1", "+  exit 2")),
        ("ci/test.sh", ("+pytest -q",)),
        ("ci/test.sh", ("+trap 'rm -rf build' EXIT",)),
        ("ci/test.sh", ("+if test -d build; then",)),
        ("ci/test.sh", ("+kill $server",)),
        ("ci/test.sh", ("-pytest $DIR", '+pytest "$DIR"')),
        ("ci/test.sh", ("-go test ${PKG}", '+go test "${PKG}"')),
        ("ci/test.sh", ('+export PATH="$HOME/.local/bin:$PATH"',)),
        ("ci/test.sh", ('+PATH="$PATH:ci/bin"',)),
        ("ci/test.sh", ('+PATH="$PWD/node_modules/.bin:$PATH"',)),
        ("ci/test.sh", ('+export PATH="$(go env GOPATH)/bin:$PATH"',)),
        ("ci/test.sh", ("+exec python -m app",)),
        ("ci/test.sh", ("+cd app || exit",)),
        ("ci/test.sh", ("+rm -rf build test-results tests/output",)),
        ("ci/test.sh", ("+  return 0",)),
        ("ci/test.sh", ("-./run-all", "+./run-all || exit $?")),
        ("ci/test.sh", ("-./run-all", "+if ! ./run-all; then", "+  exit 1", "+fi")),
        ("ci/test.sh", ("-./run-all", "+set -o pipefail", "+./run-all | tee log")),
        ("ci/test.sh", ("-./run-all", "+./run-all --fast; echo done")),
        ("ci/test.sh", ("-rm -r build", "+rm -r build || echo none")),
        ("ci/test.sh", ("-./run-all", "+./run-all", "+./run-all | cat")),
        ("Makefile", ("-\t./run-all", "+\t@./run-all")),
        ("src/app/main.py", ("-    sys.exit(1)",)),
        ("tools/app.py", ("-    raise SystemExit(main())",)),
        ("scripts/check.py", ("+if False and x:",)),
        ("scripts/check.py", ("-sys.exit(0)",)),
    ],
)
def test_a_script_that_a_fix_changes_otherwise_is_not(path: str, lines: tuple[str, ...]) -> None:
    assert () == weakens((changed(path, *lines),))


@pytest.mark.parametrize(
    "line", ["\t-./run-all", "\t@-./run-all", "\t./run-all; true", "\t./run-all || echo no"]
)
def test_a_recipe_whose_failure_is_let_be_is_told(line: str) -> None:
    for before in ("-\t./run-all", "-\t@./run-all"):
        assert (f"{RUN} (Makefile)",) == weakens((changed("Makefile", before, f"+{line}"),))


def test_every_way_is_told_once() -> None:
    names = [name for name, _ in WAYS]
    assert len(names) == len(set(names))
