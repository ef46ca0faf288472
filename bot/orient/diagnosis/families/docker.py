"""Docker and Hadolint."""

from bot.orient.diagnosis.shapes import Family, Shape, rx

FAMILY = Family(
    "docker",
    (
        Shape(
            "error",
            rx(
                r"(?:#\d{1,4} )?(?:ERROR: )?(?P<message>(?:failed to (?:solve|build)|process \"/bin/sh -c).*)$"
            ),
            kind="build",
            tool="docker",
            weight=80,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR: (?P<message>failed to (?:solve|build).*)$"),
            kind="build",
            tool="docker",
            weight=82,
            before=2,
        ),
        Shape(
            "^Doc",
            rx(r"(?P<file>Dockerfile\S{0,60}):(?P<line>\d{1,6})$"),
            kind="build",
            tool="docker",
            weight=80,
            extent="until",
            ends=rx(r"ERROR"),
            most=12,
        ),
        Shape(
            "error",
            rx(
                (
                    r"(?:ERROR: .*|Error response from daemon: )?(?:dockerfile parse error(?: on)? line "
                    r"(?P<line>\d{1,6})|Dockerfile parse error line (?P<line2>\d{1,6})): (?P<message>.*)$"
                ),
                2,
            ),
            kind="build",
            tool="docker",
            weight=88,
        ),
        Shape(
            "error",
            rx(r"(?P<message>Error response from daemon: .*)$"),
            kind="infrastructure",
            tool="docker",
            weight=80,
        ),
        Shape(
            "cannot",
            rx(r"(?P<message>.*Cannot connect to the Docker daemon.*)$", 2),
            kind="infrastructure",
            tool="docker",
            weight=88,
        ),
        Shape(
            "error",
            rx(r"(?P<message>The command '.*' returned a non-zero code: \d{1,3})$"),
            kind="build",
            tool="docker",
            weight=60,
        ),
        Shape(
            "^The",
            rx(r"(?P<message>The command '.*' returned a non-zero code: \d{1,3})$"),
            kind="build",
            tool="docker",
            weight=60,
            before=3,
        ),
        Shape(
            "denied",
            rx(r"(?P<message>.*(?:pull access denied|requested access to the resource is denied).*)$"),
            kind="permission",
            tool="docker",
            weight=86,
        ),
        Shape("^too", rx(r"(?P<message>toomanyrequests: .*)$"), kind="network", tool="docker", weight=86),
        Shape(
            ":0",
            rx(
                r"(?P<file>\S{0,200}Dockerfile\S{0,60}):(?P<line>\d{1,6}) (?P<code>(?:DL|SC)\d{4}) (?:"
                r"(?P<severity>error|warning|info|style): )?(?P<message>.*)$"
            ),
            kind="lint",
            tool="hadolint",
            weight=86,
        ),
    ),
)
