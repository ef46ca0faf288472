"""yamllint, markdownlint, actionlint; workflow commands that name a file."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx


def _command(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """A workflow command's properties come in any order; linters print their own message behind them."""
    named = {found[1]: found[2] for found in _PROPERTY.finditer(groups["properties"])}
    told = {"message": groups["message"].replace("%0A", " ").strip()}
    if inner := next(filter(None, (pattern.match(told["message"]) for pattern in _INNER)), None):
        told |= {k: v for k, v in inner.groupdict().items() if v}
        lint: Groups = {"kind": "lint"} if "code" in told else {}
        told |= lint
    title = named.get("title", "")
    if " > " in title:  # Vitest's and Playwright's: the file, the suites, the test
        told |= {"kind": "test", "test": title.partition(" > ")[2]}
    for pattern, tool, kind in _TITLES:
        if found := pattern.fullmatch(title):
            told |= {"tool": tool, "kind": kind, **{k: v for k, v in found.groupdict().items() if v}}
    for name, group in (("file", "file"), ("line", "line"), ("col", "column"), ("column", "column")):
        if named.get(name):
            told[group] = named[name]
    return told


def _issue(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """Azure Pipelines' command, which linters print as well."""
    named = {found[1]: found[2] for found in _ISSUE.finditer(groups["properties"])}
    if named.get("type") != "error" or "sourcepath" not in named:
        return None
    told = {_ISSUES[name]: text for name, text in named.items() if name in _ISSUES}
    lint: Groups = {"kind": "lint"} if "code" in told else {}
    return {**told, **lint, "message": groups["message"].strip()}


_ISSUE = rx(r"(\w{1,20})=([^;\]]{1,300})")
_ISSUES = {"sourcepath": "file", "linenumber": "line", "columnnumber": "column", "code": "code"}
_OXLINT = (
    r"oxc|eslint(?:-plugin-[\w-]{1,40})?|typescript(?:-eslint)?|import|jest|vitest|jsdoc|jsx-a11y|nextjs|node|promise"
    r"|react(?:-[\w-]{1,20})?|unicorn|vue"
)
"""Its plugins."""
_TITLES = (
    (rx(r"(?P<code>[CRWEFI]\d{4})"), "pylint", "lint"),
    (rx(r"(?P<code>(?:lint|assist|suppressions)/[\w/]{1,100})"), "biome", "lint"),
    (rx(r"ty \((?P<code>[a-z][\w-]{1,80})\)"), "ty", "types"),
    (rx(r"oxlint|(?:" + _OXLINT + r")\((?P<code>[\w/-]{1,80})\)"), "oxlint", "lint"),
    (rx(r"SQLFluff"), "sqlfluff", "lint"),
)
"""By their title: whose command it is, and what that checks."""
_PROPERTY = rx(r"\b(file|line|col|column|title)=([^,]{1,300})")
_INNER = (
    rx(AT + r": (?:(?P<code>[A-Z]{1,4}\d{3,4}) )?(?P<message>.*)$"),
    rx(r"\d{1,7}:\d{1,5} \[(?P<code>[\w-]{1,60})\] (?P<message>.*)$"),
    rx(r"(?P<code>[A-Z]\w{1,40}/\w{1,60}): (?P<message>.*)$"),
    rx(r"(?P<code>[A-Z]{1,4}\d{3,4}):? (?P<message>\S.*)$"),
    rx(r"(?P<code>[A-Z]{2}\d{2}): (?P<message>\S.*)$"),
    rx(r"(?P<message>.*) \((?P<code>[a-z@][\w@/-]{2,80})\)$"),
)
"""yamllint, RuboCop; then what Stylelint, golangci-lint and SQLFluff print behind their message: place and code first."""

_CHECKSTYLE = (
    r"\s*<error line=['\"](?P<line>\d{1,7})['\"](?: column=['\"](?P<column>\d{1,5})['\"])? "
    r"severity=['\"](?P<severity>%s)['\"] message=['\"](?P<message>.{0,400}?)['\"]"
    r"(?: source=['\"](?P<code>[^'\"]{1,200})['\"])? ?/>"
)
_CHECKSTYLE_FILE = rx(r"\s*<file name=['\"](?P<file>[^'\"]{1,300})['\"]")


FAMILY = Family(
    "yaml",
    (
        Shape(
            "error",
            rx(
                r"\s{2}(?P<line>\d{1,7}):(?P<column>\d{1,5})\s+(?P<severity>error)\s+(?P<message>.*?)(?: "
                r" \((?P<code>[\w-]{1,60})\))?$"
            ),
            above=rx(r"(?P<file>(?:\.{0,2}/|[\w@.-])[^:]{0,300}\.ya?ml)$"),
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
            rx(r"::error (?P<properties>.{0,600}?)::(?P<message>.*)$"),
            weight=84,
            more=_command,
        ),
        Shape(
            "^::w",
            rx(r"::warning (?P<properties>.{0,500}?title=[CRW]\d{4}.{0,60}?)::(?P<message>.*)$"),
            kind="lint",
            tool="pylint",
            weight=84,
            more=_command,
        ),
        Shape(
            "^::w",
            rx(r"::warning (?P<properties>.{0,80}?title=SQLFluff.{0,400}?)::(?P<message>.*)$"),
            kind="lint",
            tool="sqlfluff",
            weight=84,
            more=_command,
        ),
        Shape(
            "error",
            rx(r"##vso\[task\.logissue (?P<properties>[^\]]{0,600})\](?P<message>.*)$"),
            weight=84,
            more=_issue,
        ),
        Shape(
            "error",
            rx(_CHECKSTYLE % "error"),
            above=_CHECKSTYLE_FILE,
            reach=500,
            kind="lint",
            tool="checkstyle",
            weight=84,
        ),
        Shape(
            "error",
            rx(_CHECKSTYLE % "warning|info"),
            above=_CHECKSTYLE_FILE,
            reach=500,
            kind="lint",
            tool="checkstyle",
            weight=33,
        ),
        Shape(
            ":0",
            rx(AT + r" (?:error |warning )?(?P<code>MD\d{3})/\S{1,80} (?P<message>.*)$"),
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
            rx(AT + r": (?P<message>.*) \[(?P<code>(?!-W)[\w-]{1,60})\]$"),
            weight=60,
            kind="lint",
            tool="actionlint",
        ),
    ),
)
