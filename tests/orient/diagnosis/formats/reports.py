"""Reports for machines that are printed into the log, as the tools' documentation has them; bare lists of files."""

import json

from tests.orient.diagnosis.formats import Row

_ESLINT: object = [
    {
        "filePath": "/w/src/a.js",
        "messages": [
            {"ruleId": "no-undef", "severity": 2, "message": "'x' is not defined.", "line": 3, "column": 5},
            {"ruleId": "semi", "severity": 1, "message": "Missing semicolon.", "line": 4, "column": 9},
        ],
        "suppressedMessages": [{"ruleId": "eqeqeq", "severity": 2, "message": "no", "line": 9, "column": 1}],
        "errorCount": 1,
        "source": "x\n" * 600,
    },
    {"filePath": "/w/src/b.js", "messages": None, "suppressedMessages": None, "errorCount": 0},
]
_RUSTC: object = {
    "reason": "compiler-message",
    "package_id": "shop 0.1.0",
    "message": {
        "code": {"code": "E0308", "explanation": None},
        "level": "error",
        "message": "mismatched types",
        "children": [{"message": "expected", "level": "note", "spans": None, "code": None}],
        "spans": [
            {"file_name": "src/b.rs", "line_start": 9, "line_end": 9, "column_start": 1, "is_primary": False},
            {"file_name": "src/a.rs", "line_start": 3, "line_end": 3, "column_start": 5, "is_primary": True},
        ],
        "rendered": "error[E0308]: mismatched types\n",
    },
}
_JEST: object = {
    "numFailedTests": 1,
    "testResults": [
        {
            "name": "/w/test/a.test.js",
            "status": "failed",
            "message": "",
            "assertionResults": [
                {
                    "ancestorTitles": ["cart", "empty"],
                    "title": "adds",
                    "status": "failed",
                    "failureMessages": [
                        "Error: expect(received).toBe(expected)\n    at Object.toBe (/w/test/a.test.js:4:7)\n"
                    ],
                },
                {"ancestorTitles": None, "title": "opens", "status": "failed", "failureMessages": None},
                {"ancestorTitles": ["cart"], "title": "fine", "status": "passed", "failureMessages": None},
            ],
        }
    ],
}
_VITEST: object = {
    "testResults": [
        {
            "name": "/w/a.test.ts",
            "assertionResults": [
                {
                    "ancestorTitles": ["cart"],
                    "title": "adds",
                    "status": "failed",
                    "meta": {"a": 1},
                    "failureMessages": ["AssertionError: expected 1 to be 2\n    at /w/a.test.ts:6:9"],
                }
            ],
        }
    ]
}
_MOCHA: object = {
    "stats": {"failures": 1},
    "failures": [
        {
            "title": "adds",
            "fullTitle": "cart adds",
            "err": {
                "message": "1 == 2",
                "stack": "AssertionError: 1 == 2\n    at Context.<anonymous> (test/a.js:5:12)",
            },
        }
    ],
    "passes": [{"title": "opens", "fullTitle": "cart opens", "err": None}],
}
_RSPEC: object = {
    "examples": [
        {
            "full_description": "Cart adds",
            "status": "failed",
            "file_path": "./spec/cart_spec.rb",
            "line_number": 4,
            "exception": {"message": "\nexpected: 3\n     got: 2\n"},
        },
        {
            "full_description": "Cart opens",
            "status": "passed",
            "file_path": "./spec/cart_spec.rb",
            "line_number": 9,
        },
    ]
}
LOGS: tuple[Row, ...] = (
    (
        "ESLint: JSON, one line, longer than a log's lines are looked at",
        json.dumps(_ESLINT) + "\n",
        "lint",
        "eslint",
        (("/w/src/a.js", 3),),
        (),
    ),
    (
        "rustc: JSON, the primary span",
        f"{json.dumps(_RUSTC)}\n" + '{"reason":"build-finished","success":false}\n',
        "build",
        "rustc",
        (("src/a.rs", 3),),
        (),
    ),
    (
        "Clippy: JSON",
        json.dumps(_RUSTC).replace("E0308", "clippy::no") + "\n",
        "lint",
        "rustc",
        (("src/a.rs", 3),),
        (),
    ),
    (
        "Hadolint: JSON",
        '[{"file":"Dockerfile","line":3,"column":1,"level":"warning","code":"DL3008","message":"Pin versions"}]\n',
        "lint",
        "hadolint",
        (("Dockerfile", 3),),
        (),
    ),
    (
        "PHPStan: JSON, files as names",
        '{"totals":{"errors":0,"file_errors":1},"files":{"/w/src/Cart.php":{"errors":1,"messages":'
        '[{"message":"Undefined variable","line":7,"ignorable":true,"identifier":"variable.undefined"}]}}}\n',
        "types",
        "phpstan",
        (("/w/src/Cart.php", 7),),
        (),
    ),
    (
        "golangci-lint: JSON",
        '{"Issues":[{"FromLinter":"errcheck","Text":"Error return value is not checked",'
        '"Pos":{"Filename":"cart.go","Offset":1,"Line":12,"Column":3}}],"Report":{}}\n',
        "lint",
        "golangci-lint",
        (("cart.go", 12),),
        (),
    ),
    (
        "Terraform: JSON",
        '{\n  "valid": false,\n  "error_count": 1,\n'
        '  "diagnostics": [\n    {"severity": "error", "summary": "No such argument",\n'
        '     "range": {"filename": "main.tf", "start": {"line": 4, "column": 3, "byte": 9}}}]\n}\n',
        "configuration",
        "terraform",
        (("main.tf", 4),),
        (),
    ),
    (
        "SARIF in a log",
        '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Semgrep"}},"results":[{"ruleId":"a.b","level":"error",'
        '"message":{"text":"no eval"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a/b.py"},'
        '"region":{"startLine":3}}}]}]}]}\n',
        "lint",
        "semgrep",
        (("a/b.py", 3),),
        (),
    ),
    (
        "Jest: JSON; a test without a trace",
        f"{json.dumps(_JEST)}\n",
        "test",
        "jest",
        (("/w/test/a.test.js", 4),),
        ("cart › empty › adds", "opens"),
    ),
    ("Vitest: JSON", f"{json.dumps(_VITEST)}\n", "test", "vitest", (("/w/a.test.ts", 6),), ("cart > adds",)),
    (
        "Mocha: JSON",
        json.dumps(_MOCHA, indent=2) + "\n",
        "test",
        "mocha",
        (("test/a.js", 5),),
        ("cart adds",),
    ),
    (
        "RSpec: JSON",
        f"{json.dumps(_RSPEC)}\n",
        "test",
        "rspec",
        (("spec/cart_spec.rb", 4),),
        ("Cart adds",),
    ),
    (
        "JUnit's XML: what Java and Python print",
        '<testsuites>\n<testsuite name="a">\n<testcase classname="com.acme.CartTest" name="adds">\n'
        '<failure message="expected 3">AssertionError: expected 3\n'
        "\tat com.acme.CartTest.adds(CartTest.java:12)\n</failure></testcase>\n"
        '<testcase classname="tests.test_a" name="test_a"><error message="no">\ntests/test_a.py:5: ValueError\n</error>\n'
        '</testcase>\n<testcase classname="a" name="b" file="test/b.rb" line="7"><failure message="no"/></testcase>\n'
        '<testcase classname="a" name="c"><failure message="nowhere"/></testcase>\n'
        '<testcase classname="a" name="fine"/>\n</testsuite>\n</testsuites>\n',
        "test",
        None,
        (("com/acme/CartTest.java", 12), ("tests/test_a.py", 5), ("test/b.rb", 7)),
        ("com.acme.CartTest.adds", "tests.test_a.test_a", "a.b", "a.c"),
    ),
    (
        "JUnit's XML, cut",
        '<testsuite name="a">\n<testcase classname="a" name="b">\nerror: no\n',
        "unknown",
        None,
        (),
        (),
    ),
    (
        "JUnit's XML that is none",
        '<testsuite name="a">\n<testcase classname="a" name=b>\nerror: no\n</testsuite>\n',
        "unknown",
        None,
        (),
        (),
    ),
    ("JSON, cut", '{"file": "a.py", "line": 3,\n"message": "no"\nerror: no\n', "unknown", None, (), ()),
    (
        "JSON, too deep",
        '{"a":' * 20 + '{"file": "a.py", "line": 1, "message": "no"}' + "}" * 20 + "\n",
        "unknown",
        None,
        (),
        (),
    ),
    ("JSON, deeper than can be read", '"line": \n' + '{"a":' * 9_000 + "\n", "unknown", None, (), ()),
    (
        "JSON, longer than is read",
        "[\n"
        + "".join(f'{{"file": "a.py", "line": {n}, "message": "no {"x" * 400}"}},\n' for n in range(1, 900)),
        "lint",
        None,
        tuple(("a.py", n) for n in range(1, 501)),
        (),
    ),
    ("no JSON", '[INFO] it is\n{"line": "x"}\n[1, 2]\nerror: no\n', "unknown", None, (), ()),
    (
        "what only warns beside what does not",
        '[{"file": "a.css", "line": 3, "severity": "error", "text": "no"},\n'
        ' {"file": "b.css", "line": 4, "severity": "warning", "text": "perhaps"}]\n',
        "lint",
        None,
        (("a.css", 3),),
        (),
    ),
    (
        "gofmt: names",
        "+ gofmt -l .\ncmd/a.go\nb.go\n",
        "format",
        "gofmt",
        (("cmd/a.go", None), ("b.go", None)),
        (),
    ),
    (
        "Black by a script: names, and that it failed",
        "> shop@1.0.0 format\n> black -q --names src\nsrc/a.py\nmake: *** [Makefile:3: check] Error 1\n",
        "format",
        "black",
        (("src/a.py", None),),
        (),
    ),
    (
        "names in a step of Actions, of many kinds",
        "##[group]Run npx prettier -l .\nnpx prettier -l .\nshell: /usr/bin/bash -e {0}\n##[endgroup]\n"
        "src/a.ts\ndocs/b.md\n##[error]Process completed with exit code 1.\n",
        "format",
        "prettier",
        (("src/a.ts", None), ("docs/b.md", None)),
        (),
    ),
    (
        "names of what nobody knows",
        "bin/a\nlib/b.xyz\n",
        "lint",
        None,
        (("bin/a", None), ("lib/b.xyz", None)),
        (),
    ),
    ("more names than a list has", "src/a.py\n" * 600, "unknown", None, (), ()),
    ("names below words", "this was built:\nsrc/a.py\n", "unknown", None, (), ()),
)
