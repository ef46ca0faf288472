"""What tools say that do not even begin: of their settings and options, of what they cannot get.

A row for each kind of message, by the tools' sources: the needle, the class, the tool and the message, with
the file and the line where they are told.
"""

from bot.orient.diagnosis.shapes import Family, Shape, rx
from bot.orient.diagnosis.values import Kind

_FILE = r"[\"'`]?(?P<file>[^\s\"'`:()]{1,300})[\"'`]?"
_AT = r"(?:line (?P<line>\d{1,7})(?:,? col(?:umn)? (?P<column>\d{1,5}))?)"

_SETTINGS: tuple[tuple[str, str, str], ...] = (
    # pytest, coverage
    ("error", "pytest", r"ERROR: (?P<message>Unknown config option: .*)"),
    (
        "error",
        "pytest",
        r"ERROR: " + _FILE + r":(?:(?P<line>\d{1,7}):)? (?P<message>unexpected .*|no section .*)",
    ),
    ("not ", "coverage", r"(?P<message>(?:No data to report|Couldn't (?:read|use) ).*)"),
    # tox, nox, unittest, pre-commit
    ("error", "unittest", r"ImportError: (?P<message>Start directory is not importable: .*)"),
    ("not ", "tox", r"(?P<message>.* is not a valid (?:tox|environment).*)"),
    ("invalid", "pre-commit", r"An error has occurred: (?P<message>Invalid(?:Config|Manifest)Error:.*)"),
    # Ruff, Black, mypy, Flake8
    (
        "error",
        "black",
        r"Error: Could not open file '(?P<file>[^']{1,300})': (?P<message>Error reading configuration.*)",
    ),
    ("error", "black", r"Error: (?P<message>Invalid value for '--config': .*)"),
    ("invalid", "ruff", r"error: (?P<message>invalid value '.{1,200}' for '.*)"),
    (
        "not ",
        "mypy",
        r"(?P<file>[\w./-]{1,200}\.(?:ini|cfg|toml)): (?P<message>.*(?:not |must be |[Uu]nrecognized ).*)",
    ),
    (
        "error",
        "mypy",
        r"(?P<file>[\w./-]{1,200}\.(?:ini|cfg|toml)):(?P<line>\d{1,7}): error: (?P<message>Error importing plugin .*)",
    ),
    ("error", "mypy", r"mypy: (?:error: )?(?P<message>.*[Cc]an't read file .*)"),
    ("error", "mypy", r"\S{1,300}: error: (?P<message>Cannot read file: .*)"),
    ("cannot", "mypy", r"(?P<message>Cannot find config file .*)"),
    # ESLint, Prettier, npm, Mocha
    ("invalid", "eslint", r"(?P<message>Invalid option '--.*)"),
    ("invalid", "prettier", r"\[error\] (?P<message>Invalid .{1,100} value\. Expected .*)"),
    (
        "error",
        "prettier",
        r"\[error\] (?P<message>(?:No files matching the pattern|Explicitly specified pattern) .*)",
    ),
    ("error", "npm", r"npm (?:ERR!|error) (?P<message>No workspaces found.*)"),
    # pip, uv, Poetry
    ("no s", "pip", r"(?P<message>no such option: -.*)"),
    ("fail", "uv", r"error: (?P<message>Failed to spawn: .*)"),
    (
        "not ",
        "uv",
        r"error: (?P<message>(?:Group|Extra|Package|Dependency group) `.{1,100}` is not defined .*)",
    ),
    (
        "error",
        "uv",
        r"error: (?P<message>No (?:interpreter|`pyproject\.toml`|`project` table|virtual environment) found.*)",
    ),
    ("error", "uv", r"error: (?P<message>The requested interpreter resolved to .*|The Python request .*)"),
    ("invalid", "poetry", r"(?:Error: )?(?P<message>Invalid TOML file " + _FILE + r": .*? at " + _AT + r")"),
    (
        "not ",
        "poetry",
        r"(?P<message>Poetry could not find a pyproject\.toml file in .*|Command not found: \S.*|Group\(s\) not found: .*)",
    ),
    (
        "not ",
        "poetry",
        r"(?:Error: )?(?P<message>(?:Current|The currently activated) Python version \S{1,40} .*is not .*)",
    ),
    ("error", "poetry", r"Error: (?P<message>(?:project|tool\.poetry)\.\S{1,100} must .*)"),
)
_DEPENDENCIES: tuple[tuple[str, str, str], ...] = (
    (
        "error",
        "mocha",
        r"[✖x] ERROR: (?P<message>Error ?(?:\[ERR_MODULE_NOT_FOUND\])?: Cannot find (?:package|module) .*)",
    ),
    ("error", "pytest", r"(?:ERROR: |ImportError: )(?P<message>Error importing plugin .*)"),
    (
        "not ",
        "pip",
        r"(?:ERROR: )?(?P<message>\S{1,100} \S{1,40} requires \S{1,200}, which is not installed\.)",
    ),
    ("exce", "pip", r"(?P<message>pip\._vendor\.\S{1,100}Exception.*)"),
    ("^ERR", "pip", r"ERROR: (?P<message>pip's dependency resolver does not currently take into account .*)"),
    (
        "^pyp",
        "poetry",
        r"(?:Error: )?(?P<message>pyproject\.toml changed significantly since poetry\.lock.*)",
    ),
    (
        "not ",
        "poetry",
        r"(?:Error: )?(?P<message>poetry\.lock (?:was not found|is not consistent|is not up to date).*)",
    ),
    ("not ", "uv", r"(?:error: )?(?P<message>The lockfile at .{1,100} needs to be updated.*)"),
)
_KINDS: tuple[tuple[Kind, tuple[tuple[str, str, str], ...]], ...] = (
    ("configuration", _SETTINGS),
    ("dependency", _DEPENDENCIES),
)

FAMILY = Family(
    "refusals",
    (
        *(
            Shape(tell, rx(pattern + "$"), kind=kind, tool=tool, weight=88)
            for kind, rows in _KINDS
            for tell, tool, pattern in rows
        ),
        Shape(
            "not ",
            rx(r"\s*× (?P<message>(?!git ).{1,200} did not run successfully\.)$"),
            kind="dependency",
            tool="pip",
            weight=80,
            extent="until",
            ends=rx(r".*\[end of output\]"),
            most=200,
            trace=True,
        ),
        Shape(
            "error",
            rx(
                r"(?P<message>(?:\w{1,40}\.){0,6}(?:TOMLDecodeError|MissingSectionHeaderError|DuplicateOptionError"
                r"|InvalidConfigError|ConfigurationError|ConfigError)\b.*)$"
            ),
            kind="configuration",
            weight=62,
        ),
    ),
)
