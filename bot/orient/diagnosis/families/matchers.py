"""Formats that problem matchers for editors and for Actions are published for, and that no other family reads.

Each has its matcher's name, and who publishes it. What others read of such formats is in their families;
`tests/orient/diagnosis/formats/matchers.py` has a message of every one.
"""

from bot.orient.diagnosis.shapes import AT, PATH, Family, Shape, rx

FAMILY = Family(
    "matchers",
    (
        # tslint5, microsoft/vscode-tslint
        Shape(
            "error",
            rx(r"ERROR: " + PATH + r"\[(?P<line>\d{1,7}), (?P<column>\d{1,5})\]: (?P<message>\S.*)$"),
            kind="lint",
            tool="tslint",
            weight=88,
        ),
        # stylelint-unix, xt0rted/stylelint-problem-matcher
        Shape(
            "error",
            rx(AT + r": (?P<message>.+) \((?P<code>[a-z][\w/-]{3,80})\) \[(?P<severity>error)\]$"),
            kind="lint",
            tool="stylelint",
            weight=92,
        ),
        # jshint-stylish, microsoft/vscode
        Shape(
            " line ",
            rx(r" {2,6}line (?P<line>\d{1,7}) {1,6}col (?P<column>\d{1,5}) {1,6}(?P<message>\S.*)$"),
            above=rx(r"(?P<file>(?:[A-Za-z]:)?[^\s:]{1,300}\.[mc]?jsx?)$"),
            reach=100,
            kind="lint",
            tool="jshint",
            weight=84,
        ),
        # haxe, HaxeFoundation/haxe
        Shape(
            ":0",
            rx(
                r"(?P<file>[^\s:]{1,300}\.hx):(?P<line>\d{1,7}): "
                r"(?:characters? (?P<column>\d{1,5})(?:-\d{1,5})?|lines \d{1,7}-\d{1,7}) : (?!Warning)(?P<message>\S.*)$"
            ),
            kind="build",
            tool="haxe",
            weight=86,
        ),
        # phpstan's raw format, phpstan/phpstan
        Shape(
            ":0",
            rx(r"(?P<file>[^\s:]{1,300}\.php):(?P<line>\d{1,7}):(?P<message>[A-Z]\S* .*)$"),
            kind="types",
            tool="phpstan",
            weight=80,
        ),
    ),
)
