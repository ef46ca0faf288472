"""What tools print that do not run here: messages as their sources and documentation have them."""

import pytest

from bot.orient.diagnosis import Kind, diagnose
from tests.orient.diagnosis.formats import (
    Place,
    apple,
    checked,
    dotnet,
    edges,
    hosted,
    jvm,
    kotlin,
    libraries,
    machines,
    matchers,
    native,
    operated,
    packages,
    reports,
    reruns,
    scala,
    scripts,
    web,
)

LOGS = (
    *apple.LOGS,
    *dotnet.LOGS,
    *checked.LOGS,
    *edges.LOGS,
    *hosted.LOGS,
    *jvm.LOGS,
    *kotlin.LOGS,
    *libraries.LOGS,
    *machines.LOGS,
    *matchers.LOGS,
    *native.LOGS,
    *operated.LOGS,
    *packages.LOGS,
    *reports.LOGS,
    *reruns.LOGS,
    *scala.LOGS,
    *scripts.LOGS,
    *web.LOGS,
)


@pytest.mark.parametrize(
    ("log", "kind", "tool", "places", "tests"), [row[1:] for row in LOGS], ids=[row[0] for row in LOGS]
)
def test_a_tools_message_tells_class_tool_places_and_tests(
    log: str, kind: Kind, tool: str | None, places: tuple[Place, ...], tests: tuple[str, ...]
) -> None:
    found = diagnose(log)
    told = tuple((e.path, e.line) for e in found.errors)
    assert (kind, tool, places, tests) == (found.kind, found.tool, told, found.tests)
