"""What takes a test tool's place; and what only has its name."""

import pytest

from bot.decide.stand_ins import STAND_INS
from bot.decide.vetting import weakens
from tests.building import changed

RUN = "it changes how checks run"


@pytest.mark.parametrize(
    "path",
    [
        *("pytest.py", "pytest/__main__.py", "tests/unittest.py", "src/_pytest/__init__.py", "coverage.py"),
        *("tests/hypothesis/__init__.py", "web/node_modules/.bin/jest", ".venv/bin/pytest", "bin/rspec"),
        *(
            "cart/go.mod",
            "vendor/github.com/stretchr/testify/assert/assertions.go",
            "vendor/gems/rspec-core-3.1/a.rb",
        ),
        *("fake.dist-info/entry_points.txt", "vendor/bin/phpunit", "gradlew", ".pnpmfile.cjs"),
    ],
)
def test_a_file_that_takes_a_tools_place_is_told(path: str) -> None:
    assert (f"{RUN} ({path})",) == weakens((changed(path, "+x", status="added"),))
    moved = changed(path, "+x", status="renamed", previous="old.txt")
    assert (f"{RUN} ({path})",) == weakens((moved,))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (".npmrc", "+script-shell=/bin/true"),
        (".npmrc", "-ignore-scripts=false"),
        (".yarnrc.yml", "+yarnPath: fake.cjs"),
        ("bunfig.toml", '+preload = ["./fake.ts"]'),
        (".cargo/config.toml", '+runner = "true"'),
        (".cargo/config.toml", '+test = "version"'),
        (".env", "+PYTEST_ADDOPTS=-x"),
        (".envrc", "+export PYTHONPATH=fake"),
        ("setup.py", "+    entry_points={'pytest11': ['x = fake']},"),
        ("go.mod", "+replace github.com/stretchr/testify => ./fake"),
        ("package.json", '+    "jest": "file:./fake",'),
        ("package.json", '+    "run-tests": "node ok.js && vitest list",'),
        ("scripts/ci.sh", "-pytest -q"),
        ("Dockerfile", "-RUN pytest"),
        ("bin/check", "-npm test"),
    ],
)
def test_a_line_that_puts_something_in_a_tools_place_is_told(path: str, line: str) -> None:
    told = weakens((changed(path, line),))
    assert f"{RUN} ({path})" in told


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("src/_pytest/nodes.py", ("+x",)),
        ("pytest/__init__.py", ("+x",)),
        ("insurance/coverage.py", ("+x",)),
        ("cart/go.mod", ("+go 1.26",)),
        (".npmrc", ("+registry=https://npm.acme.example",)),
        (".env.example", ("+PORT=80",)),
        ("go.mod", ("+require github.com/stretchr/testify v1.11.1",)),
        ("package.json", ('+    "jest": "^30.0.0",', '+    "description": "adds up carts",')),
        ("setup.py", ("+    version='2',",)),
        ("scripts/ci.sh", ("-pytest -q", "+  pytest -q")),
        ("scripts/ci.sh", ("+pytest -q tests/more",)),
        ("Dockerfile", ("-FROM python:3.12", "+FROM python:3.13")),
    ],
)
def test_what_only_has_its_name_is_no_weakening(path: str, lines: tuple[str, ...]) -> None:
    assert () == weakens((changed(path, *lines),))


def test_what_is_installed_in_a_project_that_tests_are_tried_on_is_none() -> None:
    path = "test/fixtures/app/node_modules/fake-lib/index.js"
    assert () == weakens((changed(path, "+x"), changed("pkg/testdata/site-packages/a.py", "+x")))
    assert () == weakens(
        (changed("pkg/testdata/go.mod", "+x", status="added"), changed("go.mod", "+x", status="added"))
    )
    own = "web/node_modules/jest/fixtures/index.js"
    assert (f"{RUN} ({own})",) == weakens((changed(own, "+x"),))


@pytest.mark.parametrize(
    "path", ["insurance/coverage.py", "src/coverage.py", "lib/mock.py", "tests/coverage.py"]
)
def test_a_new_module_that_a_product_may_have_is_none_within_it(path: str) -> None:
    assert () == weakens((changed(path, "+x", status="added"),))


def test_every_row_has_a_name_of_its_own() -> None:
    names = [row.name for row in STAND_INS]
    assert len(names) == len(set(names))
