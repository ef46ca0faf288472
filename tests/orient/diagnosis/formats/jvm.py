"""Java, Kotlin, Scala, Clojure and what builds them."""

from tests.orient.diagnosis.formats import Row

LOGS: tuple[Row, ...] = (
    (
        "partest",
        "ok  752 - neg/a.scala \n!!  753 - neg/b.scala   [compilation failed]\n\nerror: head of empty list\n"
        "[error] Failed tests:\n[error] \tpartest\n",
        "test",
        "partest",
        (),
        ("neg/b.scala",),
    ),
    (
        "sbt, whose errors are not Prettier's",
        "[error] Failed: Total 3, Failed 1, Errors 0, Passed 2\n[error] (Test / test) sbt.TestsFailedException\n",
        "build",
        "sbt",
        (),
        (),
    ),
    (
        "maven compiles",
        "[ERROR] /home/runner/work/a/a/src/main/java/A.java:[3,7] cannot find symbol\n[ERROR] done",
        "build",
        "maven",
        (("src/main/java/A.java", 3),),
        (),
    ),
    (
        "surefire",
        "[ERROR] adds(com.acme.CartTest)  Time elapsed: 0.01 s  <<< FAILURE!\njava.lang.AssertionError: expected 3\n"
        "\tat org.junit.Assert.fail(Assert.java:88)\n\tat com.acme.CartTest.adds(CartTest.java:12)\n",
        "test",
        "junit",
        (("com/acme/CartTest.java", 12),),
        ("com.acme.CartTest.adds",),
    ),
    (
        "surefire 3",
        "[ERROR] com.acme.CartTest.adds -- Time elapsed: 0.01 s <<< ERROR!\njava.lang.IllegalStateException: boom\n"
        "\tat com.acme.CartTest.adds(CartTest.java:12)\n",
        "test",
        "junit",
        (("com/acme/CartTest.java", 12),),
        ("com.acme.CartTest.adds",),
    ),
    (
        "gradle",
        "com.acme.CartTest > adds FAILED\n    java.lang.AssertionError: 3\n"
        "        at app//com.acme.CartTest.adds(CartTest.java:12)\n",
        "test",
        "gradle",
        (("com/acme/CartTest.java", 12),),
        ("com.acme.CartTest.adds",),
    ),
    (
        "kotlin",
        "e: file:///home/runner/work/a/a/src/A.kt:3:7 Unresolved reference: b",
        "build",
        "kotlinc",
        (("src/A.kt", 3),),
        (),
    ),
    (
        "testng, which counts and says no more",
        "[TestNG] Running:\n  Command line suite\n\n" + "=" * 47 + "\nCommand line suite\n"
        "Total tests run: 3, Passes: 1, Failures: 2, Skips: 0\n" + "=" * 47 + "\n\n",
        "test",
        "testng",
        (),
        (),
    ),
    (
        "testng, of which none failed",
        "Total tests run: 3, Passes: 3, Failures: 0, Skips: 0\nerror: no\n",
        "unknown",
        None,
        (),
        (),
    ),
    (
        "testng",
        "FAILED: adds\njava.lang.AssertionError: 3\n\tat CartTest.adds(CartTest.java:7)\n",
        "test",
        "testng",
        (("CartTest.java", 7),),
        ("adds",),
    ),
    (
        "sbt",
        "[error] /home/runner/work/a/a/src/A.scala:3:7: not found: value b\n[error]   val a = b\n",
        "build",
        "sbt",
        (("src/A.scala", 3),),
        (),
    ),
    (
        "scalatest",
        "[info] - adds one *** FAILED ***\n[info]   2 did not equal 3 (CartSpec.scala:7)\n",
        "test",
        "scalatest",
        (("CartSpec.scala", 7),),
        ("adds one",),
    ),
    (
        "clojure",
        "FAIL in (adds) (cart_test.clj:7)\nexpected: 3\n",
        "test",
        "clojure.test",
        (("cart_test.clj", 7),),
        ("adds",),
    ),
    (
        "javac by Ant",
        "compile:\n    [javac] Compiling 9 source files\n    [javac] /app/src/till/Fee.java:6: error: ';' expected\n"
        "    [javac]     return 1\n    [javac] 1 error\n\nBUILD FAILED\n/app/build.xml:12: Compile failed\n",
        "build",
        "javac",
        (("src/till/Fee.java", 6),),
        (),
    ),
    (
        "JUnit 4: what is set up once fails",
        "There was 1 failure:\n1) till.pay.FeeTest\njava.lang.IllegalStateException: no till\n"
        "\tat till.pay.FeeTest.open(FeeTest.java:14)\n\nFAILURES!!!\nTests run: 0,  Failures: 1\n",
        "test",
        "junit",
        (("till/pay/FeeTest.java", 14),),
        ("till.pay.FeeTest",),
    ),
    (
        "Ninja, whose targets are no tests of TestNG's",
        "FAILED: till \n: && /usr/bin/cc fee.o -o till && :\nfee.c:(.text+0x1): undefined reference to `tax'\n",
        "build",
        "ld",
        (),
        (),
    ),
)
