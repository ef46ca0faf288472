"""ShellCheck, shells, Bats, shUnit2."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

FAMILY = Family(
    "shell",
    (
        Shape(
            "^In ",
            rx(r"In (?P<file>\S{1,300}) line (?P<line>\d{1,7}):$"),
            below=rx(
                r"\s*\^-*\^? ?-*-? ?(?P<code>SC\d{4}) (?:\((?P<severity>\w{1,10})\): )?(?P<message>.*)$"
            ),
            reach=4,
            kind="lint",
            tool="shellcheck",
            weight=86,
            extent="paragraph",
            most=8,
        ),
        Shape(
            ":0",
            rx(AT + r": (?P<severity>error|warning|note|info|style): (?P<message>.*) \[(?P<code>SC\d{4})\]$"),
            kind="lint",
            tool="shellcheck",
            weight=86,
        ),
        Shape(
            "not ",
            rx(
                r"(?!(?:\S{0,60}/)?(?:ba|da|z|k)?sh: )(?P<file>[^\s:]{1,250}): (?:line )?(?P<line>\d{1,6}): "
                r"(?P<message>\S{1,200}: (?:command )?not found)$"
            ),
            kind="configuration",
            tool="shell",
            weight=76,
        ),
        Shape(
            "not ",
            rx(
                r"(?:/bin/)?(?:ba|da|z|k)?sh: (?:line )?(?:\d{1,6}: )?(?P<message>\S{1,200}: (?:command )?not found)$"
            ),
            kind="configuration",
            tool="shell",
            weight=76,
        ),
        Shape(
            "unexpected",
            rx(
                r"(?P<file>[^\s:]{1,250}): (?:line )?(?P<line>\d{1,6}): "
                r"(?P<message>(?:[Ss]yntax error|unexpected EOF while looking for matching).*)$"
            ),
            kind="build",
            tool="shell",
            weight=80,
        ),
        Shape(
            "error",
            rx(r"(?P<file>[^\s:]{1,250}): (?:line )?(?P<line>\d{1,6}): (?P<message>[Ss]yntax error.*)$"),
            kind="build",
            tool="shell",
            weight=80,
        ),
        Shape(
            "no s",
            rx(
                r"(?!(?:\S{0,60}/)?(?:ba|da|z|k)?sh: )(?P<file>[^\s:]{1,250}): (?:line )?(?P<line>\d{1,6}): "
                r"(?P<message>(?:\S{1,60}: )?\S{1,250}: No such file or directory)$"
            ),
            kind="configuration",
            tool="shell",
            weight=74,
        ),
        Shape(
            "denied",
            rx(
                r"(?!(?:\S{0,60}/)?(?:ba|da|z|k)?sh: )(?P<file>[^\s:]{1,250}): (?:line )?(?P<line>\d{1,6}): "
                r"(?P<message>\S{1,250}: Permission denied)$"
            ),
            kind="permission",
            tool="shell",
            weight=76,
        ),
        Shape(
            "^\tno",
            rx(r"\s*(?P<message>\S{1,200}: (?:unbound variable|parameter not set))$"),
            kind="build",
            tool="shell",
            weight=70,
        ),
        Shape(
            " line ",
            rx(
                r"(?P<file>[^\s:]{1,250}): (?:line )?(?P<line>\d{1,6}): (?P<message>\S{1,250}: (?:unbound"
                r" variable|parameter not set))$"
            ),
            kind="build",
            tool="shell",
            weight=76,
        ),
        Shape(
            "^ ✗ ",
            rx(r" ✗ (?P<test>\S.*?)(?: \[\d{1,8}\])?$"),
            below=rx(
                r"\s+\((?:in test|from function .{1,200} in(?: test)?) file (?P<file>\S{1,200}), line (?P<line>\d{1,6})[,)]"
            ),
            reach=4,
            kind="test",
            tool="bats",
            weight=90,
            extent="indented",
            most=14,
        ),
        Shape(
            "error",
            rx(r"shunit2:ERROR (?P<test>[A-Za-z_]\w{0,200})\(\) returned non-zero return code\.$"),
            above=rx(r"ASSERT:(?P<message>.*)$"),
            reach=20,
            needs=False,
            kind="test",
            tool="shunit2",
            weight=90,
            before=1,
        ),
        # What `${NAME:?message}` says where the name is not set.
        Shape(
            " line ",
            rx(
                r"(?P<file>[^\s:]{1,250}): line (?P<line>\d{1,6}): "
                r"(?P<message>[A-Z_][A-Z\d_]{1,60}: (?!(?:command )?not found$|unbound variable$)\S.*)$"
            ),
            kind="build",
            tool="shell",
            weight=72,
        ),
    ),
)
