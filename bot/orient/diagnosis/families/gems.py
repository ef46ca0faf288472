"""RuboCop and Bundler."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

FAMILY = Family(
    "gems",
    (
        *(
            Shape(
                f"^{severity}: ",
                rx(
                    r"(?P<severity>[A-Z]): +(?P<line>\d{1,7}): +(?P<column>\d{1,5}): (?:\[[\w ]{1,20}\] )?"
                    r"(?P<code>[A-Z]\w{1,60}(?:/\w{1,60}){1,3}): (?P<message>.*)$"
                ),
                above=rx(r"== (?P<file>\S.{0,300}) ==$"),
                reach=500,
                kind="lint",
                tool="rubocop",
                weight=86,
            )
            for severity in "CWEF"
        ),
        Shape(
            ":0",
            rx(
                AT
                + (
                    r": (?P<severity>[CWEF]): (?:\[Correct\w{0,12}\] )?(?:(?P<code>[A-Z]\w{1,60}(?:/\w{1,60}){1,3}):"
                    r" )?(?P<message>.*)$"
                )
            ),
            kind="lint",
            tool="rubocop",
            weight=86,
            extent="until",
            ends=rx(r"\S.*:\d{1,7}:\d{1,5}: |\s*$|\d"),
            most=3,
        ),
        Shape(
            "not ",
            rx(
                r"(?P<message>Could not (?:locate Gemfile.*|find (?:gem|compatible versions|\S{1,100} in any of"
                r" the sources|\S{1,100}-\d)).*)$"
            ),
            kind="dependency",
            tool="bundler",
            weight=86,
            extent="paragraph",
            most=14,
        ),
        Shape(
            "error",
            rx(
                r"Error: (?P<message>(?:unrecognized (?:cop|parameter)|RuboCop found|obsolete|The `?\w+/\w+).*)$"
            ),
            kind="configuration",
            tool="rubocop",
            weight=84,
        ),
        Shape(
            "cannot",
            rx(r"(?P<message>cannot load such file -- \S.*)$"),
            below=rx(r"\S{0,250}/lib/rubocop/\S{1,100}:\d{1,7}:in .*$"),
            reach=1,
            kind="configuration",
            tool="rubocop",
            weight=86,
        ),
        Shape(
            "^You",
            rx(r"(?P<message>You are trying to install in deployment mode after changing)$"),
            kind="dependency",
            tool="bundler",
            weight=88,
            extent="until",
            ends=rx(r"(?:You have|\* ).*$"),
            most=12,
        ),
        Shape(
            "can't",
            rx(r"(?P<message>.{1,300} the lockfile can't be updated because frozen mode is set.*)$"),
            kind="dependency",
            tool="bundler",
            weight=88,
        ),
        Shape(
            "not ",
            rx(r"bundler: (?P<message>command not found: .*)$"),
            kind="configuration",
            tool="bundler",
            weight=88,
        ),
        Shape(
            "error",
            rx(r"\[!\] (?P<message>There was an error (?:parsing|while loading) .*)$"),
            below=rx(r" # +from " + AT + r"$"),
            needs=False,
            kind="configuration",
            tool="bundler",
            weight=86,
        ),
        Shape(
            "not ",
            rx(r"(?P<message>Bundler could not find compatible versions.*)$"),
            kind="dependency",
            tool="bundler",
            weight=88,
            extent="paragraph",
            most=14,
        ),
        Shape(
            "error",
            rx(r"(?P<message>An error occurred while installing .*)$"),
            kind="dependency",
            tool="bundler",
            weight=80,
        ),
    ),
)
