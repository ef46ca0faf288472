"""Several things at once: scripts side by side, packages of one repository, folders, hooks; and test runners of compiled languages."""

from tests.diagnosis_cases.case import Case, Place

_PACKAGES = {
    "package.json": '{"name": "shop", "version": "1.0.0", "private": true, "workspaces": ["packages/*"], "packageManager": "pnpm@9.15.9"}\n',
    "pnpm-workspace.yaml": "packages:\n  - packages/*\n",
    "turbo.json": '{"tasks": {"test": {}}}\n',
    "packages/api/package.json": '{"name": "@acme/api", "version": "1.0.0", "scripts": {"test": "node --test"}}\n',
    "packages/api/a.test.js": 'const assert = require("assert");\nconst { test } = require("node:test");\n\ntest("adds", () => {\n  assert.equal(1, 2);\n});\n',
    "packages/web/package.json": '{"name": "@acme/web", "version": "1.0.0", "scripts": {"test": "node check.js"}}\n',
    "packages/web/check.js": "console.log(\"drawing\");\nconsole.log(\"src/page.ts(3,4): error TS2322: Type 'string' is not assignable to type 'number'.\");\nprocess.exit(2);\n",
}
_BOTH: tuple[Place, ...] = (("packages/api/a.test.js", 5), ("packages/web/src/page.ts", 3))
_C = {
    "CMakeLists.txt": "cmake_minimum_required(VERSION 3.10)\nproject(shop CXX)\nfind_package(GTest REQUIRED)\nenable_testing()\nadd_executable(gt tests/gt.cpp)\ntarget_link_libraries(gt GTest::gtest GTest::gtest_main)\nadd_test(NAME gt COMMAND gt)\nadd_executable(bt tests/bt.cpp)\ntarget_link_libraries(bt boost_unit_test_framework)\ntarget_compile_definitions(bt PRIVATE BOOST_TEST_DYN_LINK)\nadd_test(NAME bt COMMAND bt)\n",
    "tests/gt.cpp": "#include <gtest/gtest.h>\n\nTEST(Cart, Adds) {\n  EXPECT_EQ(3, 1 + 1);\n}\n\nTEST(Cart, Fine) {\n  EXPECT_TRUE(true);\n}\n",
    "tests/bt.cpp": '#define BOOST_TEST_MODULE shop\n#include <boost/test/unit_test.hpp>\n\nBOOST_AUTO_TEST_SUITE(cart)\nBOOST_AUTO_TEST_CASE(adds) {\n  BOOST_TEST(1 + 1 == 3);\n}\nBOOST_AUTO_TEST_CASE(throws) {\n  throw std::runtime_error("no till");\n}\nBOOST_AUTO_TEST_SUITE_END()\n',
}
_C_PLACES: tuple[Place, ...] = (("tests/gt.cpp", 4), ("tests/bt.cpp", 6), ("tests/bt.cpp", 8))
_C_TESTS = ("gt", "bt", "Cart.Adds", "cart/adds", "cart/throws")
_CATCH = {
    "a.cpp": '#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n\nTEST_CASE("cart adds", "[cart]") {\n  SECTION("two") {\n    CHECK(1 + 1 == 3);\n  }\n}\n\nTEST_CASE("cart throws") {\n  throw 3;\n}\n',
}
_ERLANG = {
    "rebar.config": "{erl_opts, [debug_info]}.\n",
    "src/shop.app.src": '{application, shop, [{description, "s"}, {vsn, "1"}, {registered, []}, {applications, [kernel, stdlib]}]}.\n',
    "src/cart.erl": "-module(cart).\n-export([total/1]).\ntotal(P) -> lists:sum(P).\n",
    "test/cart_tests.erl": '-module(cart_tests).\n-include_lib("eunit/include/eunit.hrl").\nadds_test() ->\n    ?assertEqual(4, cart:total([1, 2])).\nlist_test_() ->\n    [{"is one", ?_assert(1 =:= 2)}].\n',
    "test/cart_SUITE.erl": '-module(cart_SUITE).\n-export([all/0, adds/1, ends/1]).\nall() -> [adds, ends].\nadds(_) ->\n    4 = cart:total([1, 2]).\nends(_) ->\n    ct:fail("no till").\n',
}
_JUNIT = {
    "src/com/acme/CartTest.java": 'package com.acme;\n\nimport static org.junit.jupiter.api.Assertions.*;\n\nimport org.junit.jupiter.api.*;\n\nclass CartTest {\n  @Test\n  void adds() {\n    assertEquals(3, 1 + 1, "the sum");\n  }\n\n  @Nested\n  class WhenEmpty {\n    @Test\n    void raises() {\n      throw new IllegalStateException("no till");\n    }\n  }\n}\n',
}
_JARS = "$(ls /usr/share/java/junit-jupiter*.jar /usr/share/java/junit-platform*.jar /usr/share/java/opentest4j*.jar /usr/share/java/apiguardian*.jar /usr/share/java/univocity*.jar /usr/share/java/picocli*.jar 2>/dev/null | tr '\\n' ':')"

