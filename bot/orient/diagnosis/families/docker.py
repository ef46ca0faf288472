"""Docker, Compose and Hadolint."""

from bot.orient.diagnosis.shapes import Family, Shape, rx
from bot.orient.diagnosis.telling import said
from bot.orient.diagnosis.values import Kind

_FAILED = r"(?:buildx (?:call )?failed with: )?(?:#\d{1,4} )?(?:ERROR|error): (?:failed to solve: )?"
_DAEMON: tuple[tuple[Kind, str], ...] = (
    (
        "dependency",
        r"manifest unknown|manifest for \S{1,300} not found|no matching manifest|repository does not exist",
    ),
    (
        "configuration",
        r"[Cc]onflict\. The container name|executable file not found|OCI runtime create failed"
        r"|No such (?:container|image|network|volume)|invalid (?:reference format|mount config|volume specification)"
        r"|port is already allocated|address already in use",
    ),
)
"""What the daemon says that is not its own trouble."""

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
            ":0",
            rx(
                r"(?P<file>(?:[^\s:]{1,200}/)?(?:[\w.-]{1,60}\.)?(?:Docker|docker|Container)file[\w.-]{0,60}):(?P<line>\d{1,6})$"
            ),
            below=rx(r"-{10,}$"),
            reach=1,
            kind="build",
            tool="docker",
            weight=80,
            extent="until",
            ends=rx(r"ERROR"),
            most=12,
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
        said("error", "network", 90, "toomanyrequests:", "docker"),
        Shape(
            "error",
            rx(
                r"(?:buildx (?:call )?failed with: )?(?:#\d{1,4} )?(?:(?:ERROR|[Ee]rror): )?(?P<message>"
                r"(?:failed to (?:solve|push (?!some)|authorize|fetch (?:anonymous|oauth)|copy|do request)"
                r"(?!.*did not complete)"
                r"|trying to reuse blob |unexpected status)"
                r".*(?:403 \(?Forbidden|401 \(?Unauthorized).*)$"
            ),
            kind="permission",
            tool="docker",
            weight=88,
        ),
        Shape(
            "error",
            rx(_FAILED + r"(?P<message>denied: .*)$"),
            kind="permission",
            tool="docker",
            weight=88,
        ),
        Shape(
            "error",
            rx(
                _FAILED
                + r"(?P<message>failed to (?!.*did not complete successfully).*(?:i/o timeout|TLS handshake timeout"
                r"|connection reset by peer|50[234] (?:Bad Gateway|Service Unavailable|Gateway Time-?out)).*)$"
            ),
            kind="network",
            tool="docker",
            weight=88,
        ),
        *(
            Shape(
                "error",
                rx(r"\s*(?:docker: )?(?P<message>Error response from daemon: .*(?:" + words + r").*)$"),
                kind=kind,
                tool="docker",
                weight=86,
            )
            for kind, words in _DAEMON
        ),
        Shape(
            "not ",
            rx(r"\s*(?P<message>manifest for \S{1,300} not found: .*)$"),
            kind="dependency",
            tool="docker",
            weight=86,
        ),
        Shape(
            "fail",
            rx(r"(?:ERROR: .{0,200}: )?(?P<message>(?:COPY|ADD) failed: .*)$"),
            kind="build",
            tool="docker",
            weight=86,
            before=1,
        ),
        Shape(
            "fail",
            rx(r"(?P<message>dependency failed to start: .*)$"),
            kind="build",
            tool="docker compose",
            weight=72,
            before=4,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR: for \S{1,100}  (?P<message>Container \"[\da-f]{1,64}\" is unhealthy\.)$"),
            kind="build",
            tool="docker compose",
            weight=72,
        ),
        Shape(
            "invalid",
            rx(r"ERROR: (?P<message>The Compose file '(?P<file>[^']{1,300})' is invalid because:)$"),
            kind="configuration",
            tool="docker compose",
            weight=90,
            extent="paragraph",
            most=8,
        ),
        Shape(
            "invalid",
            rx(r"(?P<message>(?:service|network|volume) \"[^\"]{1,100}\" .*: invalid compose project)$"),
            kind="configuration",
            tool="docker compose",
            weight=90,
        ),
        Shape(
            "^val",
            rx(
                r"validating (?P<file>[^\s:]{1,300}\.ya?ml): "
                r"(?P<message>.*(?:[Aa]dditional propert|must be |is required|invalid|not allowed).*)$"
            ),
            kind="configuration",
            tool="docker compose",
            weight=90,
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
