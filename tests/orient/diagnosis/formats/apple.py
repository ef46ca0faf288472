"""Swift and Xcode: swift build and test, xcodebuild and what makes it shorter, linters, CocoaPods."""

from tests.orient.diagnosis.formats import Row

LOGS: tuple[Row, ...] = (
    (
        "XCTest, its own notation of a method in Swift",
        "/Users/runner/work/till/till/Tests/FeeTests.swift:34: error: -[TillTests.FeeTests testAdds] :"
        " XCTAssertTrue failed - no\n"
        "Test Case '-[TillTests.FeeTests testAdds]' failed (0.163 seconds).\n",
        "test",
        "xctest",
        (("Tests/FeeTests.swift", 34),),
        ("TillTests.FeeTests.testAdds",),
    ),
    (
        "XCTest, a name of words, as Quick has them",
        "/Users/runner/work/till/till/FeeSpec.swift:12: error: -[Till.FeeSpec a fee, when added, counts] :"
        " expected 3, got 4\n"
        "Test Case '-[Till.FeeSpec a fee, when added, counts]' failed (0.005 seconds).\n",
        "test",
        "xctest",
        (("FeeSpec.swift", 12),),
        ("Till.FeeSpec.a fee, when added, counts",),
    ),
    (
        "XCTest, in parallel",
        "Test case 'FeeTests.testOpens()' passed on 'Clone 1 of iPhone 8 - Till (17105)' (2.35 seconds)\n"
        "Test case 'FeeTests.testAdds()' failed on 'Clone 1 of iPhone 8 - Till (17105)' (29.35 seconds)\n\n"
        "Failing tests:\n\tFeeTests.testAdds()\n\n** TEST FAILED **\n",
        "test",
        "xctest",
        (),
        ("FeeTests.testAdds",),
    ),
    (
        "XCTest, nothing left but what it lists, in a bundle",
        "Failing tests:\n\tTillTests:\n\t\tFeeTests.test_adds()\n** TEST FAILED **\n",
        "test",
        "xctest",
        (),
        ("FeeTests.test_adds",),
    ),
    (
        "xcodebuild tests, and says no more",
        "Failing tests:\n** TEST FAILED **\n",
        "test",
        "xcodebuild",
        (),
        (),
    ),
    (
        "by fastlane",
        "[14:09:03]: $ xcodebuild test | xcpretty\n"
        "[14:09:14]: ▸ ❌  /Users/runner/work/till/till/App/Fee.swift:3:5: cannot find 'x' in scope\n"
        "[14:09:14]: ▸ ** TEST FAILED **\n",
        "build",
        "xcodebuild",
        (("App/Fee.swift", 3),),
        (),
    ),
    (
        "a script that Xcode runs",
        "Command PhaseScriptExecution failed with a nonzero exit code\n** BUILD FAILED **\n",
        "build",
        "xcodebuild",
        (),
        (),
    ),
    (
        "XCTest, a test that kills it",
        "Test Case 'FeeTests.testOpens' started at 2024-03-01 10:00:00.000\n"
        "Test Case 'FeeTests.testOpens' passed (0.1 seconds)\n"
        "Test Case 'FeeTests.testAdds' started at 2024-03-01 10:00:00.000\n"
        "Tests/FeeTests.swift:14: Fatal error: Unexpectedly found nil\nerror: Exited with unexpected signal code 4\n",
        "test",
        "xctest",
        (("Tests/FeeTests.swift", 14),),
        ("FeeTests.testAdds",),
    ),
    (
        "XCTest, killed in Swift's own library",
        "Test Case 'FeeTests.testAdds' started at 2024-03-01 10:00:00.000\n"
        "Swift/ContiguousArrayBuffer.swift:600: Fatal error: Index out of range\n",
        "test",
        "xctest",
        (),
        ("FeeTests.testAdds",),
    ),
    (
        "not XCTest: a program that is killed after its tests",
        "Test Case 'FeeTests.testAdds' passed (0.1 seconds)\nSources/Till.swift:6: Fatal error: no till\n",
        "build",
        None,
        (("Sources/Till.swift", 6),),
        (),
    ),
    (
        "Swift Testing",
        "✘ Test adds(_:) recorded an issue with 1 argument fee → 2 at FeeTests.swift:61:3: Expectation failed:"
        " (fee → 2) != 2\n"
        "✘ Test adds(_:) with 3 test cases failed after 0.002 seconds with 1 issue.\n"
        '✘ Test "it\'s open, always" recorded an issue at FeeTests.swift:8:6: Caught error: shut\n'
        "✘ Test rounds() recorded a known issue at FeeTests.swift:44:9: Expectation failed: 1 == 2\n"
        "✘ Test takes(fee:) with 2 test cases failed after 0.001 seconds with 2 issues.\n"
        "✘ Suite FeeTests failed after 0.003 seconds with 2 issues.\n✘ Test run with 4 tests failed after 0.003 seconds.\n",
        "test",
        "swift-testing",
        (("FeeTests.swift", 61), ("FeeTests.swift", 8)),
        ("adds(_:)", "it's open, always", "takes(fee:)"),
    ),
    (
        "Swift Testing by Xcode, whose signs are of a font of its own",
        '\U00100884 Test "adds" recorded an issue at FeeTests.swift:16:17: Expectation failed: 1 == 2\n',
        "test",
        "swift-testing",
        (("FeeTests.swift", 16),),
        ("adds",),
    ),
    (
        "Swift Testing by xcbeautify",
        "Test run started.\n    ✔ opens() (0.001 seconds)\n"
        "    [!]  Test adds() recorded an issue at FeeTests.swift:11:5: Expectation failed: true == false\n"
        "    ✖ adds() (0.001 seconds) 1 issue(s)\nTest run with 2 tests failed after 0.001 seconds with 1 issue(s)\n",
        "test",
        "swift-testing",
        (("FeeTests.swift", 11),),
        ("adds()",),
    ),
    (
        "XCTest by xcbeautify",
        "Test Suite FeeTests started\n    ✔ testOpens (0.131 seconds)\n"
        '    ✖ testAdds, XCTAssertEqual failed: ("1") is not ("2")\n'
        "Executed 2 tests, with 1 failure (0 unexpected) in 0.191 (0.193) seconds\n",
        "test",
        "xctest",
        (),
        ("testAdds",),
    ),
    (
        "compilers by xcpretty and xcbeautify",
        "❌  /Users/runner/work/till/till/App/Fee.m:12:59: expected identifier\n\n    [fee add:]\n             ^\n\n"
        "[x] /Users/runner/work/till/till/App/Tax.swift:3:5: cannot find 'x' in scope\n\n** BUILD FAILED **\n",
        "build",
        "xcodebuild",
        (("App/Fee.m", 12), ("App/Tax.swift", 3)),
        (),
    ),
    (
        "the linker by xcpretty",
        "❌  ld: symbol(s) not found for architecture x86_64\n❌  clang: error: linker command failed with exit code 1\n",
        "build",
        "ld",
        (),
        (),
    ),
    (
        "Xcode signs for no team",
        '/Users/runner/work/till/till/Till.xcodeproj: error: Signing for "Till" requires a development team.'
        " (in target 'Till')\n"
        "** ARCHIVE FAILED **\n\nThe following build commands failed:\n\tBuilding workspace Till\n(1 failure)\n",
        "configuration",
        "xcodebuild",
        (("Till.xcodeproj", None),),
        (),
    ),
    (
        "Xcode signed for no team, before it called that an error",
        'Check dependencies\nSigning for "Till" requires a development team. Select one.\n** BUILD FAILED **\n'
        "The following build commands failed:\n\tCheck dependencies\n(1 failure)\n",
        "configuration",
        "xcodebuild",
        (),
        (),
    ),
    (
        "Xcode has no profile",
        "Check dependencies\n"
        "Code Signing Error: No profiles for 'till.app' were found:  Xcode couldn't find any.\n\n** BUILD FAILED **\n",
        "configuration",
        "xcodebuild",
        (),
        (),
    ),
    (
        "Xcode resolves no packages",
        "Resolve Package Graph\nxcodebuild: error: Could not resolve package dependencies:\n"
        "  because Coins >=5.5.1 contains incompatible tools version and root depends on Coins 6.1.1, version"
        " solving failed.\n",
        "dependency",
        "xcodebuild",
        (),
        (),
    ),
    (
        "a storyboard",
        "/Users/runner/work/till/till/App/Launch.storyboard: error: Line 11: error parsing attribute name\n"
        "** BUILD FAILED **\n",
        "build",
        "xcodebuild",
        (("App/Launch.storyboard", 11),),
        (),
    ),
    (
        "swift build resolves no packages",
        "error: Dependencies could not be resolved because root depends on 'coins' 1.4.0..<1.5.0 and 'till' on"
        " 'coins' 1.0.1.\n",
        "dependency",
        "swift",
        (),
        (),
    ),
    ("swift build in another folder", "error: root manifest not found\n", "configuration", "swift", (), ()),
    (
        "swift build is killed",
        "Building for production...\nerror: emit-module command failed due to signal 9 (use -v to see invocation)\n",
        "build",
        "swift",
        (),
        (),
    ),
    (
        "swiftlint, of a whole file",
        "/Users/runner/work/till/till/App/Fee.swift:7: error: File Length Violation: Too long (file_length)\n"
        "Done linting! Found 1 violation, 1 serious in 3 files.\n",
        "lint",
        "swiftlint",
        (("App/Fee.swift", 7),),
        (),
    ),
    (
        "swiftformat",
        "(lint mode - no files will be changed.)\n"
        "/Users/runner/work/till/till/App/Fee.swift:12:1: error: (indent) Indent it.\n"
        "Source input did not pass lint check.\n1/40 files require formatting.\n",
        "format",
        "swiftformat",
        (("App/Fee.swift", 12),),
        (),
    ),
    (
        "swift-format",
        "App/Fee.swift:222:1: warning: [Indentation] indent by 2 spaces\nApp/Tax.swift:9:1: error: [LineLength] too long\n",
        "lint",
        "swift-format",
        (("App/Fee.swift", 222), ("App/Tax.swift", 9)),
        (),
    ),
    (
        "CocoaPods finds no version",
        '[!] The version of CocoaPods is old.\n[!] CocoaPods could not find compatible versions for pod "Coins":\n'
        "  In snapshot (Podfile.lock):\n    Coins (= 3.13.2)\n\n  In Podfile:\n    Coins (~> 3.14)\n",
        "dependency",
        "cocoapods",
        (),
        (),
    ),
    (
        "CocoaPods reads no Podfile",
        "[!] Invalid `Podfile` file: syntax error.\n\n #  from /Users/runner/work/till/till/ios/Podfile:40\n #  ----\n",
        "configuration",
        "cocoapods",
        (("ios/Podfile", 40),),
        (),
    ),
    (
        "CocoaPods was not run",
        "error: The sandbox is not in sync with the Podfile.lock. Run 'pod install'.\n** BUILD FAILED **\n",
        "dependency",
        "cocoapods",
        (),
        (),
    ),
)
