"""What looks after Python's projects as a whole: deptry, djLint, typos, stestr, Alembic, Django's checks, Hatch, just."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

_RULES = (
    "H00",
    "H01",
    "H02",
    "H03",
    "H04",
    "D00",
    "D01",
    "D02",
    "T00",
    "T01",
    "T02",
    "T03",
    "J00",
    "J01",
    "N00",
)
"""How djLint's rules begin."""


FAMILY = Family(
    "python projects",
    (
        Shape(
            ":0",
            rx(AT + r": (?P<code>DEP\d{3}) (?P<message>\S.*)$"),
            kind="lint",
            tool="deptry",
            weight=90,
        ),
        Shape(
            "not ",
            rx(
                r"(?P<file>[^\s:]{1,300}\.(?:toml|txt|in|lock)): (?P<code>DEP\d{3}) (?P<message>'.{1,200}' defined as .*)$"
            ),
            kind="lint",
            tool="deptry",
            weight=89,
        ),
        *(
            Shape(
                f"^{rule}",
                rx(r"(?P<code>[HDTJN]\d{3}) (?P<line>\d{1,7}):(?P<column>\d{1,5}) (?P<message>\S.*)$"),
                above=rx(r"(?P<file>[^\s:]{1,300}\.\w{1,10})$"),
                reach=500,
                kind="lint",
                tool="djlint",
                weight=88,
                given="Linting ",
            )
            for rule in _RULES
        ),
        Shape(
            "error",
            rx(r"error: (?P<message>`.{1,100}` should be `.{1,300})$"),
            below=rx(r"\s*(?:╭▸|-->) " + AT + r"$"),
            reach=1,
            kind="lint",
            tool="typos",
            weight=91,
            extent="paragraph",
            most=5,
        ),
        Shape(
            "fail",
            rx(r"\{\d{1,4}\} (?P<test>\S{1,400}) \[\d{1,8}\.\d{1,9}s\] \.\.\. FAILED$"),
            kind="test",
            tool="stestr",
            weight=90,
            extent="until",
            ends=rx(r"\{\d{1,4}\} |={6}$"),
            most=60,
            trace=True,
        ),
        Shape(
            "^FAI",
            rx(
                r"FAILED: (?P<message>(?:Multiple head revisions are present|Can't locate revision|New upgrade operations "
                r"detected|Target database is not up to date|No config file|Path doesn't exist).*)$"
            ),
            kind="configuration",
            tool="alembic",
            weight=90,
        ),
        Shape(
            "error",
            rx(r"(?:\S{0,100}\.)?SystemCheckError: .*$"),
            below=rx(r"(?P<message>(?:[\w.]{1,200}: |\?: )\([\w.]{1,60}\.E\d{3}\) .*)$"),
            reach=6,
            kind="configuration",
            tool="django",
            weight=90,
            extent="until",
            ends=rx(r"System check identified \d"),
            most=20,
        ),
        Shape(
            "error",
            rx(r"(?P<message>configuration error: `[\w.-]{1,100}` .*)$"),
            kind="configuration",
            tool="setuptools",
            weight=88,
        ),
        Shape(
            "invalid",
            rx(r"ValueError: (?P<message>invalid (?P<file>pyproject\.toml) config: .*)$"),
            kind="configuration",
            tool="setuptools",
            weight=90,
        ),
        Shape(
            "^Unk",
            rx(r"(?P<message>Unknown environment: \S{1,100})$"),
            kind="configuration",
            tool="hatch",
            weight=80,
        ),
        Shape(
            "error",
            rx(r"error: (?P<message>\S.*)$"),
            below=rx(r"\s{0,8}——▶ (?P<file>[^\s:]{1,300}):(?P<line>\d{1,7}):(?P<column>\d{1,5})$"),
            reach=1,
            kind="configuration",
            tool="just",
            weight=90,
            extent="paragraph",
            most=5,
        ),
    ),
)
