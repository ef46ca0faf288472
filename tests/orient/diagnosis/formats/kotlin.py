"""Kotlin: its compiler under Gradle and by itself, ktlint and detekt."""

from tests.orient.diagnosis.formats import Row

_WRONG = (
    "\n\nFAILURE: Build failed with an exception.\n\n* What went wrong:\n"
    "Execution failed for task ':{}'.\n> no\n\n* Try:\n"
)

LOGS: tuple[Row, ...] = (
    (
        "kotlinc on Windows",
        "e: file:///D:/a/till/till/src/Fee.kt:3:7 Unresolved reference: tax" + _WRONG.format("compileKotlin"),
        "build",
        "kotlinc",
        (("src/Fee.kt", 3),),
        (),
    ),
    (
        "kotlinc, as it was until 1.8, in a folder with a blank",
        "e: D:\\a\\till\\till\\my src\\Fee.kt: (38, 40): Unresolved reference: tax\n"
        "e: D:\\a\\till\\till\\build.gradle.kts:9:1: Unresolved reference: compile\n",
        "build",
        "kotlinc",
        (("my src/Fee.kt", 38), ("build.gradle.kts", 9)),
        (),
    ),
    (
        "KSP",
        "e: [ksp] /home/runner/work/till/till/src/Fee.kt:21: Not sure what it is\ne: Error occurred in KSP\n",
        "build",
        "kotlinc",
        (("src/Fee.kt", 21),),
        (),
    ),
    (
        "kotlinc, warnings as errors",
        "w: file:///home/runner/work/till/till/src/Fee.kt:3:9 'tax' is never used\n"
        "e: warnings found and -Werror specified\n",
        "build",
        "kotlinc",
        (("src/Fee.kt", 3),),
        (),
    ),
    (
        "kotlinc by itself",
        "src/Fee.kt:3:5: error: unresolved reference: tax\n    tax()\n    ^\nsrc/Fee.kt:9:14: warning: unused\n",
        "build",
        "kotlinc",
        (("src/Fee.kt", 3),),
        (),
    ),
    (
        "ktlint",
        "src/Fee.kt:3:1: Unused import (standard:no-unused-imports)\n"
        "src/Tax.kts:9:2: Wrong name (cannot be auto-corrected)\n",
        "lint",
        "ktlint",
        (("src/Fee.kt", 3), ("src/Tax.kts", 9)),
        (),
    ),
    (
        "ktlint under Gradle, without its rules' names",
        "> Task :ktlint FAILED\nC:\\my till\\src\\Fee.kt:1:1: File must end with a newline (\\n)"
        + _WRONG.format("ktlint"),
        "lint",
        "ktlint",
        (("C:/my till/src/Fee.kt", 1),),
        (),
    ),
    (
        "kotlinter",
        "/home/runner/work/till/till/src/Fee.kt:3:1: Lint error > [standard:no-unused-imports] Unused import"
        + _WRONG.format("lintKotlinMain"),
        "lint",
        "ktlint",
        (("src/Fee.kt", 3),),
        (),
    ),
    (
        "detekt",
        "/home/runner/work/till/till/src/Fee.kt:28:13: A magic number. Name it. [MagicNumber]"
        + _WRONG.format("detekt"),
        "lint",
        "detekt",
        (("src/Fee.kt", 28),),
        (),
    ),
    (
        "detekt, its report, and as it was until 1.15",
        "naming - 5min debt\n\tMatchingDeclarationName - [Fee] at /home/runner/work/till/till/src/A.kt:6:1\n"
        "LongMethod - 61/60 - [pay] at /home/runner/work/till/till/src/B.kt:9:5 - Signature=B.kt$fun pay()\n",
        "lint",
        "detekt",
        (("src/A.kt", 6), ("src/B.kt", 9)),
        (),
    ),
    (
        "Gradle, a test of Kotlin/Native",
        "till.FeeTest.adds FAILED\n    kotlin.AssertionError: 3\n"
        "        at kotlin.Throwable#<init>(/opt/buildAgent/work/c5/kotlin/Throwable.kt:24)\n"
        "        at till.FeeTest#adds(/home/runner/work/till/till/src/FeeTest.kt:9)\n",
        "test",
        "gradle",
        (("src/FeeTest.kt", 9),),
        ("till.FeeTest.adds",),
    ),
)
