"""Messages of which a part is missing, or stands elsewhere than it usually does."""

from tests.orient.diagnosis.formats import Row

LOGS: tuple[Row, ...] = (
    (
        "webpack: settings that do not parse",
        "[webpack-cli] Failed to load '/w/webpack.config.js' config\n/w/webpack.config.js:7\n  rules: [,\n",
        "configuration",
        "webpack",
        (("/w/webpack.config.js", 7),),
        (),
    ),
    (
        "a template of a library, required from the repository",
        "src/a.cc:9:5:   required from here\n"
        "  in between\n"
        "/usr/include/c++/12/bits/b.h:3:5: error: no match for 'operator<'\n",
        "build",
        "gcc",
        (("src/a.cc", 9),),
        (),
    ),
    (
        "a library's error after another, required from nowhere",
        "src/a.cc:9:5:   required from here\n"
        "src/c.cc:4:1: error: expected ';'\n"
        "/usr/include/c++/12/bits/b.h:3:5: error: no match\n",
        "build",
        "gcc",
        (("src/c.cc", 4),),
        (),
    ),
    (
        "clang-tidy in a library's header alone",
        "/usr/include/c++/12/bits/b.h:3:5: error: no match for 'operator<'\n",
        "build",
        "gcc",
        (),
        (),
    ),
    (
        "Azure's command that only warns",
        "##vso[task.logissue type=warning;sourcepath=a.py;linenumber=3]an error, perhaps\nerror: no\n",
        "unknown",
        None,
        (),
        (),
    ),
    (
        "PHPUnit: a trace of libraries alone",
        " ✘ It adds\n"
        "   │ Failed asserting that 2 matches expected 3.\n"
        "   │ /w/vendor/bundle/x/b.php:7\n"
        "   │ tests/CartTest.php:12\n",
        "test",
        "phpunit",
        (("tests/CartTest.php", 12),),
        ("It adds",),
    ),
    (
        "prettier: settings that name no file",
        "[error] Invalid configuration file `.prettierrc`:\n"
        "[error] All collection items must start at the same column\n",
        "configuration",
        "prettier",
        (),
        (),
    ),
    (
        "pytest: stopped by itself, by nobody's file",
        "INTERNALERROR> Traceback (most recent call last):\n"
        'INTERNALERROR>   File "/x/site-packages/_pytest/main.py", line 3, in wrap\n'
        "INTERNALERROR> KeyError: 'x'\n",
        "test",
        "pytest",
        (),
        (),
    ),
    (
        "pytest: stopped, with other lines before",
        "collected 1 item\nINTERNALERROR> ValueError: no\n",
        "test",
        "pytest",
        (),
        (),
    ),
    (
        "python: a crash within libraries alone",
        "Fatal Python error: Segmentation fault\n"
        "\n"
        "Current thread 0x01 (most recent call first):\n"
        '  File "/x/site-packages/a.py", line 3 in f\n',
        "test",
        None,
        (),
        (),
    ),
    (
        "python: a tool that stopped, cut",
        'Traceback (most recent call last):\n  File "/x/bin/lint", line 8, in <module>\n',
        "unknown",
        None,
        (),
        (),
    ),
    (
        "ruby: what a library raised, from nowhere",
        "/usr/lib/ruby/a.rb:3:in `f': no (ArgumentError)\nelse\n",
        "build",
        "ruby",
        (),
        (),
    ),
    (
        "TAP: a file that does not load",
        "# /w/test/cart.js:3\n"
        "# x(;\n"
        "# SyntaxError: Unexpected token\n"
        "# Subtest: /w/test/cart.js\n"
        "not ok 1 - /w/test/cart.js\n"
        "  ---\n"
        "  exitCode: 1\n"
        "  ...\n",
        "test",
        "tap",
        (("/w/test/cart.js", 3),),
        ("/w/test/cart.js",),
    ),
    (
        "Vitest: a suite that does not load, of which no frame is known",
        " FAIL  test/a.test.ts [ test/a.test.ts ]\nError: no\n ❯ node_modules/x/b.js:3:1\n⎯⎯⎯⎯⎯⎯⎯\n",
        "test",
        "vitest",
        (("test/a.test.ts", None),),
        (),
    ),
    (
        "Vitest: a suite that does not load, at the log's end",
        " FAIL  test/a.test.ts [ test/a.test.ts ]\nError: no\n",
        "test",
        "vitest",
        (("test/a.test.ts", None),),
        (),
    ),
    (
        "TAP: a file that throws while it loads",
        "# Error: no\n"
        "#     at Object.<anonymous> (/w/test/cart.js:4:7)\n"
        "# Subtest: /w/test/cart.js\n"
        "not ok 1 - /w/test/cart.js\n"
        "  ---\n"
        "  exitCode: 1\n"
        "  ...\n",
        "test",
        "tap",
        (("/w/test/cart.js", 4),),
        ("/w/test/cart.js",),
    ),
    (
        "ruby: what the repository itself raised",
        "a.rb:3:in `f': no (ArgumentError)\n",
        "build",
        "ruby",
        (("a.rb", 3),),
        (),
    ),
    (
        "rake: a command that failed",
        "rake aborted!\nCommand failed with status (1): [ruby x]\n/w/Rakefile:3:in `block'\n",
        "unknown",
        "rake",
        (),
        (),
    ),
    (
        "rake: what a library raised",
        "rake aborted!\nno\n/usr/lib/ruby/a.rb:3:in `f'\n",
        "unknown",
        "rake",
        (),
        (),
    ),
    (
        "not prettier: what sbt warns of",
        "[warn] a/B.scala:3: Unused import\n[warn] import scala.io.Source\n[error] it failed\n",
        "build",
        "sbt",
        (),
        (),
    ),
    (
        "Windows: a tool that nobody knows",
        "D:\\a\\shop\\shop\\app\\db.py:8: B608[MEDIUM]: string-based query\n",
        "lint",
        None,
        (("app/db.py", 8),),
        (),
    ),
    (
        "Windows: a frame of Go's, of a nil pointer",
        "--- FAIL: TestFee (0.00s)\npanic: nil [recovered]\n\ngoroutine 6 [running]:\nshop.Fee(0x0)\n"
        "\tC:/hostedtoolcache/windows/go/1.22.1/x64/src/a.go:7 +0x1\n\tD:/a/shop/shop/till/fee.go:9 +0x2e\n",
        "test",
        "go test",
        (("till/fee.go", 9),),
        ("TestFee",),
    ),
    (
        "Windows: a module that does not parse, by its address",
        "file:///D:/a/shop/shop/src/fee.mjs:3\nconst = 1\n      ^\n\nSyntaxError: Unexpected token '='\n",
        "build",
        "node",
        (("src/fee.mjs", 3),),
        (),
    ),
    (
        "Windows: a package of pnpm's workspace",
        "> fee@1.0.0 build D:\\a\\shop\\shop\\apps\\fee\n> tsc\n\nsrc\\a.ts(7,2): error TS2304: Cannot find name 'x'.\n",
        "types",
        "tsc",
        (("apps/fee/src/a.ts", 7),),
        (),
    ),
)
