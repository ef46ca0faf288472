"""Projects that lose tests, checks or tools, or get them from elsewhere; and honest changes of their files."""

import pytest

from bot.decide.projects import PROJECTS
from bot.decide.vetting import weakens
from tests.building import changed

HOOKS, CARGO, PYPROJECT, CMAKE = ".pre-commit-config.yaml", "Cargo.toml", "pyproject.toml", "CMakeLists.txt"


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (HOOKS, ("-  - id: mypy",)),
        (HOOKS, ("+exclude: ^src/",)),
        (HOOKS, ("+    entry: 'true'",)),
        (HOOKS, ("+    args: [--ignore=E501]",)),
        ("requirements-dev.txt", ("-pytest==7", "+./fake")),
        ("requirements-dev.txt", ("+pytest @ git+https://example.org/x",)),
        ("requirements/test.in", ("+-e ./fake-pytest",)),
        ("requirements.txt", ("+--index-url https://example.org",)),
        (PYPROJECT, ('+pytest = { path = "./fake" }',)),
        (PYPROJECT, ("+[tool.uv.sources.pytest]",)),
        (PYPROJECT, ('+  "pytest @ file:fake",',)),
        ("Pipfile", ('+pytest = {path = "fake"}',)),
        (CARGO, ('+proptest = { git = "https://example.org" }',)),
        (CARGO, (" members = [", '-  "web",', " ]")),
        (CARGO, ('-members = ["cart", "web"]', '+members = ["cart"]')),
        ("package.json", ('-  "workspaces": ["a", "b"],', '+  "workspaces": ["a"],')),
        ("pnpm-workspace.yaml", ("-  - web",)),
        ("go.work", ("-\t./web",)),
        ("pom.xml", ("-    <module>web</module>",)),
        ("settings.gradle", ("-include 'web'",)),
        ("settings.gradle.kts", ('-include(":cart", ":web")', '+include(":cart")')),
        ("gradle/wrapper/gradle-wrapper.properties", ("+distributionUrl=https\\://example.org/a.zip",)),
        ("Gemfile", ('+gem "rspec", path: "fake"',)),
        (CMAKE, ("-add_test(NAME a COMMAND a)",)),
        (CMAKE, ("-add_test(NAME a COMMAND a)", "+add_test(NAME a COMMAND true)")),
        (CMAKE, ("-add_shop_test(cart)",)),
        (CMAKE, ("+if(FALSE)", " add_test(NAME a COMMAND a)")),
        ("CMakePresets.json", ('+  "exclude": {"name": "cart"}',)),
        ("tests/main.rs", ("-mod cart;",)),
        ("Makefile", ("-all: unit lint", "+all: unit")),
        ("build/rules.mk", ("-all:: build check-types", "+all:: build")),
        ("phpstan-baseline.neon", ("+    message: '#x#'",)),
        (".editorconfig", ("+dotnet_diagnostic.CA1001.severity = none",)),
        (".editorconfig", ("-dotnet_diagnostic.CA1001.severity = error",)),
        (".editorconfig", ("+ktlint_standard_x = disabled",)),
        ("Package.swift", ('-        .testTarget(name: "CartTests"),',)),
        ("Package.swift", ('+            exclude: ["CartTests.swift"],',)),
        ("App.xctestplan", ('+      "skippedTests" : [',)),
        ("App.xcscheme", ('+            skipped = "YES"',)),
        ("turbo.json", ('-    "dependsOn": ["^build", "test"]', '+    "dependsOn": ["^build"]')),
        (
            "Shop.Tests/Shop.Tests.csproj",
            ('-<PackageReference Include="Microsoft.NET.Test.Sdk" Version="17" />',),
        ),
        ("Directory.Build.targets", ('+<Target Name="VSTest" />',)),
        ("Shop.Tests/Shop.Tests.csproj", ("+<ItemGroup Condition=\"'false'\">",)),
        (CMAKE, ("-enable_testing()",)),
        (CMAKE, ("-add_subdirectory(tests)",)),
        (CMAKE, ("+set_tests_properties(a PROPERTIES WILL_FAIL TRUE)",)),
        ("meson.build", ("-test('a', a)",)),
        ("cart/BUILD.bazel", ("-py_test(",)),
        ("cart/BUILD", ('+    tags = ["manual"],',)),
        (".bazelrc", ("+test --test_tag_filters=-slow",)),
        ("nx.json", ('+  "test": {',)),
        ("apps/web/project.json", ('-   "executor": "@nx/jest:jest"', '+   "executor": "nx:noop"')),
        ("turbo.json", ('-  "test": {}',)),
        ("deno.json", ('-  "test": "deno test"', '+  "test": "deno test --ignore=a"')),
        ("Shop.Tests/Shop.Tests.csproj", ('+<Compile Remove="CartTests.cs" />',)),
        ("Shop.slnx", ('-<Project Path="Shop.Tests/Shop.Tests.csproj" />',)),
    ],
)
def test_a_project_that_checks_fewer_is_told(path: str, lines: tuple[str, ...]) -> None:
    assert (f"it changes how checks run ({path})",) == weakens((changed(path, *lines),))


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (HOOKS, ("-    rev: v1", "+    rev: v2", "+  - id: mypy")),
        ("requirements-dev.txt", ("-pytest==7", "+pytest==8", "+./app")),
        (PYPROJECT, ('-  "pytest>=7",', '+  "pytest>=7,<8",', '+app = { path = "../app" }')),
        (CARGO, ("+members = [", '-  "cart",', '+  "cart",', '+  "web",', "+]")),
        (CARGO, ('-members = ["cart"]', '+members = ["cart", "web"]')),
        (CARGO, (" members = [", '   "cart",', " ]", " keywords = [", '-  "web",', " ]")),
        ("package.json", ('-  "files": ["a", "b"],', '+  "files": ["a"],')),
        ("go.work", ("+\t./web",)),
        ("pom.xml", ("-    <module>web</module>", "+        <module>web</module>")),
        ("settings.gradle", ("-include 'web'", "+include 'web', 'cart'")),
        (
            "gradle/wrapper/gradle-wrapper.properties",
            ("+distributionUrl=https\\://services.gradle.org/a.zip",),
        ),
        ("Gemfile", ('-gem "rspec", "~> 3"', '+gem "rspec", "~> 3.1"', '+gem "cart", path: "cart"')),
        (CMAKE, ("+add_test(NAME a COMMAND a)", "-add_subdirectory(docs)")),
        ("Makefile", ("-all: unit lint", "+all: fmt unit lint")),
        ("Makefile", ("-UNIT := unit lint", "+UNIT := unit")),
        ("Makefile", ("-\trm -rf test-results",)),
        ("phpstan-baseline.neon", ("-    message: '#x#'",)),
        (".editorconfig", ("+indent_size = 4", "-dotnet_diagnostic.A.severity = none")),
        ("Package.swift", ('+  exclude: ["Info.plist"],',)),
        ("Package.swift", ('-  .testTarget(name: "A"),', '+  .testTarget(name: "A", dependencies: ["B"]),')),
        ("turbo.json", ('-    "dependsOn": ["^build"]', '+    "dependsOn": ["^build", "lint"]')),
        (
            "Shop.Tests/Shop.Tests.csproj",
            (
                '-<PackageReference Include="xunit" Version="2.1" />',
                '+<PackageReference Include="xunit" Version="2.2" />',
            ),
        ),
        ("meson.build", ("-executable('a', a)",)),
        ("cart/BUILD.bazel", ("-py_library(",)),
        (".bazelrc", ("+build --jobs=4",)),
        ("nx.json", ('+  "build": {',)),
        ("Shop/Shop.csproj", ('+<PackageReference Include="x" />',)),
    ],
)
def test_an_honest_change_of_a_project_is_no_weakening(path: str, lines: tuple[str, ...]) -> None:
    assert () == weakens((changed(path, *lines),))


def test_every_row_has_a_name_of_its_own() -> None:
    names = [row.name for row in PROJECTS]
    assert len(names) == len(set(names))


def test_a_line_made_to_take_for_ever_does_not() -> None:
    for path in ("settings.gradle", "requirements.txt", CARGO, CMAKE, "nx.json", "Gemfile"):
        for text in ("include " * 10_000, "./" * 30_000, '"a" ' * 20_000, "pytest = {" + "p" * 50_000):
            assert isinstance(weakens((changed(path, f"+{text}", f"-{text}"),)), tuple)
