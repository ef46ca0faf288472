"""mypy and Pyright."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

FAMILY = Family(
    "python types",
    (
        Shape(
            "error",
            rx(AT + r"(?::\d{1,7}:\d{1,5})?: error: (?P<message>.*?)(?:  \[(?P<code>[\w-]{1,60})\])?$"),
            kind="types",
            tool="mypy",
            weight=82,
            more=lambda lines, at, groups: groups if groups["file"].endswith((".py", ".pyi")) else None,
        ),
        Shape(
            "error",
            rx(r"\s+" + AT + r" - error: (?P<message>.*?)(?: \((?P<code>report\w{1,60})\))?$"),
            kind="types",
            tool="pyright",
            weight=86,
        ),
        Shape(
            "error",
            rx(
                r"(?P<file>[^\s:]{1,300}\.pyi?): error: (?!the following arguments are required|unrecognized arguments"
                r"|argument \S|one of the arguments )(?P<message>.*?)(?:  \[(?P<code>[\w-]{1,60})\])?$"
            ),
            kind="types",
            tool="mypy",
            weight=82,
        ),
        Shape(
            "not ",
            rx(
                r"Config file \"(?P<file>[^\"]{1,300})\" "
                r"(?P<message>could not be (?:parsed|read)\b.*)$"
            ),
            below=rx(r"0 errors, "),  # it goes on with what it does by itself
            reach=60,
            kind="configuration",
            tool="pyright",
            weight=86,
        ),
        Shape("^Fou", rx(r"Found \d{1,6} errors? in \d{1,6} files?"), kind="types", tool="mypy", weight=40),
        Shape(
            "not ",
            rx(
                r"(?P<file>[^\s:]{1,300}\.(?:ini|cfg|toml)): \[(?P<code>mypy[^\]]{0,100})\]: (?P<message>\S.*)$"
            ),
            kind="configuration",
            tool="mypy",
            weight=84,
        ),
    ),
)
