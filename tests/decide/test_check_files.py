"""Files and settings that say how checks run; and those that say what a package is made of."""

import pytest

from bot.decide.vetting import weakens
from bot.model.facts import ChangedFile
from tests.building import changed


@pytest.mark.parametrize(
    "path",
    [
        *(
            "conftest.py",
            "sub/conftest.py",
            "pytest.ini",
            ".pytest.toml",
            "tox.ini",
            "sitecustomize.py",
            "a.pth",
        ),
        *(
            "jest.config.ts",
            "vitest.workspace.ts",
            "jest.setup.js",
            "src/setupTests.ts",
            "playwright.config.ts",
        ),
        *("cypress.config.js", ".mocharc.yml", ".nycrc", ".eslintignore", "biome.json", ".prettierignore"),
        *(".rspec", "spec/spec_helper.rb", "test/test_helper.exs", ".rubocop.yml", ".config/nextest.toml"),
        *("dart_test.yaml", ".yamllint", ".shellcheckrc", ".hadolint.yaml", "sonar-project.properties"),
        *(
            ".markdownlint.json",
            "detekt.yml",
            "CTestCustom.cmake",
            ".trivyignore",
            "tests/fixtures/conftest.py",
        ),
        *(
            "tox.toml",
            "pylintrc",
            "jest.preset.js",
            "vitest-setup.ts",
            "deny.toml",
            "osv-scanner.toml",
            "lint.xml",
        ),
        *("clippy.toml", "phpunit.xml.dist", "phpstan.neon", ".golangci.yml", "unit.runsettings"),
    ],
)
def test_a_file_that_says_how_checks_run_is_told(path: str) -> None:
    assert (f"it changes how checks run ({path})",) == weakens((changed(path, "+x"),))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("pyproject.toml", '+addopts = "-q"'),
        ("pyproject.toml", '+  "-k not slow",'),
        ("pyproject.toml", '+  "--deselect=tests/test_a.py",'),
        ("pyproject.toml", '+  -m "not slow"'),
        ("pyproject.toml", '+python_files = "check_*.py"'),
        ("setup.cfg", "-testpaths = tests"),
        ("package.json", '+    "test": "exit 0",'),
        ("package.json", '+    "test:unit": "jest --testPathIgnorePatterns cart",'),
        ("package.json", '+    "build": "true",'),
        ("package.json", '+    "build": "echo done",'),
        ("package.json", '+  "jest": {'),
        ("package.json", '+    "testMatch": ["x"],'),
        ("package.json", '+    "check": "tsc",'),
        ("tsconfig.json", '+    "strict": false,'),
        ("tsconfig.json", '-    "strict": true,'),
        ("tsconfig.json", '-    "noImplicitAny": true'),
        ("tsconfig.json", '+    "skipLibCheck": true'),
        ("pyproject.toml", "-disallow_untyped_defs = true"),
        ("pyproject.toml", "+ignore_errors = true"),
        ("Makefile", "+SHELL = /bin/true"),
        ("Makefile", "-SHELL = /bin/false"),
        ("Makefile", "+MAKEFLAGS += -i"),
        ("Makefile", "-.SHELLFLAGS = fake -c"),
        ("justfile", '+set shell := ["true"]'),
        ("vite.config.ts", "+    exclude: ['cart.test.ts'],"),
        ("Cargo.toml", "+test = false"),
        ("Cargo.toml", "+harness = false"),
        ("pom.xml", "+<skipTests>true</skipTests>"),
        ("pom.xml", "+<exclude>**/CartTest.java</exclude>"),
        ("build.gradle", "+    exclude '**/CartTest*'"),
        ("build.gradle.kts", "+    ignoreFailures = true"),
        ("build.gradle.kts", '+    useJUnitPlatform { excludeTags("slow") }'),
        ("gradle/tests.gradle", "+test { exclude '**/CartTest*' }"),
        ("buildSrc/src/main/kotlin/tests.gradle.kts", "+tasks.test { isEnabled = false }"),
        ("build.gradle.kts", '+    exclude("**/CartTest*")'),
        ("build.gradle.kts", "-    useJUnitPlatform()"),
        ("build.gradle", '+gradle.startParameter.excludedTaskNames += "test"'),
        ("gradle.properties", "+skipTests=true"),
        ("pom.xml", "+<include>**/NoTest.java</include>"),
        ("pom.xml", "+<skipITs>true</skipITs>"),
        ("pom.xml", "+<surefire.skip>true</surefire.skip>"),
        ("pom.xml", "+<phase>none</phase>"),
        (".mvn/jvm.config", "+-Dmaven.test.failure.ignore=true"),
        (".mvn/extensions.xml", "+<extension>"),
        ("package.json", '+    "moduleNameMapper": {"cart": "./fake.js"}'),
        ("package.json", '+    "setupFiles": ["./fake.js"]'),
        ("composer.json", '-    "unit": "phpunit"'),
        ("deno.json", '-    "unit": "vitest run"'),
        ("tsconfig.json", '+    "noCheck": true'),
        ("tsconfig.json", '+  "files": []'),
        ("Cargo.toml", "+debug-assertions = false"),
        ("Cargo.toml", '+required-features = ["slow"]'),
        ("Cargo.toml", '-unsafe_code = "forbid"'),
        ("mix.exs", "-  elixirc_options: [warnings_as_errors: true]"),
        ("pyproject.toml", '-cov = "pytest --cov"'),
        ("pyproject.toml", '-unit = {cmd = "pytest"}'),
        ("pyproject.toml", '-all = {composite = ["lint", "unit"]}'),
        ("pyproject.toml", '+disable_error_code = ["arg-type"]'),
        ("pyproject.toml", "+line-length = 500"),
        ("pyproject.toml", "+pythonpath = ['fake']"),
        ("pyproject.toml", "-[tool.mypy]"),
        ("pyproject.toml", "-[tool.pytest.ini_options]"),
        ("Makefile", "-\tpytest"),
        ("Makefile", "+\tgo test -run XXX ./..."),
        ("justfile", "-  cargo nextest run"),
        ("Taskfile.yml", "-      - npm test"),
    ],
)
def test_a_line_that_says_how_checks_run_is_told(path: str, line: str) -> None:
    assert (f"it changes how checks run ({path})",) == weakens((changed(path, line),))


