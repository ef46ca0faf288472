"""R CMD check and testthat."""

from bot.orient.diagnosis.shapes import Family, Shape, rx

FAMILY = Family(
    "r",
    (
        Shape(
            "^* c",
            rx(r"\* checking (?P<message>.*)\.\.\. ?(?:\[.*\] ?)?ERROR$"),
            kind="test",
            tool="R CMD check",
            weight=84,
            extent="until",
            ends=rx(r"\* "),
            most=24,
        ),
        Shape(
            "^ ER",
            rx(r" ERROR$"),
            above=rx(r"\* checking (?P<message>.*)$"),
            reach=4,
            kind="test",
            tool="R CMD check",
            weight=86,
            extent="until",
            ends=rx(r"\* "),
            most=30,
        ),
        *(
            Shape(
                tell,
                rx(
                    r"(?:──+ )?(?:\d{1,5}\. )?" + word + r" \('?(?P<file>[^\s:')]{1,200}):(?P<line>\d{1,6})"
                    r"(?::(?P<column>\d{1,5}))?'?\): (?P<test>.*?)(?: ─+)?$"
                ),
                kind="test",
                tool="testthat",
                weight=90,
                extent="until",
                ends=rx(r"──"),
                most=20,
            )
            for tell, word in (("fail", "Failure"), ("error", "Error"))
        ),
        Shape(
            "^ERR",
            rx(r"ERROR: (?P<message>dependenc(?:y|ies) .* not available.*)$"),
            kind="dependency",
            tool="R",
            weight=86,
        ),
        Shape(
            "^Err",
            rx(r"Error in (?P<message>.* : ?.*)$"),
            kind="build",
            tool="R",
            weight=66,
            extent="until",
            ends=rx(r"Execution halted"),
            most=8,
        ),
        Shape(
            "^Err",
            rx(r"Error: (?P<message>package or namespace load failed.*|there is no package called.*)$"),
            kind="dependency",
            tool="R",
            weight=80,
        ),
    ),
)
