"""rustc, Cargo, Clippy, rustfmt."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx


def _cargo(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """`error: …` is Clippy's where a note below names the lint; else the compiler's own."""
    if groups["file"].endswith("Cargo.toml"):
        return {**groups, "tool": "cargo", "kind": "configuration"}
    for line in lines[at + 1 : at + 30]:
        if "clippy::" in line or "#clippy" in line or "rust-clippy" in line:
            return {**groups, "tool": "clippy", "kind": "lint"}
        if not line.strip():
            break
    if "code" not in groups and any(" clippy" in line for line in lines[max(at - 200, 0) : at + 200]):
        return {**groups, "tool": "clippy", "kind": "lint"}  # the compiler's own lints, of a run of Clippy's
    return groups


def _listed(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """A name in the list of failures at a run's end, which nothing parts from its heading."""
    i = at
    while i > 0 and lines[i].startswith("    ") and at - i < 500:
        i -= 1
    return groups if lines[i] == "failures:" else None


FAMILY = Family(
    "rust",
    (
        Shape(
            "error",
            rx(r"(?P<severity>error)(?:\[(?P<code>E\d{4})\])?: (?P<message>.*)$"),
            below=rx(r"\s*(?:-->|:::) " + AT),
            reach=4,
            kind="build",
            tool="rustc",
            weight=88,
            extent="paragraph",
            most=30,
            more=_cargo,
        ),
        Shape(
            "error",  # what rustdoc has against comments, not what does not compile
            rx(
                r"(?P<severity>error): (?P<message>(?!expected |unexpected |mismatched |unclosed delimiter|unterminated "
                r"|unknown start|this file contains|cannot |no rules expected).*)$"
            ),
            below=rx(r"\s*--> " + AT),
            reach=4,
            kind="lint",
            tool="rustdoc",
            weight=89,
            extent="paragraph",
            most=30,
            given="error: could not document `",
        ),
        Shape(
            "error",
            rx(r"error(?:\[(?P<code>E\d{4})\])?: (?P<message>.*)$"),
            below=rx(r"\s*--> " + AT),
            reach=4,
            kind="format",
            tool="rustfmt",
            weight=89,
            extent="paragraph",
            most=30,
            given="Error writing files: failed to resolve mod `",
        ),
        Shape(
            "^err",
            rx(r"error: (?P<message>failed to run custom build command for .*)$"),
            kind="build",
            tool="cargo",
            weight=84,
            extent="until",
            ends=rx(r"\S"),
            most=30,
        ),
        Shape(
            "panic",
            rx(r"\s+thread '[^']{1,200}' (?:\(\d{1,9}\) )?panicked at " + AT + r":$"),
            below=rx(r"\s+(?P<message>\S.*)$"),
            reach=1,
            kind="build",
            tool="cargo",
            weight=89,
            given="failed to run custom build command",
        ),
        Shape(
            "^  p",
            rx(r"  process didn't exit successfully: .{0,700}\(signal: 9, SIGKILL: kill\)$"),
            kind="resources",
            tool="cargo",
            weight=84,
        ),
        Shape(
            "^err",
            rx(r"error: (?P<message>could not compile .*|aborting due to .*)$"),
            tool="cargo",
            weight=30,
            kind="build",
        ),
        Shape(
            "^err",
            rx(
                r"error: (?P<message>(?:failed to select a version|no matching package|failed to (?:load source"
                r"|get|parse lock|resolve)|package .* cannot be built"
                r"|(?:cannot (?:create|update) )?the lock file|unable to update).*)$"
            ),
            kind="dependency",
            tool="cargo",
            weight=88,
            extent="until",
            ends=rx(r"warning|error"),
            most=14,
        ),
        Shape(
            "^err",
            rx(
                r"error: (?P<message>(?:failed to parse manifest|could not find `Cargo.toml`|no (?:such"
                r" subcommand|bin target)).*)$"
            ),
            kind="configuration",
            tool="cargo",
            weight=88,
            extent="indented",
            most=10,
        ),
        Shape(
            "^tes",
            rx(r"test (?P<test>\S.{0,300}?)(?: - should panic)? \.\.\. FAILED$"),
            kind="test",
            tool="cargo test",
            weight=60,
        ),
        Shape(
            "^thr",
            rx(r"thread '(?P<thread>[^']{1,200})' (?:\(\d{1,9}\) )?panicked at " + AT + r":$"),
            kind="test",
            tool="cargo test",
            weight=90,
            extent="until",
            ends=rx(r"note: |\s*$|----"),
            most=16,
            before=1,
        ),
        Shape(
            "^thr",
            rx(r"thread '(?P<thread>[^']{1,200})' panicked at '(?P<message>.*)', " + AT + r"$"),
            kind="test",
            tool="cargo test",
            weight=90,
            before=1,
        ),
        Shape(
            "^thr",
            rx(r"thread '(?P<thread>[^']{1,200})' panicked at '(?P<message>.*)$"),
            kind="test",
            tool="cargo test",
            weight=82,
            extent="until",
            ends=rx(r"note: |\s*$|----"),
            most=16,
            before=1,
        ),
        Shape(
            "not ",
            rx(r"note: (?P<message>test did not panic as expected) at " + AT + r"$"),
            kind="test",
            tool="cargo test",
            weight=90,
            before=1,
        ),
        Shape(
            "^   ",
            rx(r"    (?P<test>[\w<>]\S{0,300}(?: - .{1,200})?)$"),
            kind="test",
            tool="cargo test",
            weight=58,
            more=_listed,
            given="test result: FAILED",
        ),
        Shape("^tes", rx(r"test result: FAILED\."), kind="test", tool="cargo test", weight=42),
        Shape(
            "^Dif",
            rx(r"Diff in (?P<file>\S{1,300}?)(?: at line |:)(?P<line>\d{1,7}):?$"),
            kind="format",
            tool="rustfmt",
            weight=86,
            extent="until",
            ends=rx(r"Diff in"),
            most=14,
        ),
        Shape(
            "^  f",
            rx(r"  failed to parse manifest at `(?P<file>[^`]{1,300})`$"),
            below=rx(r"  (?P<message>\S.*)$"),
            reach=3,
            needs=False,
            kind="configuration",
            tool="cargo",
            weight=88,
        ),
    ),
)