CASES = (
    Case(
        "pnpm",
        "two packages side by side",
        _PACKAGES,
        "pnpm -r --no-bail test",
        "types",
        _BOTH,
        ("adds",),
    ),
    Case("pnpm", "no such script", _PACKAGES, "pnpm run nowhere", "configuration"),
    Case(
        "turbo",
        "two packages side by side",
        _PACKAGES,
        "TURBO_TELEMETRY_DISABLED=1 turbo run test --continue",
        "types",
        _BOTH,
        ("adds",),
    ),
    Case(
        "npm",
        "two packages, one after the other",
        _PACKAGES,
        "npm test --workspaces",
        "types",
        _BOTH,
        ("adds",),
    ),
    Case(
        "concurrently",
        "two scripts side by side",
        {
            "a.py": 'raise SystemExit("src/a.ts(3,4): error TS2322: no")\n',
            "b.js": 'const assert = require("assert");\nconsole.log("at work");\nassert.equal(1, 2);\n',
        },
        "concurrently -n types,check 'python3 a.py' 'node b.js'",
        "types",
        (("src/a.ts", 3),),
    ),
    Case(
        "ctest",
        "two at once, all they say",
        _C,
        "cmake -S . -B b >/dev/null && cmake --build b >/dev/null && cd b && ctest -V -j2",
        "test",
        _C_PLACES,
        _C_TESTS,
    ),
    Case(
        "ctest",
        "what those that failed say",
        _C,
        "cmake -S . -B b >/dev/null && cmake --build b >/dev/null && cd b && ctest --output-on-failure",
        "test",
        _C_PLACES,
        _C_TESTS,
    ),
    Case(
        "catch2",
        "a section, an exception",
        _CATCH,
        "g++ a.cpp -o a && ./a",
        "test",
        (("a.cpp", 6), ("a.cpp", 10)),
        ("cart adds", "cart throws"),
    ),
    Case(
        "catch2",
        "in short",
        _CATCH,
        "g++ a.cpp -o a && ./a -r compact",
        "test",
        (("a.cpp", 6), ("a.cpp", 10)),
    ),
    Case(
        "eunit",
        "a test, a generator",
        _ERLANG,
        "rebar3 eunit",
        "test",
        (),
        ("cart_tests:adds_test", "cart_tests:list_test_"),
    ),
    Case(
        "common test",
        "two fail",
        _ERLANG,
        "rebar3 ct",
        "test",
        (("test/cart_SUITE.erl", 5),),
        ("adds", "ends"),
    ),
    Case(
        "junit",
        "the platform's console",
        _JUNIT,
        f"javac -d out -cp {_JARS} src/com/acme/*.java && java -cp {_JARS}:out org.junit.platform.console.ConsoleLauncher --disable-banner --scan-classpath out",
        "test",
        (("com/acme/CartTest.java", 10), ("com/acme/CartTest.java", 17)),
        ("com.acme.CartTest.adds", "com.acme.CartTest$WhenEmpty.raises"),
    ),
    Case(
        "tasty",
        "an assertion, an error",
        {
            "T.hs": 'import Test.Tasty\nimport Test.Tasty.HUnit\n\nmain :: IO ()\nmain = defaultMain $ testGroup "shop"\n  [ testGroup "cart"\n    [ testCase "adds" $ 2 @?= (6 :: Int)\n    , testCase "breaks" $ error "no till" ] ]\n'
        },
        "runghc T.hs",
        "test",
        (("T.hs", 7), ("T.hs", 8)),
        ("shop.cart.adds", "shop.cart.breaks"),
    ),
    Case(
        "mix",
        "not formatted",
        {
            ".formatter.exs": '[inputs: ["{lib,test}/**/*.ex"]]\n',
            "lib/a.ex": "defmodule A do\ndef f(   ), do:   1\nend\n",
            "lib/deep/b.ex": "defmodule B do\n  def f( ), do: 1\nend\n",
            "mix.exs": 'defmodule Shop.MixProject do\n  use Mix.Project\n  def project, do: [app: :shop, version: "0.1.0"]\nend\n',
        },
        "mix format --check-formatted",
        "format",
        (("lib/a.ex", None), ("lib/deep/b.ex", None)),
    ),
    Case(
        "karma",
        "three fail",
        {
            "karma.conf.js": 'module.exports = (c) => c.set({ frameworks: ["jasmine"], files: ["test/*.js"], browsers: ["jsdom"], singleRun: true });\n',
            "test/a.spec.js": 'describe("cart", () => {\n  it("adds", () => {\n    expect(1).toBe(2);\n  });\n  describe("deep", () => {\n    it("throws", () => {\n      nowhere.f();\n    });\n  });\n});\n',
        },
        "karma start karma.conf.js",
        "test",
        (("test/a.spec.js", 3), ("test/a.spec.js", 7)),
        ("cart adds", "cart deep throws"),
    ),
    Case(
        "yarn",
        "a package that is not there, Yarn 4",
        {
            "package.json": '{"name": "shop", "dependencies": {"left-pad-nowhere-at-all": "^1"}}\n',
            "yarn.lock": "",
        },
        "YARN_ENABLE_TELEMETRY=0 node node_modules/@yarnpkg/cli-dist/bin/yarn.js install",
        "dependency",
    ),
)
VERSIONS = {
    "turbo": "turbo --version",
    "concurrently": "concurrently --version",
    "catch2": "dpkg-query -W catch2",
    "eunit": "rebar3 version",
    "common test": "rebar3 version",
    "tasty": "dpkg-query -W libghc-tasty-dev",
    "karma": "karma --version",
    "yarn": "yarn --version",
}
