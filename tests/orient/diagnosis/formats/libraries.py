"""Test libraries of C and C++, and what other tools that no kept case shows print in their other ways."""

from tests.orient.diagnosis.formats import Row

LOGS: tuple[Row, ...] = (
    (
        "CUnit: two assertions of a test",
        "Suite: sums\n  Test: adds ...FAILED\n    1. src/sums.c:12  - CU_ASSERT_EQUAL(1+1,3)\n"
        "    2. src/sums.c:13  - 0\n  Test: is fine ...passed\n\n"
        "Run Summary:    Type  Total    Ran Passed Failed Inactive\n",
        "test",
        "cunit",
        (("src/sums.c", 12), ("src/sums.c", 13)),
        ("adds",),
    ),
    (
        "CppUTest: two tests",
        "tests/sums.cc:5: error: Failure in TEST(Sums, IsText)\n\texpected <a>\n\tbut was  <b>\n\n.\n"
        "tests/sums.cc:4: error: Failure in TEST(Sums, Adds)\n\tLONGS_EQUAL(3, 1 + 1) failed\n\n.\n"
        "Errors (2 failures, 2 tests, 2 ran, 2 checks, 0 ignored, 0 filtered out, 0 ms)\n",
        "test",
        "cpputest",
        (("tests/sums.cc", 5), ("tests/sums.cc", 4)),
        ("TEST(Sums, IsText)", "TEST(Sums, Adds)"),
    ),
    (
        "Criterion: a parameter, an exit and time that runs out",
        "[----] t.c:7: Assertion Failed\n[----]   \n[----]   The expression *v % 2 is false.\n[----]   \n"
        "[FAIL] p::is_odd: (0.00s)\n[FAIL] slow::exits: (0.00s)\n[FAIL] slow::sleeps: Timed out. (0.30s)\n"
        "[====] Synthesis: Tested: 4 | Passing: 1 | Failing: 3 | Crashing: 0 \n",
        "test",
        "criterion",
        (("t.c", 7),),
        ("p::is_odd", "slow::exits", "slow::sleeps"),
    ),
    (
        "Meson: an error, what passes unexpectedly, time that runs out, none of a suite",
        "1/3 odd      ERROR           0.01s   exit status 99\n2/3 x        UNEXPECTEDPASS  0.00s\n"
        "3/3 slow one TIMEOUT         1.01s   killed by signal 15 SIGTERM\n\nSummary of Failures:\n\n",
        "test",
        "meson",
        (),
        ("odd", "x", "slow one"),
    ),
    (
        "Valgrind: what is not initialised, and where it comes from",
        "==4945== Conditional jump or move depends on uninitialised value(s)\n"
        "==4945==    at 0x109132: main (v.c:4)\n"
        "==4945==  Uninitialised value was created by a stack allocation\n"
        "==4945==    at 0x109129: main (v.c:1)\n==4945== \n",
        "test",
        "valgrind",
        (("v.c", 4),),
        (),
    ),
    (
        "Luacheck: what does not parse, with codes",
        "Checking b.lua                                    1 error\n\n"
        "    b.lua:2:1: (E011) expected expression near 'return'\n\n"
        "Total: 0 warnings / 1 error in 1 file\n",
        "lint",
        "luacheck",
        (("b.lua", 2),),
        (),
    ),
    (
        "rustdoc: what does not compile is no comment",
        "error: expected one of `(` or `<`, found `{`\n --> src/lib.rs:3:8\n  |\n3 | pub fn {\n  |        ^\n\n"
        "error: could not document `kelp`\n",
        "build",
        "rustc",
        (("src/lib.rs", 3),),
        (),
    ),
    (
        "Rollup's plugin for TypeScript, as it printed before it said places",
        "[!] (plugin typescript) Error: @rollup/plugin-typescript TS2322: "
        "Type 'string' is not assignable to type 'number'.\n"
        "src/index.ts (5:3)\n",
        "types",
        "rollup",
        (("src/index.ts", 5),),
        (),
    ),
    (
        "a crash of Python under pytest, in a library alone",
        "Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f (most recent call "
        'first):\n  File "/usr/lib/python3/'
        'dist-packages/_pytest/python.py", line 187 in pytest_pyfunc_call\n\nExtension modules: a (total: 1)\n',
        "test",
        "pytest",
        (),
        (),
    ),
    (
        "javac is no javadoc",
        "src/a/A.java:3: error: cannot find symbol\n    B b;\n    ^\n1 error\n",
        "build",
        "javac",
        (("src/a/A.java", 3),),
        (),
    ),
    (
        "Minitest::Reporters: as progress",
        'Progress: | FAIL["test_opens", LockTest, 0.0123]\n test_opens#LockTest (0.01s)\n        Expected: 1\n'
        "          Actual: 2\n        test/lock_test.rb:6:in `test_opens'\n        /usr/lib/ruby/vendor_ruby/minitest/"
        "reporters.rb:44:in `run_with_hooks'\n\n"
        '=====ERROR["test_breaks", LockTest, 0.0124]\n test_breaks#LockTest (0.01s)\n'
        "Minitest::UnexpectedError:         ArgumentError: no\n            test/lock_test.rb:10:in `Integer'\n\n",
        "test",
        "minitest",
        (("test/lock_test.rb", 6), ("test/lock_test.rb", 10)),
        ("LockTest#test_opens", "LockTest#test_breaks"),
    ),
    (
        "Minitest::Reporters: for an editor",
        "FAIL Shop::LockTest#test_opens (0.00s)\n        Expected: 1\n          Actual: 2\n"
        "        test/lock_test.rb:6:in `test_opens'\n\nERROR Shop::LockTest#test_breaks (0.00s)\n"
        "Minitest::UnexpectedError:         ArgumentError: no\n            test/lock_test.rb:10:in `Integer'\n\n",
        "test",
        "minitest",
        (("test/lock_test.rb", 6), ("test/lock_test.rb", 10)),
        ("Shop::LockTest#test_opens", "Shop::LockTest#test_breaks"),
    ),
    (
        "Minitest::Reporters: by default",
        "Failure:\nLockTest#test_opens [test/lock_test.rb:6]\nMinitest::Assertion: Expected: 1\n  Actual: 2\n\n"
        "Error:\nLockTest#test_breaks:\nArgumentError: no\n    test/lock_test.rb:10:in `Integer'\n\n"
        "2 tests, 1 assertions, 1 failures, 1 errors, 0 skips\n",
        "test",
        "minitest",
        (("test/lock_test.rb", 6), ("test/lock_test.rb", 10)),
        ("LockTest#test_opens", "LockTest#test_breaks"),
    ),
)
