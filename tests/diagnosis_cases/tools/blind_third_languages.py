"""Blind cases of known tools of other languages that compile of a third round: other codes, folders, hooks, tables and paths than any case before."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "ghc",
        "modules, warnings are errors",
        {
            "src/Shop/Cart.hs": 'module Shop.Cart (total, name) where\n\nimport Data.List (sort)\n\ndata Kind = Tea | Bread\n\nname :: Kind -> String\nname Tea = "tea"\n\ntotal xs = sum xs + 1\n'
        },
        "ghc -isrc -Wall -Werror -outputdir o -c src/Shop/Cart.hs",
        "build",
        (("src/Shop/Cart.hs", 3), ("src/Shop/Cart.hs", 5), ("src/Shop/Cart.hs", 8), ("src/Shop/Cart.hs", 10)),
    ),
    Case(
        "ghc",
        "a hole, an ambiguity",
        {
            "src/Shop/Deep.hs": "module Shop.Deep where\n\nshown :: String -> String\nshown s = show (read s)\n\nprice :: Int -> Maybe Int\nprice n = if n > 0 then Just _found else Nothing\n"
        },
        "ghc -isrc -outputdir o -c src/Shop/Deep.hs",
        "build",
        (("src/Shop/Deep.hs", 4), ("src/Shop/Deep.hs", 7)),
    ),
    Case(
        "hspec",
        "an exception, a list, deeper",
        {
            "test/Spec.hs": 'import Control.Exception (evaluate)\nimport Test.Hspec\n\nmain :: IO ()\nmain = hspec $ do\n  describe "Cart" $ do\n    context "when it is empty" $ do\n      it "raises" $ do\n        evaluate (head [] :: Int) `shouldThrow` anyIOException\n      it "has these" $\n        [1, 2, 3] `shouldContain` [4 :: Int]\n    it "waits" $ pendingWith "not now"\n    it "breaks" $\n      expectationFailure "no\\ntill"\n'
        },
        "runghc test/Spec.hs",
        "test",
        (("test/Spec.hs", 11), ("test/Spec.hs", 14), ("test/Spec.hs", 8)),
        ("Cart, when it is empty, raises", "Cart, when it is empty, has these", "Cart breaks"),
    ),
    Case(
        "ocaml",
        "a match, a label",
        {
            "lib/shop.ml": 'type kind = Tea | Bread | Milk\n\nlet name = function\n  | Tea -> "tea"\n  | Bread -> "bread"\n'
        },
        "ocamlopt -w +a-70 -warn-error +a -I lib -c lib/shop.ml",
        "build",
        (("lib/shop.ml", 3),),
    ),
    Case(
        "dune",
        "a field that is none, in a library",
        {
            "dune-project": "(lang dune 2.9)\n",
            "lib/deep/dune": "(library (name deep))\n",
            "lib/deep/cart.ml": "type t = { net : int }\n\nlet total c = c.net + c.tax\n",
            "bin/dune": "(executable (name main) (libraries deep))\n",
            "bin/main.ml": "let () = print_int (Deep.Cart.total { net = 1 })\n",
        },
        "dune build 2>&1",
        "build",
        (("lib/deep/cart.ml", 3),),
    ),
    Case(
        "javac",
        "packages, what is inferred, what is abstract",
        {
            "src/com/acme/Cart.java": 'package com.acme;\n\nimport java.util.List;\n\npublic class Cart {\n    public List<String> names() {\n        return List.of(1, 2);\n    }\n\n    public void open() {\n        throw new java.io.IOException("no till");\n    }\n}\n',
            "src/com/acme/deep/Till.java": "package com.acme.deep;\n\nimport com.acme.Cart;\n\npublic class Till extends Cart implements Runnable {\n    final int n = 1;\n\n    @Override\n    public void close() {}\n}\n",
        },
        "javac -d out $(find src -name '*.java' | sort)",
        "build",
        (
            ("src/com/acme/Cart.java", 7),
            ("src/com/acme/deep/Till.java", 5),
            ("src/com/acme/deep/Till.java", 8),
        ),
    ),
    Case(
        "junit",
        "setting up, parameters, a cause, a package",
        {
            "src/com/acme/Till.java": 'package com.acme;\n\nclass Till {\n    static int open(String name) {\n        if (name == null) {\n            throw new IllegalStateException("no till");\n        }\n        return name.length();\n    }\n}\n',
            "src/com/acme/CartTest.java": "package com.acme;\n\nimport static org.junit.Assert.*;\nimport org.junit.*;\n\npublic class CartTest {\n    @Before\n    public void open() {\n        Till.open(null);\n    }\n\n    @Test\n    public void adds() {\n        fail();\n    }\n}\n",
            "src/com/acme/SizeTest.java": 'package com.acme;\n\nimport static org.junit.Assert.*;\nimport java.util.*;\nimport org.junit.Test;\nimport org.junit.runner.RunWith;\nimport org.junit.runners.Parameterized;\n\n@RunWith(Parameterized.class)\npublic class SizeTest {\n    @Parameterized.Parameters(name = "{0}")\n    public static List<String> names() {\n        return Arrays.asList("tea", "bread");\n    }\n\n    @Parameterized.Parameter\n    public String name;\n\n    @Test\n    public void isShort() {\n        assertEquals("length of " + name, 3, name.length());\n    }\n\n    @Test(timeout = 100)\n    public void ends() throws Exception {\n        if (name.equals("tea")) {\n            Thread.sleep(5000);\n        }\n    }\n}\n',
        },
        "javac -d out -cp /usr/share/java/junit4.jar:/usr/share/java/hamcrest-core.jar src/com/acme/*.java && java -cp out:/usr/share/java/junit4.jar:/usr/share/java/hamcrest-core.jar org.junit.runner.JUnitCore com.acme.CartTest com.acme.SizeTest",
        "test",
        (("com/acme/Till.java", 6), ("com/acme/SizeTest.java", 21), ("com/acme/SizeTest.java", 27)),
        ("com.acme.CartTest.adds", "com.acme.SizeTest.isShort[bread]", "com.acme.SizeTest.ends[tea]"),
    ),
    Case(
        "java",
        "a static block, a cause, packages",
        {
            "src/com/acme/Main.java": "package com.acme;\n\npublic class Main {\n    public static void main(String[] args) {\n        System.out.println(Prices.TEA);\n    }\n}\n",
            "src/com/acme/Prices.java": 'package com.acme;\n\nclass Prices {\n    static final int TEA = Integer.parseInt("one");\n}\n',
        },
        "javac -d out src/com/acme/*.java && java -cp out com.acme.Main",
        "build",
        (("com/acme/Main.java", 5), ("com/acme/Prices.java", 4)),
    ),
    Case(
        "gradle",
        "a dependency that is not there",
        {
            "build.gradle": "apply plugin: 'java'\nrepositories { mavenCentral() }\ndependencies { compile 'com.acme.nowhere:at-all:1.0' }\n",
            "src/main/java/A.java": "class A {}\n",
        },
        "gradle --offline --no-daemon --console=plain compileJava",
        "dependency",
    ),
    Case(
        "checkstyle",
        "several checks, folders",
        {
            "config.xml": '<?xml version="1.0"?>\n<!DOCTYPE module PUBLIC "-//Checkstyle//DTD Checkstyle Configuration 1.3//EN" "https://checkstyle.org/dtds/configuration_1_3.dtd">\n<module name="Checker">\n  <module name="FileTabCharacter"/>\n  <module name="TreeWalker">\n    <module name="NeedBraces"/>\n    <module name="EmptyBlock"/>\n    <module name="MagicNumber"/>\n  </module>\n</module>\n',
            "src/deep/A.java": "class A {\n    int f(int n) {\n        if (n > 42) return 1;\n        try {\n            n++;\n        } catch (Exception e) {\n        }\n        return n;\n    }\n}\n",
            "src/B.java": "class B {\n\tint n;\n}\n",
        },
        "checkstyle -c config.xml src",
        "lint",
        (("src/deep/A.java", 3), ("src/B.java", 2)),
    ),
    Case(
        "erlc",
        "a function twice, unbound, a header",
        {
            "include/cart.hrl": "-record(cart, {n}).\n",
            "src/cart.erl": '-module(cart).\n-export([f/1, g/0]).\n-include("cart.hrl").\n\nf(X) ->\n    #cart{m = X}.\n\nf(X) ->\n    Y.\n',
        },
        "erlc -I include src/cart.erl",
        "build",
        (("src/cart.erl", 6), ("src/cart.erl", 8), ("src/cart.erl", 9), ("src/cart.erl", 2)),
    ),
    Case(
        "gfortran",
        "a module that is none, an argument",
        {
            "src/deep/a.f90": "module shop\n  implicit none\ncontains\n  integer function total(n)\n    integer, intent(in) :: n\n    n = 2\n    total = nowhere(n)\n  end function\nend module\n"
        },
        "gfortran -Wall -Werror -c src/deep/a.f90",
        "build",
        (("src/deep/a.f90", 6), ("src/deep/a.f90", 7)),
    ),
    Case(
        "gnat",
        "a type, a missing body",
        {
            "src/a.adb": 'with Ada.Text_IO;\nprocedure A is\n   N : Integer := "one";\n   type Kind is (Tea, Bread);\n   K : Kind := Tea;\nbegin\n   case K is\n      when Tea => Ada.Text_IO.Put (N);\n   end case;\nend A;\n'
        },
        "gnatmake -q src/a.adb",
        "build",
        (("a.adb", 3), ("a.adb", 7), ("a.adb", 8)),
    ),
    Case(
        "verilator",
        "a width, a port",
        {
            "rtl/deep/a.v": "module a(input wire [3:0] x, output wire [1:0] y);\n  assign y = x;\n  wire unused_w = nowhere;\nendmodule\n"
        },
        "verilator --lint-only -Wall rtl/deep/a.v",
        "lint",
        (("rtl/deep/a.v", 3),),
    ),
)
VERSIONS: dict[str, str] = {}
