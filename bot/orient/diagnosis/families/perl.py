"""prove and Perl itself."""

from bot.orient.diagnosis.shapes import Family, Shape, rx

_REPEATED = r"(?!Compilation failed in require|BEGIN failed--)"
"""Who asked for what does not compile, of which the line above tells."""

FAMILY = Family(
    "perl",
    (
        Shape(
            "fail",
            rx(
                r"\s*#\s+Failed test(?: '(?P<test>.*)')?(?: at (?P<file>\S{1,200}) line (?P<line>\d{1,7})\.)?$"
            ),
            below=rx(r"\s*#\s+(?:at|in) (?P<file>\S{1,200}) (?:at )?line (?P<line>\d{1,7})\.$"),
            reach=2,
            needs=False,
            kind="test",
            tool="prove",
            weight=88,
            extent="until",
            ends=rx(r"(?!\s*# )|\s*# Looks like"),
            most=12,
        ),
        Shape(
            "^# L",
            rx(r"(?P<message># Looks like (?:you failed|your test exited|you planned).*)$"),
            kind="test",
            tool="prove",
            weight=52,
            before=1,
        ),
        Shape(
            "fail",
            rx(r"\s*(?P<message>Failed \d{1,6}/\d{1,6} subtests\b.*)$"),
            kind="test",
            tool="prove",
            weight=54,
            before=1,
        ),
        Shape(
            "^Dub",
            rx(r"(?P<message>Dubious, test returned .*)$"),
            kind="test",
            tool="prove",
            weight=56,
            extent="line",
        ),
        Shape(
            "can't",
            rx(
                r"(?P<message>Can't locate \S{1,200}\.pm in @INC.*?)(?: at (?P<file>\S{1,200}) line (?P<line>\d{1,7})\.)?$"
            ),
            kind="dependency",
            tool="perl",
            weight=84,
        ),
        Shape(
            " line ",
            rx(
                _REPEATED
                + r"(?P<message>[^\s#].*) at (?P<file>\S{1,200}\.(?:t|pm)) line (?P<line>\d{1,7})(?:\.|, .*)$"
            ),
            below=rx(r"# Looks like your test exited"),
            reach=6,
            kind="test",
            tool="prove",
            weight=87,
        ),
        Shape(
            " line ",
            rx(
                _REPEATED
                + r"(?P<message>[^\s#].*) at (?P<file>\S{1,200}\.(?:t|pm)) line (?P<line>\d{1,7})(?:\.|, .*)$"
            ),
            below=rx(r"Dubious, test returned "),
            reach=6,
            kind="test",
            tool="prove",
            weight=87,
        ),
        Shape(
            "fail",
            rx(r"(?P<message>FAILED--Further testing stopped: .*)$"),
            kind="test",
            tool="prove",
            weight=84,
        ),
        Shape(
            " line ",
            rx(
                _REPEATED
                + r"(?P<message>[^\s#].* at (?P<file>[^\s]{1,200}\.(?:pl|pm|t)) line (?P<line>\d{1,7})(?:\.|, .*))$"
            ),
            kind="build",
            tool="perl",
            weight=62,
        ),
    ),
)
