"""Blind cases of a sixth round: Java's, Scala's, Haskell's, OCaml's, Erlang's and Elixir's tools."""

from tests.diagnosis_cases.case import Case

_JUNIT4 = "/usr/share/java/junit4.jar:/usr/share/java/hamcrest-core.jar"
_JUNIT5 = "$(ls /usr/share/java/junit-jupiter*.jar /usr/share/java/junit-platform*.jar /usr/share/java/opentest4j*.jar /usr/share/java/apiguardian*.jar /usr/share/java/univocity*.jar /usr/share/java/picocli*.jar 2>/dev/null | tr '\\n' ':')"
_TESTNG = "/usr/share/java/testng.jar:/usr/share/java/jcommander.jar:/usr/share/java/bsh.jar:/usr/share/java/snakeyaml.jar"

CASES = (
    Case(
        "javac",
        "records, sealed interfaces and lambdas, by make",
        {
            "Makefile": "SOURCES := $(shell find src -name '*.java' | sort)\n\nclasses:\n\t@mkdir -p out\n\tjavac -Xlint:all -d out $(SOURCES)\n",
            "src/com/acme/pay/Money.java": "package com.acme.pay;\n\npublic record Money(long cents, String currency) {\n  public Money {\n    if (cents < 0) return;\n  }\n\n  Money plus(Money other) {\n    this.cents += other.cents;\n    return this;\n  }\n}\n",
            "src/com/acme/pay/Pay.java": "package com.acme.pay;\n\nimport java.util.List;\nimport java.util.function.Function;\n\nsealed interface Pay permits Card {}\n\nfinal class Card implements Pay {\n  static List<String> names(List<Money> all) {\n    int n = 0;\n    Function<Money, String> f = m -> m.currency() + n++;\n    return all.stream().map(f).collect(List.of());\n  }\n}\n\nfinal class Cash implements Pay {}\n",
        },
        "make classes",
        "build",
        (
            ("src/com/acme/pay/Money.java", 4),
            ("src/com/acme/pay/Money.java", 9),
            ("src/com/acme/pay/Pay.java", 12),
            ("src/com/acme/pay/Pay.java", 16),
        ),
    ),
    Case(
        "javac",
        "a module that is none",
        {
            "src/app/module-info.java": "module app {\n  requires nowhere.base;\n}\n",
            "src/app/org/acme/Größe.java": 'package org.acme;\n\nimport org.acme.missing.Helper;\n\npublic class Größe {\n  Helper helper = new Helper();\n\n  String text() { return "ä"; }\n}\n',
        },
        "javac -encoding UTF-8 -d out src/app/module-info.java src/app/org/acme/Größe.java",
        "build",
        (("src/app/module-info.java", 2),),
    ),
    Case(
        "java",
        "a lambda in a stream, logged lines before it",
        {
            "src/org/acme/Import.java": 'package org.acme;\n\nimport java.util.List;\nimport java.util.logging.Logger;\n\npublic class Import {\n  private static final Logger LOG = Logger.getLogger("import");\n  private static final int[] SIZES = {1, 2};\n\n  static int size(int kind) {\n    return SIZES[kind];\n  }\n\n  public static void main(String[] args) {\n    LOG.severe("ERROR: this line is only logged");\n    List.of(1, 5).stream().map(Import::size).forEach(System.out::println);\n  }\n}\n',
        },
        "javac -d out src/org/acme/Import.java && java -cp out org.acme.Import",
        "build",
        (("org/acme/Import.java", 11),),
    ),
    Case(
        "junit",
        "JUnit 4: a rule, parameters with names",
        {
            "test/org/acme/RateTest.java": 'package org.acme;\n\nimport static org.junit.Assert.*;\n\nimport java.util.*;\nimport org.junit.*;\nimport org.junit.rules.ExpectedException;\nimport org.junit.runner.RunWith;\nimport org.junit.runners.Parameterized;\n\n@RunWith(Parameterized.class)\npublic class RateTest {\n  @Parameterized.Parameters(name = "{index}: {0}")\n  public static Collection<Object[]> data() {\n    return Arrays.asList(new Object[][] {{"vip", 5}, {"new", 7}});\n  }\n\n  @Rule public ExpectedException thrown = ExpectedException.none();\n\n  private final String kind;\n  private final int rate;\n\n  public RateTest(String kind, int rate) {\n    this.kind = kind;\n    this.rate = rate;\n  }\n\n  @Test public void isKnown() {\n    assertArrayEquals(kind, new int[] {5}, new int[] {rate});\n  }\n\n  @Test public void refuses() {\n    thrown.expect(IllegalArgumentException.class);\n    Integer.parseInt("5");\n  }\n}\n',
        },
        f"javac -nowarn -d out -cp {_JUNIT4} test/org/acme/*.java && java -cp {_JUNIT4}:out org.junit.runner.JUnitCore org.acme.RateTest",
        "test",
        (("org/acme/RateTest.java", 29),),
        (
            "org.acme.RateTest.isKnown[1: new]",
            "org.acme.RateTest.refuses[0: vip]",
            "org.acme.RateTest.refuses[1: new]",
        ),
    ),
    Case(
        "junit",
        "JUnit 5: nested, repeated, time, as a summary",
        {
            "test/org/acme/StoreTest.java": "package org.acme;\n\nimport static org.junit.jupiter.api.Assertions.*;\n\nimport java.time.Duration;\nimport java.util.List;\nimport org.junit.jupiter.api.*;\n\nclass StoreTest {\n  @Nested\n  class WhenEmpty {\n    @BeforeEach void fill() {\n      List.of().iterator().next();\n    }\n\n    @Test void isEmpty() {}\n  }\n\n  @RepeatedTest(2)\n  void repeats(RepetitionInfo info) {\n    assertIterableEquals(List.of(1), List.of(info.getCurrentRepetition()));\n  }\n\n  @Test void isFast() {\n    assertTimeoutPreemptively(Duration.ofMillis(30), () -> Thread.sleep(3000));\n  }\n}\n",
        },
        f"javac -d out -cp {_JUNIT5} test/org/acme/*.java && java -cp {_JUNIT5}:out org.junit.platform.console.ConsoleLauncher --disable-banner --disable-ansi-colors --select-class org.acme.StoreTest --details summary",
        "test",
        (("org/acme/StoreTest.java", 13), ("org/acme/StoreTest.java", 21), ("org/acme/StoreTest.java", 25)),
        ("org.acme.StoreTest$WhenEmpty.isEmpty", "org.acme.StoreTest.repeats", "org.acme.StoreTest.isFast"),
    ),
    Case(
        "testng",
        "what is expected is not thrown, time runs out",
        {
            "test/org/acme/CartTest.java": 'package org.acme;\n\nimport static org.testng.Assert.*;\n\nimport java.util.*;\nimport org.testng.annotations.*;\n\npublic class CartTest {\n  @Test(groups = "fast")\n  public void isSorted() {\n    assertEquals(Arrays.asList(2, 1), Arrays.asList(1, 2), "sorted");\n  }\n\n  @Test(expectedExceptions = IllegalStateException.class)\n  public void refuses() {\n    throw new IllegalArgumentException("negative");\n  }\n\n  @Test(timeOut = 40)\n  public void isFast() throws Exception {\n    Thread.sleep(4000);\n  }\n}\n',
        },
        f"javac -d out -cp {_TESTNG} test/org/acme/*.java && java -cp {_TESTNG}:out org.testng.TestNG -testclass org.acme.CartTest -verbose 2",
        "test",
        (("org/acme/CartTest.java", 11), ("org/acme/CartTest.java", 16), ("org/acme/CartTest.java", 21)),
        ("isSorted", "refuses", "isFast"),
    ),
    Case(
        "gradle",
        "a test that does not compile, quietly",
        {
            "settings.gradle": 'rootProject.name = "bank"\n',
            "build.gradle": 'apply plugin: "java"\ndependencies { testCompile files("/usr/share/java/junit4.jar", "/usr/share/java/hamcrest-core.jar") }\n',
            "src/main/java/org/bank/Account.java": "package org.bank;\n\npublic class Account {\n  private long cents;\n\n  public void add(long n) { cents += n; }\n}\n",
            "src/test/java/org/bank/AccountTest.java": 'package org.bank;\n\nimport org.junit.Test;\n\npublic class AccountTest {\n  @Test public void adds() {\n    Account a = new Account(3);\n    a.add("5");\n    System.out.println(a.cents);\n  }\n}\n',
        },
        "gradle --offline --no-daemon --console=plain -q check",
        "build",
        (
            ("src/test/java/org/bank/AccountTest.java", 7),
            ("src/test/java/org/bank/AccountTest.java", 8),
            ("src/test/java/org/bank/AccountTest.java", 9),
        ),
    ),
    Case(
        "gradle",
        "a task of its own that throws, in a file that is applied",
        {
            "settings.gradle": 'rootProject.name = "bank"\n',
            "build.gradle": 'apply from: "gradle/version.gradle"\n\ntask build { dependsOn checkVersion }\n',
            "gradle/version.gradle": 'task checkVersion {\n  doLast {\n    def file = file("VERSION")\n    if (!file.exists()) {\n      throw new GradleException("VERSION is missing:\\ncreate it")\n    }\n  }\n}\n',
        },
        "gradle --offline --no-daemon --console=plain build",
        "build",
        (("gradle/version.gradle", 5),),
    ),
    Case(
        "checkstyle",
        "two files of packages, warnings that are errors",
        {
            "config/checkstyle.xml": '<?xml version="1.0"?>\n<!DOCTYPE module PUBLIC "-//Checkstyle//DTD Checkstyle Configuration 1.3//EN" "https://checkstyle.org/dtds/configuration_1_3.dtd">\n<module name="Checker">\n  <property name="severity" value="error"/>\n  <module name="LineLength"><property name="max" value="60"/></module>\n  <module name="TreeWalker">\n    <module name="MagicNumber"/>\n    <module name="NeedBraces"/>\n    <module name="ConstantName"/>\n    <module name="EmptyBlock"/>\n  </module>\n</module>\n',
            "src/org/bank/Fee.java": "package org.bank;\n\nclass Fee {\n  static final int fee = 1;\n\n  int of(int n) {\n    if (n > 10) return n * 42;\n    try { n++; } catch (RuntimeException e) {}\n    return n;\n  }\n}\n",
            "src/org/bank/deep/Long.java": 'package org.bank.deep;\n\nclass Long {\n  String text = "this is a text that is too long for the line";\n}\n',
        },
        "checkstyle -c config/checkstyle.xml src",
        "lint",
        (("src/org/bank/Fee.java", 4), ("src/org/bank/Fee.java", 7), ("src/org/bank/deep/Long.java", 4)),
    ),
    Case(
        "scalac",
        "types over several lines",
        {
            "src/bank/Account.scala": 'package bank\n\nsealed trait Kind\ncase object Giro extends Kind\ncase object Fixed extends Kind\n\ntrait Bookable { def book(n: Long): Unit; def close(): Unit }\n\nclass Account extends Bookable {\n  def book(n: Long): Unit = ()\n}\n\nobject Account {\n  def name(kind: Kind): String = kind match {\n    case Giro => 1\n  }\n  val all: Map[String, Int] = Map("a" -> "b")\n}\n',
        },
        "mkdir out && scalac -deprecation -feature -d out src/bank/Account.scala",
        "build",
        (("src/bank/Account.scala", 15), ("src/bank/Account.scala", 17)),
    ),
    Case(
        "ghc",
        "a field that is none, in a library",
        {
            "lib/Bank/Account.hs": "{-# LANGUAGE ScopedTypeVariables #-}\nmodule Bank.Account (Account (..), open, close) where\n\nimport qualified Data.Map as M\n\ndata Account = Account { owner :: String, cents :: Integer }\n\nopen :: String -> Account\nopen name = Account { owner = name, balance = 0 }\n\ntotal :: Foldable t => t Account -> Maybe\ntotal = sum . fmap cents\n",
        },
        "ghc -fno-code -ilib lib/Bank/Account.hs",
        "build",
        (("lib/Bank/Account.hs", 9),),
    ),
    Case(
        "ghc",
        "a bracket that is not closed",
        {
            "app/Main.hs": "module Main where\n\nmain :: IO ()\nmain = do\n  let xs = [1, 2\n  print xs\n",
        },
        "ghc -Wall -outputdir o app/Main.hs",
        "build",
        (("app/Main.hs", 6),),
    ),
    Case(
        "hspec",
        "lists, what is around, as checks",
        {
            "test/Bank/FeeSpec.hs": 'module Bank.FeeSpec (spec) where\n\nimport Test.Hspec\n\nspec :: Spec\nspec = describe "fees" $ do\n  it "are sorted" $ [3, 1 :: Int] `shouldMatchList` [1, 2]\n  around_ (\\run -> run >> fail "not rolled back") $\n    it "roll back" $ True `shouldBe` True\n',
            "test/Spec.hs": 'module Main (main) where\n\nimport qualified Bank.FeeSpec\nimport Test.Hspec\n\nmain :: IO ()\nmain = hspec $ do\n  describe "Bank" Bank.FeeSpec.spec\n  it "is named" $ expectationFailure "later\\nor never"\n',
        },
        "runghc -itest test/Spec.hs --no-color --format=checks --seed 3",
        "test",
        (("test/Bank/FeeSpec.hs", 7), ("test/Bank/FeeSpec.hs", 9), ("test/Spec.hs", 9)),
        ("Bank.fees are sorted", "Bank.fees roll back", "is named"),
    ),
    Case(
        "ocaml",
        "an interface that is not kept, labels, warnings that are errors",
        {
            "src/fee.mli": "val of_kind : kind:string -> int\nval all : int list\n",
            "src/fee.ml": 'let of_kind ~kind = if kind = "vip" then 5 else 19\nlet all = [ "a" ]\n',
            "src/bank.ml": 'type kind = Giro | Fixed\n\nlet name = function Giro -> "giro"\n\nlet unused x = let y = 3 in x\n',
        },
        "ocamlc -w +a-4-70 -warn-error +a -c src/bank.ml; ocamlc -I src -c src/fee.mli src/fee.ml",
        "build",
        (("src/bank.ml", 3), ("src/bank.ml", 5), ("src/fee.ml", 1)),
    ),
    Case(
        "dune",
        "a library and a program of a folder, several errors at once",
        {
            "dune-project": "(lang dune 2.9)\n",
            "lib/dune": "(library (name bank))\n",
            "lib/fee.ml": 'let rate kind = match kind with\n  | `Vip -> 5\n  | `New -> "19"\n',
            "bin/dune": "(executable (name main) (libraries bank nowhere_lib))\n",
            "bin/main.ml": "let () = print_int (Bank.Fee.rate `Vip)\n",
        },
        "dune build --display=short",
        "build",
        (("bin/dune", 1), ("lib/fee.ml", 3)),
    ),
    Case(
        "erlc",
        "records, macros and types, warnings that are errors",
        {
            "include/bank.hrl": "-record(account, {owner, cents = 0 :: integer()}).\n",
            "src/bank.erl": '-module(bank).\n-include("bank.hrl").\n-export([open/1, close/0]).\n\nopen(Name) ->\n    A = #account{owner = Name, balance = 0},\n    case ?LIMIT of\n        X -> A\n    end.\n\nunused(N) -> 1.\n',
        },
        "erlc -Wall -Werror -I include -o . src/bank.erl",
        "build",
        (("src/bank.erl", 3), ("src/bank.erl", 7), ("src/bank.erl", 11)),
    ),
    Case(
        "exunit",
        "patterns, messages and a process that dies, in an application's folders",
        {
            "mix.exs": 'defmodule Bank.MixProject do\n  use Mix.Project\n  def project, do: [app: :bank, version: "0.1.0", elixirc_paths: ["lib"]]\nend\n',
            "lib/bank/teller.ex": 'defmodule Bank.Teller do\n  def pay(%{cents: cents} = account, n) when n <= cents do\n    %{account | cents: cents - n}\n  end\n\n  def open!(owner) do\n    owner || raise "no owner"\n  end\nend\n',
            "test/test_helper.exs": "ExUnit.start(exclude: [:slow])\n",
            "test/bank/teller_test.exs": 'defmodule Bank.TellerTest do\n  use ExUnit.Case, async: true\n\n  alias Bank.Teller\n\n  describe "pay/2" do\n    test "takes from the account" do\n      assert %{cents: 2, owner: _} = Teller.pay(%{cents: 5}, 2)\n    end\n\n    test "refuses" do\n      Teller.pay(%{cents: 1}, 2)\n    end\n  end\n\n  test "opens" do\n    assert_raise ArgumentError, fn -> Teller.open!(nil) end\n  end\n\n  test "dies" do\n    pid = spawn_link(fn -> exit(:broke) end)\n    assert_receive {:down, ^pid}, 50\n  end\n\n  @tag :slow\n  test "slow", do: flunk("never run")\nend\n',
        },
        "mix test --seed 0 --warnings-as-errors",
        "test",
        (
            ("test/bank/teller_test.exs", 8),
            ("test/bank/teller_test.exs", 12),
            ("test/bank/teller_test.exs", 17),
            ("test/bank/teller_test.exs", 20),
        ),
        (
            "test pay/2 takes from the account (Bank.TellerTest)",
            "test pay/2 refuses (Bank.TellerTest)",
            "test opens (Bank.TellerTest)",
            "test dies (Bank.TellerTest)",
        ),
    ),
    Case(
        "mix",
        "a struct that lacks a key",
        {
            "mix.exs": 'defmodule Bank.MixProject do\n  use Mix.Project\n  def project, do: [app: :bank, version: "0.1.0"]\nend\n',
            "lib/bank/account.ex": "defmodule Bank.Account do\n  @enforce_keys [:owner]\n  defstruct [:owner, cents: 0]\nend\n",
            "lib/bank/web/page.ex": "defmodule Bank.Web.Page do\n  alias Bank.Account\n\n  def show do\n    account = %Account{cents: 3}\n    account.owner\n  end\nend\n",
        },
        "MIX_ENV=test mix compile",
        "build",
        (("lib/bank/web/page.ex", 5),),
    ),
    Case(
        "busted",
        "spies and errors, as TAP",
        {
            "spec/unit/fee_spec.lua": 'local fee = require("src.fee")\n\ndescribe("fee", function()\n  it("is five", function()\n    assert.are.equal(5, fee.of("vip"))\n  end)\n\n  describe("of nobody", function()\n    it("is an error", function()\n      fee.of(nil)\n    end)\n  end)\n\n  it("calls", function()\n    local seen = spy.new(function() end)\n    assert.spy(seen).was_called(1)\n  end)\nend)\n',
            "src/fee.lua": "local M = {}\n\nfunction M.of(kind)\n  return #kind + 4\nend\n\nreturn M\n",
        },
        "busted -o TAP spec",
        "test",
        (("spec/unit/fee_spec.lua", 5), ("src/fee.lua", 4), ("spec/unit/fee_spec.lua", 16)),
        ("fee is five", "fee of nobody is an error", "fee calls"),
    ),
    Case(
        "testthat",
        "described, errors in helpers, warnings and skips, as a summary",
        {
            "R/fee.R": 'fee <- function(kind) {\n  rates <- c(vip = 5)\n  stop_if_unknown(kind, rates)\n  rates[[kind]]\n}\n\nstop_if_unknown <- function(kind, rates) {\n  if (!kind %in% names(rates)) stop("unknown: ", kind)\n}\n',
            "tests/testthat/test-fee.R": 'source("../../R/fee.R")\n\ndescribe("fee", {\n  it("is five", {\n    expect_equal(fee("vip"), 7)\n  })\n  it("is unknown", {\n    expect_error(fee("new"), "no such")\n  })\n})\n\ntest_that("skips", {\n  skip("later")\n})\n\ntest_that("warns", {\n  warning("only a warning")\n  expect_true(is.numeric(fee("new")))\n})\n',
        },
        'Rscript -e \'testthat::test_dir("tests/testthat", reporter = "summary")\'',
        "test",
        (("test-fee.R", 5), ("test-fee.R", 8), ("test-fee.R", 18)),
        ("fee: is five", "fee: is unknown", "warns"),
    ),
)
VERSIONS: dict[str, str] = {}