@pytest.mark.parametrize(
    ("path", "section", "line"),
    [
        ("pyproject.toml", "[tool.ruff]", "exclude = ['src']"),
        ("pyproject.toml", "[tool.coverage.run]", "omit = ['src/*']"),
        ("pyproject.toml", "[tool.mypy]  # strictly", "exclude = 'src'"),
        ("setup.cfg", "[flake8]", "ignore = E501"),
        ("setup.cfg", "[mypy-shop.*]", "x = 1"),
        ("pyproject.toml", "[tool.mypy]", 'python_version = "3.9"'),
        ("pyproject.toml", "[tool.coverage.report]", "precision = 2"),
        ("pyproject.toml", "[tool.hatch.envs.default.scripts]", 'all = "true"'),
        ("Cargo.toml", "[workspace.lints.clippy]", "x = 1"),
        ("Cargo.toml", "[profile.test]", "opt-level = 3"),
        ("Cargo.toml", "[workspace]", 'exclude = ["web"]'),
        ("pyproject.toml", "x = 1", "exclude = ['src']"),
    ],
)
def test_a_line_that_picks_files_for_a_check_is_told(path: str, section: str, line: str) -> None:
    said = (f"it changes how checks run ({path})",)
    assert said == weakens((changed(path, f" {section}", f"+{line}"),))
    assert said == weakens((changed(path, f" {section}", f"-{line}"),))


def test_a_section_within_a_text_is_none() -> None:
    lines = (" [tool.ruff]", '+x = """', "+[tool.setuptools]", '+"""', "+exclude = ['src']")
    assert ("it changes how checks run (pyproject.toml)",) == weakens((changed("pyproject.toml", *lines),))


@pytest.mark.parametrize(
    "file",
    [
        changed(
            "pyproject.toml", " [tool.setuptools.packages.find]", '-include = ["a"]', '+include = ["a", "b"]'
        ),
        changed("pyproject.toml", " [tool.hatch.build.targets.sdist]", '+exclude = ["docs"]'),
        changed("pyproject.toml", " [tool.poetry]", '+include = ["a.txt"]'),
        changed("setup.cfg", " [options.packages.find]", "+exclude = docs"),
        changed("Cargo.toml", " [package]", '-exclude = ["a"]', '+exclude = ["a", "b"]'),
        changed("Cargo.toml", '-include = ["a"]', '+include = ["a", "b"]'),
        changed("tsconfig.json", '-    "strict": false,', '+    "strict": true,'),
        changed("tsconfig.json", '-    "strict": true', '+    "strict": true,', '+    "target": "es2022"'),
        changed("tsconfig.json", '-    "skipLibCheck": true'),
        changed("Cargo.toml", "-test = false"),
        changed("pyproject.toml", " [tool.ruff]", "+# later", "+"),
        changed("pyproject.toml", '-dev = ["pytest>=8", "ruff"]', '+dev = ["pytest>=9", "ruff"]'),
        changed("pyproject.toml", '-pytest = "^8"', '+pytest = "^9"'),
        changed("pyproject.toml", " [tool.hatch.envs.default]", '+dependencies = ["x"]'),
        changed("pyproject.toml", '+description = "runs pytest"'),
        changed("composer.json", '-    "phpunit/phpunit": "^10"', '+    "phpunit/phpunit": "^11"'),
        changed("build.gradle", "+    implementation 'a:b:1'"),
        changed("Makefile", "+SHELL := /bin/bash"),
        changed("Makefile", "+SHELL = /usr/bin/env bash"),
        changed("Makefile", "+.SHELLFLAGS := -eu -o pipefail -c"),
        changed("test/fixtures/app/vitest.config.ts", "+x"),
        changed("pkg/testdata/package.json", '+    "test": "true",'),
    ],
)
def test_what_checks_more_or_packs_only_is_no_weakening(file: ChangedFile) -> None:
    assert () == weakens((file,))
