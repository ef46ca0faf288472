"""go build, vet and test; what golangci-lint and Staticcheck print in the compiler's form."""

from collections.abc import Sequence
from itertools import takewhile

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, indentation, rx


def _gofile(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """A message of the compiler, of vet, or of golangci-lint, which names its linter at the end."""
    if not groups["file"].endswith(".go"):
        return None
    message, bracket, linter = groups["message"].rstrip().rpartition(" (")
    if bracket and linter.endswith(")") and (lint := _linted(linter[:-1], "column" in groups)):
        return {**groups, "message": message.rstrip(), "code": linter[:-1], **lint}
    vet = lines[at].startswith("vet: ") or _VET.match(groups["message"])
    return {**groups, "kind": "lint", "tool": "go vet"} if vet else groups


def _linted(linter: str, exact: bool) -> Groups:
    """Whose message it is that ends so: a check of Staticcheck's, or a linter of golangci-lint's."""
    if _STATICCHECK.fullmatch(linter):
        return {"kind": "lint", "tool": "staticcheck"}
    if linter == "typecheck":
        return {"kind": "build", "tool": "golangci-lint"}
    if _LINTERS.fullmatch(linter) or (exact and linter.isidentifier()):
        return {"kind": "lint", "tool": "golangci-lint"}
    return {}


_STATICCHECK = rx(r"(?:SA|ST|S|QF|U)\d{4}|compile")
_LINTERS = rx(
    r"bodyclose|dupl|errcheck|errorlint|exhaustive|forbidigo|funlen|gochecknoglobals|goconst|gocritic|gocyclo|gofmt|gofumpt"
    r"|goimports|golint|gosec|gosimple|govet|ineffassign|lll|megacheck|misspell|nakedret|nilerr|noctx|prealloc|revive"
    r"|staticcheck|stylecheck|unconvert|unparam|unused|whitespace|wrapcheck"
)
"""Those of golangci-lint's that are told though no column is."""
_VET = rx(
    r"(?:[\w.]{1,60} (?:format|call|arg) |composite literal uses|unreachable code|self-assignment|result of "
    r"|struct field tag|possible misuse|assignment copies|.{1,80} passes lock by|method .{1,80} should have"
    r"|loop variable|unusedresult|the cancel function|should not be copied|Printf)"
)
"""What vet says; the compiler says none of it."""


def _said(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """What a failing test said, below the line that names it or, with -v, above."""
    depth = indentation(lines[at])
    for line in lines[at + 1 : at + 14]:
        if found := _PLACE.match(line):
            return {**groups, **found.groupdict("")}
        if _OTHER.match(line) and indentation(line) <= depth:
            break
    for line in reversed(lines[max(0, at - 40) : at]):
        if found := _PLACE.match(line):
            return {**groups, **found.groupdict("")}
        if _OTHER.match(line) and not _SUBTEST.match(line):
            break
    return groups


def _placed(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """A file in its package's folder; the package stands below all that its tests say."""
    if "/" in groups.get("file", "/"):
        return groups
    below = (_PACKAGE.match(line) for line in lines[at + 1 : at + _REACH] if line[:5] in _ENDS)
    own = next(filter(None, below), None)
    folder = _folder(own["package"], lines, at) if own else ""
    return {**groups, "file": f"{folder}/{groups['file']}"} if folder else groups


def _folder(package: str, lines: Sequence[str], at: int) -> str:
    """A package's folder: its name without the module's, which is as long as names at its host are.

    Modules are named as https://go.dev/ref/mod#module-path says: after a repository, with a suffix from the second
    major version on. Where a host is not known to have owners, what all packages begin with may be longer.
    """
    parts = package.split("/")
    length = 1 if "." not in parts[0] else 3 if _OWNERS.match(parts[0]) else 2
    if length == 2 and len(parts) > length:
        around = lines[max(at - _AROUND, 0) : at + _AROUND]
        told = (_PACKAGE.match(line) for line in around if line[:5] in _PACKAGES)
        others = [other["package"].split("/") for other in told if other]
        same = takewhile(lambda each: len({*each}) == 1, zip(*others, strict=False))
        length = max(length, len([*same])) if len({*map(tuple, others)}) > 1 else length
    if _MAJOR.fullmatch("".join(parts[length : length + 1])):
        length += 1
    return "/".join(parts[length:])


def _told(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """What a failing test said, which names a file without its folder; gotestsum names the test above with its package."""
    found = _said(lines, at, groups)
    name = f" {groups['test']} ("
    above = (line for line in reversed(lines[max(0, at - 40) : at]) if line.startswith("=== FAIL: "))
    line = next(above, "")
    package = line.removeprefix("=== FAIL: ").partition(" ")[0]
    return _placed(lines, at, _within(package, found) if name in line else found)


def _relative(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """gotestsum names a test's package, from the module's folder, before it: what the test says is from there."""
    package = groups.pop("package", ".")
    return _within(package, _said(lines, at, groups))


def _within(package: str, groups: Groups) -> Groups:
    """A file that is told by its name alone, in its package's folder; a package with a host's name is none."""
    if not package or "." in package or "/" in groups.get("file", "/"):
        return groups
    return {**groups, "file": f"{package}/{groups['file']}"}


_REACH, _AROUND = 600, 200
"""Lines in which a test's package is looked for, and others of its module."""
_ENDS = ("FAIL\t", "ok  \t")
_PACKAGES = (*_ENDS, "?   \t")
_PACKAGE = rx(r"(?:FAIL|ok  |\?   )\t(?P<package>[\w.~/-]{1,300})(?:\t| \[)")
"""How a package's tests ended."""
_OWNERS = rx(r"(?:git|code\.)|golang\.org$|bitbucket\.")
_MAJOR = rx(r"v[1-9]\d{0,3}")
_OTHER = rx(r"\s*(?:=== |--- |FAIL\b|ok\b|PASS$|exit status|panic)")
_PLACE = rx(r"\s+(?!testing\.go:)(?P<file>[^\s:]{1,200}\.go):(?P<line>\d{1,7}):(?: (?P<message>.*))?$")
_SUBTEST = rx(r"\s*=== RUN +\S+/|=== (?:CONT|PAUSE|NAME)")


FAMILY = Family(
    "go",
    (
        Shape(
            "fail",
            rx(r"\s*--- FAIL: (?P<test>\S.*?) \(\d{1,8}(?:\.\d{1,4})?s\)$"),
            below=rx(r"\s+--- (?:PASS|FAIL|SKIP): "),
            reach=1,
            kind="test",
            tool="go test",
            weight=70,
            more=_told,
        ),
        Shape(
            "fail",
            rx(r"\s*--- FAIL: (?P<test>\S.*?) \(\d{1,8}(?:\.\d{1,4})?s\)$"),
            below=rx(r"(?!\s+--- )"),
            reach=1,
            kind="test",
            tool="go test",
            weight=90,
            extent="indented",
            most=40,
            more=_told,
        ),
        Shape(
            "error",
            rx(r"\s+Error Trace:.*$"),
            above=rx(r"\s+(?P<file>[^\s:]{1,200}\.go):(?P<line>\d{1,7}):$"),
            reach=1,
            below=rx(r"\s+Error:\s+(?P<message>\S.*)$"),
            kind="test",
            tool="go test",
            weight=80,
            more=_placed,
        ),
        Shape(
            "^===",
            rx(r"=== FAIL: (?P<package>\S{1,300}) (?P<test>\S.*?) \(\d{1,8}(?:\.\d{1,4})?s\)$"),
            kind="test",
            tool="go test",
            weight=90,
            extent="indented",
            most=40,
            more=_relative,
        ),
        Shape(
            "^FAI",
            rx(r"FAIL\t(?P<message>\S.* \[(?:build|setup) failed\])$"),
            kind="build",
            tool="go",
            weight=50,
        ),
        Shape("^FAI", rx(r"FAIL\t\S{1,300}\t\d"), kind="test", tool="go test", weight=42),
        Shape(
            ":0",
            rx(r"(?:vet: )?" + AT.replace(r"(?P<file>", r"(?P<file>(?:\./)?") + r": (?P<message>\S.*)$"),
            kind="build",
            tool="go",
            weight=78,
            more=_gofile,
        ),
        Shape(
            "^pan",
            rx(r"panic: (?P<message>.*)$"),
            kind="test",
            tool="go test",
            weight=86,
            extent="until",
            ends=rx(r"exit status|FAIL"),
            most=150,
            trace=True,
        ),
        Shape(
            "fatal",
            rx(r"fatal error: (?P<message>(?:all goroutines are asleep|concurrent map|stack overflow).*)$"),
            tool="go",
            weight=86,
            extent="until",
            ends=rx(r"exit status|FAIL"),
            most=150,
            trace=True,
        ),
        Shape(
            "error",
            rx(r"go: errors parsing \S{1,300}:$"),
            below=rx(AT + r": (?P<message>.*)$"),
            reach=1,
            kind="configuration",
            tool="go",
            weight=86,
        ),
        Shape("^go:", rx(r"go: (?P<message>.*error.*)$"), kind="dependency", tool="go", weight=80),
        Shape(
            "missing",
            rx(r"(?:go: |" + AT + r": )?(?P<message>.*missing go\.sum entry.*)$"),
            kind="dependency",
            tool="go",
            weight=86,
        ),
        Shape(
            "cannot",
            rx(r"(?:go: )?(?P<message>(?:cannot find (?:module|package|main module)).*)$"),
            kind="dependency",
            tool="go",
            weight=84,
        ),
        Shape(
            "cannot",
            rx(AT + r": (?P<message>(?:cannot find (?:module|package)).*)$"),
            kind="dependency",
            tool="go",
            weight=84,
        ),
        Shape(
            "not ",
            rx(r"\s+imports (?P<message>\S{1,300}: import cycle not allowed.*)$"),
            kind="build",
            tool="go",
            weight=86,
            before=2,
        ),
        Shape(
            "^WAR",
            rx(r"(?P<message>WARNING: DATA RACE)$"),
            kind="test",
            tool="go test",
            weight=84,
            extent="until",
            ends=rx(r"={10,}$"),
            most=60,
            trace=True,
        ),
        Shape(
            "fail",
            rx(r"(?P<message>go: .*(?:verification failed|checksum mismatch).*)$"),
            kind="dependency",
            tool="go",
            weight=86,
        ),
    ),
)
