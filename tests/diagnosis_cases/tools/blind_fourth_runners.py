"""Blind cases of a fourth round: test runners of C++, Java's tools, Haskell, Erlang and Elixir."""

from tests.diagnosis_cases.case import Case

_JUNIT4 = "/usr/share/java/junit4.jar:/usr/share/java/hamcrest-core.jar"
_JUNIT5 = "$(ls /usr/share/java/junit-jupiter*.jar /usr/share/java/junit-platform*.jar /usr/share/java/opentest4j*.jar /usr/share/java/apiguardian*.jar /usr/share/java/univocity*.jar /usr/share/java/picocli*.jar 2>/dev/null | tr '\\n' ':')"
_TESTNG = "/usr/share/java/testng.jar:/usr/share/java/jcommander.jar:/usr/share/java/bsh.jar:/usr/share/java/snakeyaml.jar"

CASES = (
    Case(
        "googletest",
        "a fixture, a death, a helper",
        {
            "tests/mast_test.cc": """\
#include <gtest/gtest.h>

#include <cstdlib>

class MastTest : public testing::Test {
 protected:
  void SetUp() override { height_ = 3; }
  int height_ = 0;
};

static void CheckTall(int n) {
  EXPECT_GT(n, 9) << "too small";
}

TEST_F(MastTest, IsTall) {
  SCOPED_TRACE("in the north");
  CheckTall(height_);
}

TEST_F(MastTest, Falls) {
  EXPECT_DEATH(std::exit(0), "fell");
}

TEST(Names, AreEqual) {
  EXPECT_STREQ("north", "south");
}
""",
        },
        "g++ tests/mast_test.cc -lgtest -lgtest_main -o t && ./t --gtest_color=no",
        "test",
        (("tests/mast_test.cc", 12), ("tests/mast_test.cc", 21), ("tests/mast_test.cc", 25)),
        ("MastTest.IsTall", "MastTest.Falls", "Names.AreEqual"),
    ),
    Case(
        "catch2",
        "what a helper requires, scenarios",
        {
            "tests/feed.cpp": """\
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include <stdexcept>
#include <vector>

static void parsed(int n) {
  REQUIRE(n > 1);
}

TEST_CASE("feeds are parsed", "[feed]") {
  parsed(1);
}

SCENARIO("a mast falls") {
  GIVEN("a mast") {
    std::vector<int> v;
    WHEN("it is hit") {
      THEN("it is empty") {
        CHECK_FALSE(v.empty());
        v.at(3);
      }
    }
  }
}
""",
        },
        "g++ tests/feed.cpp -o t && ./t --durations yes",
        "test",
        (("tests/feed.cpp", 8), ("tests/feed.cpp", 20)),
        ("feeds are parsed", "Scenario: a mast falls"),
    ),
    Case(
        "ctest",
        "three programs at once, one never ends",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.10)\nproject(station C)\nenable_testing()\nadd_executable(mast tests/mast.c)\nadd_test(NAME unit.mast COMMAND mast)\nadd_test(NAME unit.sleep COMMAND sleep 9)\nset_tests_properties(unit.sleep PROPERTIES TIMEOUT 1)\nadd_test(NAME fine COMMAND true)\n",
            "tests/mast.c": '#undef NDEBUG\n#include <assert.h>\n\nint main(void) {\n  int height = 3;\n  assert(height > 9 && "tall");\n  return 0;\n}\n',
        },
        "cmake -S . -B b >/dev/null && cmake --build b >/dev/null && ctest --test-dir b -j3 --output-on-failure",
        "test",
        (("tests/mast.c", 6),),
        ("unit.mast", "unit.sleep"),
    ),
    Case(
        "gradle",
        "two projects, both have tests that fail, in full",
        {
            "settings.gradle": 'include "libs:mast", "app"\n',
            "build.gradle": 'subprojects {\n  apply plugin: "java"\n  dependencies { testCompile files("/usr/share/java/junit4.jar", "/usr/share/java/hamcrest-core.jar") }\n  test { testLogging { exceptionFormat "full"; events "failed", "passed" } }\n}\n',
            "libs/mast/src/main/java/org/weather/Mast.java": 'package org.weather;\n\npublic class Mast {\n  public int height(int parts) {\n    if (parts == 0) {\n      throw new IllegalStateException("no parts");\n    }\n    return parts;\n  }\n}\n',
            "libs/mast/src/test/java/org/weather/MastTest.java": "package org.weather;\n\nimport org.junit.*;\n\npublic class MastTest {\n  @Test public void none() {\n    new Mast().height(0);\n  }\n\n  @Test public void some() {\n    Assert.assertEquals(1, new Mast().height(1));\n  }\n}\n",
            "app/src/test/java/org/weather/app/PageTest.java": 'package org.weather.app;\n\nimport static org.junit.Assert.*;\n\nimport org.junit.Test;\n\npublic class PageTest {\n  @Test(expected = RuntimeException.class)\n  public void refuses() {}\n\n  @Test public void title() {\n    assertEquals("the title", "Rain", "Snow");\n  }\n}\n',
        },
        "gradle --offline --no-daemon --console=plain --continue test",
        "test",
        (("org/weather/Mast.java", 6), ("org/weather/app/PageTest.java", 12)),
        ("org.weather.MastTest.none", "org.weather.app.PageTest.refuses", "org.weather.app.PageTest.title"),
    ),
    Case(
        "gradle",
        "a project below does not compile",
        {
            "settings.gradle": 'include "libs:feed"\n',
            "build.gradle": 'subprojects { apply plugin: "java" }\n',
            "libs/feed/src/main/java/org/weather/Feed.java": "package org.weather;\n\nimport java.util.List;\n\npublic class Feed {\n  List<String> rows = new List<>();\n\n  int size() {\n    return rows;\n  }\n}\n",
        },
        "gradle --offline --no-daemon --console=plain build",
        "build",
        (
            ("libs/feed/src/main/java/org/weather/Feed.java", 6),
            ("libs/feed/src/main/java/org/weather/Feed.java", 9),
        ),
    ),
    Case(
        "javac",
        "exceptions, generics, a switch, and lints that are errors",
        {
            "src/org/weather/Feed.java": 'package org.weather;\n\nimport java.io.*;\nimport java.util.*;\n\nclass Feed<T extends Comparable<T>> {\n  T first(List<T> rows) {\n    new FileReader("a").close();\n    Object o = rows;\n    List<String> names = (List<String>) o;\n    switch (names.size()) {\n      case 1: return null;\n      case 1: return rows.get(0);\n    }\n  }\n}\n',
            "src/org/weather/Mast.java": "package org.weather;\n\nfinal class Mast extends Feed<Object> {\n}\n",
        },
        "javac -Xlint:all -Werror -d out src/org/weather/*.java",
        "build",
        (
            ("src/org/weather/Mast.java", 3),
            ("src/org/weather/Feed.java", 13),
        ),
    ),
    Case(
        "junit",
        "JUnit 4: rules, time, a runner's class",
        {
            "src/org/weather/AllTests.java": "package org.weather;\n\nimport org.junit.runner.RunWith;\nimport org.junit.runners.Suite;\n\n@RunWith(Suite.class)\n@Suite.SuiteClasses({MastTest.class})\npublic class AllTests {}\n",
            "src/org/weather/MastTest.java": 'package org.weather;\n\nimport static org.hamcrest.CoreMatchers.*;\nimport static org.junit.Assert.*;\n\nimport org.junit.*;\n\npublic class MastTest {\n  @Test(timeout = 50)\n  public void ends() throws Exception {\n    Thread.sleep(5000);\n  }\n\n  @Test\n  public void isTall() {\n    assertThat("the height", 3, is(not(3)));\n  }\n\n  @After\n  public void close() {\n    assertTrue(true);\n  }\n}\n',
        },
        f"javac -d out -cp {_JUNIT4} src/org/weather/*.java && java -cp {_JUNIT4}:out org.junit.runner.JUnitCore org.weather.AllTests",
        "test",
        (("org/weather/MastTest.java", 11), ("org/weather/MastTest.java", 16)),
        ("org.weather.MastTest.ends", "org.weather.MastTest.isTall"),
    ),
    Case(
        "junit",
        "JUnit 5: all at once, what is made as it runs",
        {
            "src/org/weather/FeedTest.java": 'package org.weather;\n\nimport static org.junit.jupiter.api.Assertions.*;\n\nimport java.util.stream.Stream;\nimport org.junit.jupiter.api.*;\n\n@DisplayName("Feeds")\nclass FeedTest {\n  @Test\n  @DisplayName("have rows")\n  void rows() {\n    assertAll("rows", () -> assertEquals(1, 2), () -> fail("no columns"));\n  }\n\n  @BeforeEach\n  void open() {}\n\n  @TestFactory\n  Stream<DynamicTest> made() {\n    return Stream.of(1, 2).map(n -> DynamicTest.dynamicTest("of " + n, () -> assertEquals(1, n)));\n  }\n}\n',
        },
        f"javac -d out -cp {_JUNIT5} src/org/weather/*.java && java -cp {_JUNIT5}:out org.junit.platform.console.ConsoleLauncher --disable-banner --disable-ansi-colors --select-package org.weather",
        "test",
        (("org/weather/FeedTest.java", 13), ("org/weather/FeedTest.java", 21)),
        ("org.weather.FeedTest.rows", "org.weather.FeedTest.made"),
    ),
    Case(
        "testng",
        "data, what depends on what failed",
        {
            "src/org/weather/MastTest.java": 'package org.weather;\n\nimport static org.testng.Assert.*;\n\nimport org.testng.annotations.*;\n\npublic class MastTest {\n  @DataProvider\n  public Object[][] sizes() {\n    return new Object[][] {{"a", 1}, {"b", 2}};\n  }\n\n  @Test(dataProvider = "sizes")\n  public void isOne(String name, int n) {\n    assertEquals(n, 1, name);\n  }\n\n  @Test\n  public void opens() {\n    throw new UnsupportedOperationException("locked");\n  }\n\n  @Test(dependsOnMethods = "opens")\n  public void closes() {}\n}\n',
        },
        f"javac -d out -cp {_TESTNG} src/org/weather/*.java && java -cp {_TESTNG}:out org.testng.TestNG -testclass org.weather.MastTest -verbose 2",
        "test",
        (("org/weather/MastTest.java", 15), ("org/weather/MastTest.java", 20)),
        ("isOne", "opens"),
    ),
    Case(
        "scalac",
        "two files, several errors",
        {
            "src/weather/Mast.scala": 'package weather\n\nclass Mast(height: Int) {\n  def tall: Boolean = height\n  def name: String = s"mast $hight"\n}\n',
            "src/weather/Feed.scala": "package weather\n\nobject Feed extends Nowhere {\n  val rows: List[Int] = List(1).map(_.toString)\n}\n",
        },
        "mkdir out && scalac -d out src/weather/*.scala",
        "build",
        (
            ("src/weather/Mast.scala", 4),
            ("src/weather/Mast.scala", 5),
            ("src/weather/Feed.scala", 3),
            ("src/weather/Feed.scala", 4),
        ),
    ),
    Case(
        "ghc",
        "modules below modules, instances, types",
        {
            "src/Weather/Mast/Height.hs": "module Weather.Mast.Height where\n\ndata Height = Height Int\n\ntall :: Height -> Bool\ntall h = h > Height 9\n",
            "app/Main.hs": 'module Main (main) where\n\nimport Weather.Mast.Height\n\nmain :: IO ()\nmain = do\n  print (tall (Height "x"))\n  putStrLn nowhere\n',
        },
        "ghc -v1 -isrc app/Main.hs -outputdir o -o t",
        "build",
        (("src/Weather/Mast/Height.hs", 6),),
    ),
    Case(
        "ghc",
        "warnings are errors, several kinds",
        {
            "src/Feed.hs": "module Feed (rows) where\n\nimport Data.List\n\nrows :: Maybe Int -> Int\nrows (Just n) = let m = 3 in n\n\nhidden = 1\n",
        },
        "ghc -v1 -Wall -Werror -isrc src/Feed.hs -outputdir o",
        "build",
        (("src/Feed.hs", 3), ("src/Feed.hs", 6), ("src/Feed.hs", 8)),
    ),
    Case(
        "hspec",
        "properties, exceptions, what is pending",
        {
            "test/FeedSpec.hs": 'module Main (main) where\n\nimport Control.Exception (evaluate)\nimport Test.Hspec\nimport Test.QuickCheck\n\nmain :: IO ()\nmain = hspec $ do\n  describe "Feed" $ do\n    it "is sorted" $ property $ \\xs -> length (xs :: [Int]) < 3\n    it "waits" pending\n    context "when empty" $\n      it "raises" $\n        evaluate (1 `div` (1 :: Int)) `shouldThrow` anyArithException\n',
        },
        "runghc test/FeedSpec.hs --no-color --seed 7",
        "test",
        (("test/FeedSpec.hs", 10), ("test/FeedSpec.hs", 14)),
        ("Feed is sorted", "Feed, when empty, raises"),
    ),
    Case(
        "eunit",
        "fixtures, what is raised below",
        {
            "rebar.config": "{erl_opts, [debug_info]}.\n",
            "src/station.app.src": '{application, station, [{description, "s"}, {vsn, "1"}, {registered, []}, {applications, [kernel, stdlib]}]}.\n',
            "src/mast.erl": "-module(mast).\n-export([height/1]).\n\nheight(0) ->\n    error(no_parts);\nheight(N) ->\n    N.\n",
            "test/mast_tests.erl": '-module(mast_tests).\n-include_lib("eunit/include/eunit.hrl").\n\nnone_test() ->\n    mast:height(0).\n\nsome_test_() ->\n    {setup, fun() -> 2 end, fun(_) -> ok end, fun(N) -> [?_assertEqual(3, mast:height(N))] end}.\n\nfine_test() ->\n    ?assertMatch(1, mast:height(1)).\n',
        },
        "rebar3 eunit",
        "test",
        (("src/mast.erl", 5),),
        ("mast_tests:none_test", "mast_tests:some_test_"),
    ),
    Case(
        "common test",
        "a suite that does not set up",
        {
            "rebar.config": "{erl_opts, [debug_info]}.\n",
            "src/station.app.src": '{application, station, [{description, "s"}, {vsn, "1"}, {registered, []}, {applications, [kernel, stdlib]}]}.\n',
            "test/feed_SUITE.erl": '-module(feed_SUITE).\n-include_lib("common_test/include/ct.hrl").\n-export([all/0, groups/0, init_per_group/2, end_per_group/2, reads/1, parses/1]).\n\nall() -> [reads, {group, parsing}].\n\ngroups() -> [{parsing, [], [parses]}].\n\ninit_per_group(parsing, _Config) ->\n    error(no_parser).\n\nend_per_group(_, _) -> ok.\n\nreads(_Config) ->\n    {ok, _} = file:read_file("/nowhere/at/all").\n\nparses(_Config) -> ok.\n',
        },
        "rebar3 ct",
        "test",
        (("test/feed_SUITE.erl", 10), ("test/feed_SUITE.erl", 15)),
        ("reads", "parsing.init_per_group"),
    ),
    Case(
        "exunit",
        "all are set up, none runs; an umbrella",
        {
            "mix.exs": 'defmodule Weather.MixProject do\n  use Mix.Project\n  def project, do: [apps_path: "apps", version: "0.1.0"]\nend\n',
            "apps/mast/mix.exs": 'defmodule Mast.MixProject do\n  use Mix.Project\n  def project, do: [app: :mast, version: "0.1.0", build_path: "../../_build", deps_path: "../../deps", lockfile: "../../mix.lock"]\nend\n',
            "apps/mast/lib/mast.ex": 'defmodule Mast do\n  def height(0), do: raise(ArgumentError, "no parts")\n  def height(n), do: n\nend\n',
            "apps/mast/test/test_helper.exs": "ExUnit.start()\n",
            "apps/mast/test/deep/mast_test.exs": 'defmodule Mast.HeightTest do\n  use ExUnit.Case, async: true\n\n  setup_all do\n    {:ok, mast: Mast.height(0)}\n  end\n\n  test "is tall", %{mast: mast} do\n    assert mast > 9\n  end\nend\n\ndefmodule Mast.NamesTest do\n  use ExUnit.Case\n\n  describe "names" do\n    test "are long" do\n      refute String.length("north") > 3, "north is long"\n    end\n\n    @tag timeout: 50\n    test "come in time" do\n      Process.sleep(5_000)\n    end\n  end\nend\n',
        },
        "mix test --seed 0",
        "test",
        (
            ("apps/mast/test/deep/mast_test.exs", 5),
            ("apps/mast/test/deep/mast_test.exs", 18),
            ("apps/mast/test/deep/mast_test.exs", 23),
        ),
        (
            "Mast.HeightTest",
            "test names are long (Mast.NamesTest)",
            "test names come in time (Mast.NamesTest)",
        ),
    ),
)
VERSIONS = {"googletest": "dpkg-query -W libgtest-dev", "testng": "dpkg-query -W testng"}
