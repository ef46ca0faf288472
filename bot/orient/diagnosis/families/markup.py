"""yamllint, markdownlint, actionlint; workflow commands that name a file."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

FAMILY = Family(
    "yaml",
    (
        Shape(
            "error",
            rx(
                r"\s{2}(?P<line>\d{1,7}):(?P<column>\d{1,5})\s+(?P<severity>error)\s+(?P<message>.*?)(?: "
                r" \((?P<code>[\w-]{1,60})\))?$"
            ),
            above=rx(r"(?P<file>(?:/|\.{0,2}[\w@-])[^:]{0,300}\.ya?ml)$"),
            reach=200,
            kind="lint",
            tool="yamllint",
            weight=87,
        ),
        Shape(
            "error",
            rx(AT + r": \[(?P<severity>error)\] (?P<message>.*?)(?: \((?P<code>[\w-]{1,60})\))?$"),
            kind="lint",
            tool="yamllint",
            weight=87,
        ),
        Shape(
            "^::e",
            rx(
                r"::error (?:file=(?P<file>[^,:]{1,300}))?(?:,line=(?P<line>\d{1,7}))?(?:,(?:endLine|endColumn"
                r"|col|column|title)=[^,:]{0,300}){0,6}(?:,col=(?P<column>\d{1,5}))?::(?P<message>.*)$"
            ),
            weight=84,
        ),
        Shape(
            ":0",
            rx(AT + r" (?P<code>MD\d{3})/\S{1,80} (?P<message>.*)$"),
            kind="lint",
            tool="markdownlint",
            weight=84,
        ),
        Shape(
            ":0",
            rx(AT + r": (?P<code>MD\d{3}) (?P<message>.*)$"),
            kind="lint",
            tool="markdownlint",
            weight=84,
        ),
        Shape(
            ":0",
            rx(AT + r": (?P<message>.*) \[(?P<code>[\w-]{1,60})\]$"),
            weight=60,
            kind="lint",
            tool="actionlint",
        ),
    ),
)
