"""OCaml and dune."""

from bot.orient.diagnosis.shapes import Family, Shape, rx

FAMILY = Family(
    "ocaml",
    (
        Shape(
            "^Fil",
            rx(
                r"File \"(?P<file>[^\"]{1,300})\", lines? (?P<line>\d{1,7})(?:-\d{1,7})?, characters "
                r"(?P<column>\d{1,5})-\d{1,5}:$"
            ),
            below=rx(r"Error(?: \([^)]{1,80}\))?: (?P<message>.*)$"),
            reach=10,
            kind="build",
            tool="ocaml",
            weight=88,
        ),
        Shape(
            "^Fil",
            rx(r"File \"(?P<file>[^\"]{1,300})\", line (?P<line>\d{1,7}), characters 0-0:$"),
            below=rx(r"--- \S"),
            reach=6,
            kind="test",
            tool="dune",
            weight=88,
            extent="until",
            ends=rx(r"File \""),
            most=24,
        ),
        Shape(
            "^Fil",
            rx(r"File \"(?P<file>[^\"]{1,300})\", line (?P<line>\d{1,7}):$"),
            below=rx(r"Error(?: \([^)]{1,80}\))?: (?P<message>.*)$"),
            reach=1,
            kind="build",
            tool="ocaml",
            weight=88,
            extent="until",
            ends=rx(r"\S"),
            most=12,
        ),
    ),
)
