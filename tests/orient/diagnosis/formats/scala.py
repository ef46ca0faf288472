"""Scala: sbt, mill and scalac; ScalaTest, MUnit, specs2, uTest, ScalaCheck; scalafmt and scalafix."""

from tests.orient.diagnosis.formats import Row

_SUMMARY = (
    "[error] Failed: Total 8, Failed 1, Errors 0, Passed 7\n[error] Failed tests:\n[error] \ttill.FeeSpec\n"
    "[error] (Test / test) sbt.TestsFailedException: Tests unsuccessful\n"
)

LOGS: tuple[Row, ...] = (
    (
        "scalac 3 under sbt",
        "[error] -- [E007] Type Mismatch Error: /home/runner/work/till/till/src/Fee.scala:27:49 \n"
        '[error] 27 |  val fee: Int = ""\n[error]    |                  ^^\n[error]    |       Found:    ("" : String)\n'
        "[error]    |       Required: Int\n"
        "[error] -- Error: /home/runner/work/till/till/src/Tax.scala:9:12 -----\n[error] 9 |  summon[Tax]\n"
        "[error]   |             ^\n[error]   |No given instance\n[error] two errors found\n"
        "[error] (Compile / compileIncremental) Compilation failed\n",
        "build",
        "scalac",
        (("src/Fee.scala", 27), ("src/Tax.scala", 9)),
        (),
    ),
    (
        "scalac 3, a message of many lines",
        "-- [E134] Type Error: src/Fee.scala:3:4 ---\n3 |  add(1)\n  |  ^^^\n" + "  |  none fits\n" * 14,
        "build",
        "scalac",
        (("src/Fee.scala", 3),),
        (),
    ),
    (
        "sbt resolves nothing",
        "[error] sbt.librarymanagement.ResolveException: Error downloading till:coins_3:1.0\n[error]   Not found\n"
        "[error] \tat lmcoursier.Resolution.unresolved(Resolution.scala:258)\n"
        "[error] (update) sbt.librarymanagement.ResolveException: Error downloading till:coins_3:1.0\n",
        "dependency",
        "sbt",
        (),
        (),
    ),
    (
        "sbt knows no such command",
        "[error] Not a valid command: tset (similar: test)\n[error] tset\n[error]     ^\n",
        "configuration",
        "sbt",
        (),
        (),
    ),
    (
        "ScalaTest, its place in the message",
        "[info] FeeSpec:\n[info] Fees\n[info] - should add (3 milliseconds)\n"
        "[info] - should take *** FAILED *** (1 second, 38 milliseconds)\n[info]   2 did not equal 3 (FeeSpec.scala:33)\n"
        "[info] - should open *** FAILED ***\n[info]   2 did not equal 4 (FeeSpec.scala:40)\n" + _SUMMARY,
        "test",
        "scalatest",
        (("FeeSpec.scala", 33), ("FeeSpec.scala", 40)),
        ("should take", "should open"),
    ),
    (
        "ScalaTest, an exception, without sbt",
        "FeeSpec:\n- takes *** FAILED ***\n  java.lang.IllegalStateException: no rate\n"
        "  at scala.Predef$.$qmark$qmark$qmark(Predef.scala:225)\n  at till.Fee$.take(Fee.scala:14)\n"
        "  at till.FeeSpec.$anonfun$new$1(FeeSpec.scala:20)\n",
        "test",
        "scalatest",
        (("till/Fee.scala", 14),),
        ("takes",),
    ),
    (
        "frames that no word stands before",
        "[info] - takes *** FAILED ***\n[info]   assertion failed\n[info]   assert(fee == 0)\n"
        "[info]     verify.asserts.PowerAssert.record(PowerAssert.scala:37)\n"
        "[info]     till.FeeTest$.$anonfun$new$11(FeeTest.scala:105)\n",
        "test",
        "scalatest",
        (("till/FeeTest.scala", 105),),
        ("takes",),
    ),
    (
        "ScalaTest, nothing but the name",
        "[info] - takes *** FAILED ***\n[info] - opens\n",
        "test",
        "scalatest",
        (),
        ("takes",),
    ),
    (
        "ScalaTest, the place in the package that its trace tells",
        "[info] - takes *** FAILED ***\n[info]   2 was not 3 (FeeSpec.scala:20)\n"
        "[info]   at org.scalatest.Assertions.fail(Assertions.scala:9)\n"
        "[info]   at till.FeeSpec.$anonfun$new$1(FeeSpec.scala:20)\n",
        "test",
        "scalatest",
        (("till/FeeSpec.scala", 20),),
        ("takes",),
    ),
    (
        "sbt names the suites alone",
        "[info] *** 1 TEST FAILED ***\n" + _SUMMARY,
        "test",
        "sbt",
        (),
        ("till.FeeSpec",),
    ),
    (
        "MUnit",
        "till.FeeSuite:\n==> X till.FeeSuite.takes two fees  0.055s munit.ComparisonFailException: "
        "/home/runner/work/till/till/src/FeeSuite.scala:109\n108:\n109:    assertEquals(a, b)\nvalues are not the same\n"
        "=> Obtained\n2\n    at munit.FunSuite.assertEquals(FunSuite.scala:11)\n"
        "==> X till.FeeSuite.opens 0.003s java.util.NoSuchElementException: None.get\n"
        "    at scala.None$.get(Option.scala:627)\n"
        "    at till.FeeSuite.$anonfun$new$2(FeeSuite.scala:14)\n==> i till.FeeSuite.later ignored 0.0s\n"
        "==> X till.FeeSuite.shuts 0.01s munit.FailException:\n" + _SUMMARY,
        "test",
        "munit",
        (("src/FeeSuite.scala", 109), ("till/FeeSuite.scala", 14)),
        ("till.FeeSuite.takes two fees", "till.FeeSuite.opens", "till.FeeSuite.shuts"),
    ),
    (
        "specs2",
        "[info] FeeSpec\n[info] A fee should\n[info]   + be paid\n[error]   x be taken\n"
        "[error]    2 != 3 (FeeSpec.scala:14)\n"
        "[error]   ! be opened\n[error]    java.lang.IllegalStateException: no till (Fee.scala:9)\n"
        "[error] till.Fee.open(Fee.scala:9)\n[info] Total for specification FeeSpec\n" + _SUMMARY,
        "test",
        "specs2",
        (("FeeSpec.scala", 14), ("Fee.scala", 9)),
        ("be taken", "be opened"),
    ),
    (
        "uTest",
        "X till.FeeTests.takes 28ms\n  utest.AssertionError: assert(a == 7)\n  a: Int = 1\n"
        "    utest.asserts.Asserts$.assertImpl(Asserts.scala:114)\n    till.FeeTests$.$anonfun$tests$2(FeeTests.scala:10)\n"
        "[info] Tests: 1, Passed: 0, Failed: 1\n" + _SUMMARY,
        "test",
        "utest",
        (("till/FeeTests.scala", 10),),
        ("till.FeeTests.takes",),
    ),
    (
        "ScalaCheck",
        "[info] ! Fee.adds: Falsified after 21 passed tests.\n[info] > ARG_0: 3\n" + _SUMMARY,
        "test",
        "scalacheck",
        (),
        ("Fee.adds",),
    ),
    (
        "scalafmt",
        "[warn] scalafmt: /home/runner/work/till/till/src/Fee.scala isn't formatted properly!\n"
        "[warn] /home/runner/work/till/till/src/Tax.scala isn't formatted properly!\n"
        "[error] (Compile / scalafmtCheck) scalafmt: 2 files must be formatted (/home/runner/work/till/till)\n",
        "format",
        "scalafmt",
        (("src/Fee.scala", None), ("src/Tax.scala", None)),
        (),
    ),
    (
        "scalafix, what it lints",
        "[error] /home/runner/work/till/till/src/Fee.scala:17:11: error: [DisableSyntax.null] null is off\n[error]   null\n"
        "[error]   ^^^^\n[error] (Compile / scalafix) scalafix.sbt.ScalafixFailed: LinterError\n",
        "lint",
        "scalafix",
        (("src/Fee.scala", 17),),
        (),
    ),
    (
        "scalafix, what it would rewrite",
        "[error] --- /home/runner/work/till/till/src/Fee.scala\n[error] +++ <expected fix>\n[error] @@ -4,4 +4,3 @@\n"
        "[error]  package till\n[error] -import a.B\n[error] (Compile / scalafix) scalafix.sbt.ScalafixFailed: TestError\n",
        "lint",
        "scalafix",
        (("src/Fee.scala", 4),),
        (),
    ),
    (
        "mill",
        "71] [error] till/src/Fee.java:9:12\n71] till.setTax\n71]     ^^^^^^\n71] cannot find symbol\n"
        "70]   [error] tax/src/Tax.scala:14:27\n70]   tax.Rate\n70]           ^\n70]   Not found: tax\n"
        "70] [error] tax.compile Compilation failed\n",
        "build",
        "mill",
        (("till/src/Fee.java", 9), ("tax/src/Tax.scala", 14)),
        (),
    ),
    (
        "not mill: a place that nothing points into",
        "[error] src/Fee.scala:9:12\n[error] no more\n",
        "build",
        "sbt",
        (),
        (),
    ),
    (
        "mill, its own build",
        "build.mill:58: not found: value Crosss\nobject till extends Crosss\n                    ^\nCompilation Failed\n",
        "build",
        "mill",
        (("build.mill", 58),),
        (),
    ),
)
