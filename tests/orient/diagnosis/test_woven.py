"""What ran side by side is read each by itself; every line keeps its number."""

import json

from bot.orient.diagnosis import diagnose
from bot.orient.diagnosis.folders import Folders
from bot.orient.diagnosis.lines import read
from bot.orient.diagnosis.woven import unwoven


def lines(text: str) -> list[tuple[int, str]]:
    """The log's lines as they are read, with their numbers."""
    log, _ = unwoven(read(text))
    return list(zip(log.numbers, log.lines, strict=True))


def test_lines_of_two_scripts_part_and_nothing_crosses_a_step() -> None:
    text = (
        "packages/a test$ jest\n. test$ tsc\npackages/a test: one\n. test: two\npackages/a test:   three\n"
        "##[group]Run next\npackages/a test: four\n"
    )
    assert [
        (1, "packages/a test$ jest"),
        (2, ". test$ tsc"),
        (3, "one"),
        (5, "  three"),
        (4, "two"),
        (6, "##[group]Run next"),
        (7, "four"),
    ] == lines(text)


def test_steps_of_a_build_and_containers_part() -> None:
    steps = "#7 [2/3] RUN make\n#8 [other 1/1] RUN x\n#7 0.345 a.c:3:5: error: no\n#8 0.400 fine\n#7 0.346     3 | x\n"
    assert [(3, "a.c:3:5: error: no"), (5, "    3 | x"), (4, "fine")] == lines(steps)[2:]
    composed = "Attaching to api-1, db-1\napi-1  | one\ndb-1   | two\napi-1  |\napi-1 says no\n"
    assert [(1, "Attaching to api-1, db-1"), (5, "api-1 says no"), (2, "one"), (4, ""), (3, "two")] == lines(
        composed
    )


def test_what_lerna_streams_parts_once_npm_says_where_a_script_failed() -> None:
    text = (
        "lerna notice cli v9.0.7\n@kit/dates: > @kit/dates@1.0.0 lint\n@kit/texts: > @kit/texts@1.0.0 lint\n"
        "@kit/dates: src/leap.js\n@kit/texts: fine\n@kit/dates:   1:40  error  no\n"
        "@kit/dates: npm error location /home/runner/work/kit/kit/packages/dates\n"
    )
    assert [
        (1, "lerna notice cli v9.0.7"),
        (2, "> @kit/dates@1.0.0 lint"),
        (4, "src/leap.js"),
        (6, "  1:40  error  no"),
        (7, "npm error location /home/runner/work/kit/kit/packages/dates"),
    ] == [line for line in lines(text) if not line[1].startswith("@kit/texts: ")]


def test_events_of_gos_tests_are_what_they_print_and_other_json_stays() -> None:
    events = [
        {"Action": "run", "Package": "a", "Test": "TestA"},
        {"Action": "output", "Package": "a", "Test": "TestA", "Output": "    a_test.go:7: no\n"},
    ]
    others = ['{"Action":"s3:Get","Package":"a"}', '{"Action":"output"', '{"Action":"output","Output":"x"}']
    text = "\n".join([*(json.dumps(one, separators=(",", ":")) for one in events), *others])
    assert [(1, ""), (2, "    a_test.go:7: no"), *((n, one) for n, one in enumerate(others, 3))] == lines(
        text
    )


def test_a_log_in_which_commands_began_by_themselves_stays_as_it_is() -> None:
    text = "travis_time:start:1\r$ make\npackages/a test$ x\npackages/a test: one\n"
    assert "packages/a test: one" in [line for _, line in lines(text)]


def test_a_place_is_below_the_folder_that_was_entered_last_and_not_left() -> None:
    text = (
        "make: Entering directory '/src/shop'\nmake[1]: Entering directory '/src/shop/lib'\na\n"
        "make[1]: Leaving directory '/src/shop/lib'\nb\nmake: Leaving directory '/nowhere'\n"
        "ninja: Entering directory `build'\nc\nmake: Leaving directory 'build'\nthe directory '/x'\n"
    )
    folders = Folders(read(text), None)
    told = [folders.path("x.c", at) for at in (2, 4, 7)]
    assert ["lib/x.c", "x.c", "build/x.c"] == told
    assert "/abs/x.c" == folders.path("/abs/x.c", 2)


def test_a_make_outside_of_any_known_checkout_is_measured_from_its_first_folder() -> None:
    log = "make[1]: Entering directory '/a/b'\nmake[2]: Entering directory '/c'\nx.c:3:1: error: no\n"
    assert [("x.c", 3)] == [(e.path, e.line) for e in diagnose(log).errors]


def test_a_line_that_only_names_a_script_is_nobodys() -> None:
    text = (
        "packages/a test$ jest\n[web] npm t exited with code 1\npackages/a test\n[web\npackages/a test: one\n"
    )
    assert [(3, "packages/a test"), (4, "[web"), (5, "one")] == [line for line in lines(text) if line[0] > 2]


def test_a_line_is_its_commands_however_many_commands_there_are() -> None:
    names = [f"p{n}" for n in range(3_000)]
    log = "".join(f"{name}/t t$ node t.js\n{name}/t t: {name} said it\n" for name in names)
    lines = unwoven(read(log))[0].lines
    assert [f"{name} said it" for name in names] == [line for line in lines if line.endswith(" said it")]


def test_a_script_that_make_calls_in_a_folder_runs_there() -> None:
    log = (
        "make -C web test\nmake[1]: Entering directory '/home/runner/work/shop/shop/web'\n\n"
        "> @acme/web@0.1.0 test:unit\n> jest\n\nFAIL src/cart.test.ts\n  ● totals\n\n    no\n\n"
        "      at Object.foo (src/cart.test.ts:9:3)\n\n"
        "make[1]: Leaving directory '/home/runner/work/shop/shop/web'\n\n> @acme/shop@0.1.0 lint\n> tsc\n\n"
        "src/a.ts(1,2): error TS2322: no\n"
    )
    assert {"web/src/cart.test.ts", "src/a.ts"} == {error.path for error in diagnose(log).errors}
