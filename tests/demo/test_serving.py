"""The App of the demo: with the line that is printed, a stranger can ask it."""

import shlex
from pathlib import Path

from bot.demo.serving import ASKING, Serving


def test_the_line_for_a_shell_has_every_setting_whole_and_no_secret() -> None:
    env = {name: f"a {name}; b" for name in ASKING} | {"ANDON_WEBHOOK_SECRET": "s3cret"}
    line = Serving(1, env, Path("log")).asking("doctor --json")
    words = shlex.split(line)
    assert {f"{name}=a {name}; b" for name in ASKING} == set(words[1 : 1 + len(ASKING)])
    assert (["env", "-m", "bot", "doctor", "--json"], False) == ([words[0], *words[-4:]], "s3cret" in line)
