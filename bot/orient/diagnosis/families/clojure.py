"""Clojure, clojure.test, Leiningen."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

FAMILY = Family(
    "clojure",
    (
        Shape(
            "^FAI",
            rx(r"FAIL in \((?P<test>[^)]{1,200})\) \((?P<file>[^\s:]{1,200}):(?P<line>\d{1,6})\)$"),
            kind="test",
            tool="clojure.test",
            weight=90,
            extent="paragraph",
            most=20,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR in \((?P<test>[^)]{1,200})\) \((?P<file>[^\s:]{1,200}):(?P<line>\d{1,6})\)$"),
            kind="test",
            tool="clojure.test",
            weight=90,
            extent="paragraph",
            most=24,
        ),
        Shape(
            "not ",
            rx(r"(?P<message>Could not (?:find|transfer) artifact .*)$"),
            kind="dependency",
            tool="maven",
            weight=80,
            extent="until",
            ends=rx(r"(?!Could|This|If)"),
            most=14,
        ),
        Shape(
            "error",
            rx(r"(?:Exception in thread \"main\" )?Syntax error .{0,80} at \(" + AT + r"\)\.$"),
            kind="build",
            tool="clojure",
            weight=84,
            extent="paragraph",
        ),
    ),
)
