"""What the web's code is checked and made with.

Next.js, svelte-check, Flow, Standard, TSLint, CSpell, Knip, dependency-cruiser;
publint, GraphQL Code Generator; Parcel, Gulp, Grunt, Babel, Sass, Less, Rollup, ReScript, AssemblyScript.
"""

from bot.orient.diagnosis.shapes import AT, PATH, Family, Shape, rx

FAMILY = Family(
    "frontends",
    (
        # Next.js: the place, and below it what is wrong
        Shape(
            "error",
            rx(r"Type error: (?P<message>\S.*)$"),
            above=rx(r"\./" + AT + r"$"),
            reach=1,
            kind="types",
            tool="next",
            weight=90,
            extent="until",
            ends=rx(r"[^\s>\d].*\bbuild\b|Next\.js build"),
            most=14,
        ),
        Shape(
            "error",
            rx(
                r"(?P<line>\d{1,7}):(?P<column>\d{1,5})  Error: (?P<message>\S.*?)  (?P<code>[@\w][\w/@-]{1,80})$"
            ),
            above=rx(r"\./(?P<file>[^\s:]{1,300}\.\w{1,5})$"),
            reach=200,
            kind="lint",
            tool="next",
            weight=88,
        ),
        Shape(
            "error",
            rx(r"Error: (?P<message>.*?)(?: \((?P<code>ts|js|css|svelte|[a-z]\w{1,40})\))?$"),
            above=rx(AT + r"$"),
            reach=1,
            kind="types",
            tool="svelte-check",
            weight=90,
            extent="until",
            ends=rx(r"\s*$"),
            most=8,
        ),
        Shape(
            "error",
            rx(r"(?P<message>svelte-check found [1-9]\d{0,6} errors?.*)$"),
            kind="types",
            tool="svelte-check",
            weight=50,
        ),
        Shape(
            "error",
            rx(
                r"ERROR: (?P<line>\d{1,7}):(?P<column>\d{1,5}) +(?P<code>[a-z][\w-]{1,60}) +(?P<message>\S.*)$"
            ),
            above=rx(r"(?P<file>[^\s:]{1,300}\.[mc]?[jt]sx?):\d{1,7}:\d{1,5}$"),
            reach=200,
            kind="lint",
            tool="tslint",
            weight=86,
        ),
        Shape(
            "^@pa",
            rx(r"(?P<message>@parcel/[\w-]{1,40}: .*)$"),
            below=rx(r"  " + AT + r"$"),
            reach=3,
            kind="build",
            tool="parcel",
            weight=88,
            extent="indented",
            most=12,
        ),
        Shape(
            "^Err",
            rx(r"Errors:$"),
            above=rx(r"Running publint |Linting\.{3}$"),
            reach=30,
            below=rx(r"\d{1,4}\. (?P<message>\S.*)$"),
            kind="lint",
            tool="publint",
            weight=88,
            extent="until",
            ends=rx(r"(?!\d{1,4}\. )"),
            most=20,
        ),
        Shape(
            "error",
            rx(r"\s+Error \d{1,4}: (?P<message>\S.*)$"),
            below=rx(r"\s+at " + AT + r"\]?$"),
            reach=3,
            kind="build",
            tool="graphql-codegen",
            weight=88,
        ),
        Shape("fail", rx(r"🚨 (?P<message>Build failed\.)$"), kind="build", tool="parcel", weight=50),
        Shape(
            "error",
            rx(r"\[\d\d:\d\d:\d\d\] '[^']{1,100}' errored after .*$"),
            below=rx(r"\[\d\d:\d\d:\d\d\] (?P<message>\S.*)$"),
            reach=1,
            kind="build",
            tool="gulp",
            weight=84,
            extent="until",
            ends=rx(r"\[\d\d:\d\d:\d\d\] '|\s*$"),
            most=14,
            trace=True,
        ),
        Shape(
            "^War",
            rx(r"Warning: (?P<message>.*) Use --force to continue\.$"),
            kind="build",
            tool="grunt",
            weight=84,
            extent="paragraph",
        ),
        Shape(
            "error",
            rx(r"Error -{3,} " + AT + r"$"),
            below=rx(r"(?P<message>[^\s-].*)$"),
            reach=2,
            kind="types",
            tool="flow",
            weight=90,
            extent="until",
            ends=rx(r"Error -{3,}|Found \d|References:"),
            most=16,
        ),
        Shape(
            ":0",
            rx(r"  " + AT + r": (?P<message>\S.{0,300}) \((?P<code>[\w@/-]{2,80})\)$"),
            kind="lint",
            tool="standard",
            weight=82,
        ),
        Shape(
            ":0",
            rx(
                r"(?P<file>[^\s:][^:]{0,300}):(?P<line>\d{1,7}):(?P<column>\d{1,5}) - "
                r"(?P<message>(?:Unknown|Forbidden|Misspelled) word .*)$"
            ),
            kind="lint",
            tool="cspell",
            weight=84,
        ),
        *(
            Shape(
                tell,
                rx(r"(?P<message>(?:Unused|Unlisted|Unresolved|Duplicate) [\w -]{1,60} \(\d{1,6}\))$"),
                below=rx(
                    r"(?:\S{1,200} +)?(?P<file>[^\s:]{1,300}\.\w{1,8})"
                    r"(?::(?P<line>\d{1,7}):(?P<column>\d{1,5})|: .{1,600})?$"
                ),
                reach=1,
                kind="lint",
                tool="knip",
                weight=80,
                extent="paragraph",
                most=20,
            )
            for tell in ("^Unu", "^Unl", "^Unr", "^Dup")
        ),
        Shape(
            "error",
            rx(r"\s+error (?P<code>[\w-]{2,80}): (?P<file>[^\s:]{1,300}) (?:→|->).*$"),
            kind="lint",
            tool="dependency-cruiser",
            weight=84,
            extent="indented",
        ),
        Shape(
            "^   ",
            rx(r" {4,8}(?P<file>[^\s:]{1,300}\.\w{1,8})(?: [→-]>?)?$"),
            above=rx(r"\s+error (?P<code>no-circular): "),
            reach=12,
            kind="lint",
            tool="dependency-cruiser",
            weight=80,
        ),
        Shape(
            "error",
            rx(
                r"\s{0,8}(?:\[?\S{0,40}\]? )?SyntaxError: (?P<file>[^\s:]{1,300}): (?P<message>.*) \((?P<line>\d{1,7}):"
                r"(?P<column>\d{1,5})\)$"
            ),
            kind="build",
            tool="babel",
            weight=88,
            extent="until",
            ends=rx(r"    at "),
            most=12,
        ),
        Shape(
            "error",
            rx(r"Error: (?P<message>\S.*)$"),
            below=rx(r"  (?P<file>[^\s:]{1,300}\.s[ac]ss) (?P<line>\d{1,7}):(?P<column>\d{1,5})  "),
            reach=14,
            kind="build",
            tool="sass",
            weight=88,
            extent="indented",
            most=14,
        ),
        Shape(
            "error",
            rx(
                r"(?P<message>\w{1,30}Error: .*) in (?P<file>\S{1,300}\.less) on line (?P<line>\d{1,7}), column "
                r"(?P<column>\d{1,5}):$"
            ),
            kind="build",
            tool="less",
            weight=88,
            extent="paragraph",
            most=6,
        ),
        Shape(
            "error",
            rx(r"\[!\] (?:\([^)]{1,80}\) )?(?P<message>\w{0,30}Error: .*)$"),
            below=rx(r"(?P<file>[^\s:()]{1,300}) \((?P<line>\d{1,7}):(?P<column>\d{1,5})\)$"),
            reach=3,
            kind="build",
            tool="rollup",
            weight=88,
            extent="until",
            ends=rx(r"    at |\w{0,30}Error: "),
            most=10,
        ),
        Shape(
            "^  W",
            rx(r"  We've found a bug for you!$"),
            below=rx(r"  " + PATH + r":(?P<line>\d{1,7})(?::(?P<column>\d{1,5}))?[\d:-]{0,20}$"),
            reach=1,
            kind="build",
            tool="rescript",
            weight=88,
            extent="indented",
            most=16,
        ),
        Shape(
            "error",
            rx(r"ERROR (?P<code>(?:TS|AS)\d{3,5}): (?P<message>.*)$"),
            below=rx(r"\s+└─ in (?P<file>[^\s()]{1,300})\((?P<line>\d{1,7}),(?P<column>\d{1,5})\)$"),
            reach=6,
            kind="build",
            tool="assemblyscript",
            weight=88,
            extent="until",
            ends=rx(r"\s*$"),
            most=8,
        ),
        Shape(
            "error",
            rx(
                r"\d{10,16} (?P<severity>ERROR) \"(?P<file>[^\"]{1,300})\" (?P<line>\d{1,7}):(?P<column>\d{1,5}) "
                r"\"(?P<message>.*)\"$"
            ),
            kind="types",
            tool="svelte-check",
            weight=90,
        ),
    ),
)
