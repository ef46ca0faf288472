""".NET: MSBuild, its compilers and analyzers, dotnet format, NuGet; VSTest, Microsoft.Testing.Platform, xUnit, NUnit."""

from tests.orient.diagnosis.formats import Row

LOGS: tuple[Row, ...] = (
    (
        "analyzers of any name, as errors",
        "/home/runner/work/till/till/src/Fee.cs(3,7): error SA1507: Too many blank lines"
        " [/home/runner/work/till/till/src/Till.csproj]\n"
        "/home/runner/work/till/till/src/Tax.cs(8,1): error VSTHRD200: Name it Async"
        " [/home/runner/work/till/till/src/Till.csproj::TargetFramework=net8.0]\n"
        "CSC : error SA0001: No documentation is read [/home/runner/work/till/till/src/Till.csproj]\n",
        "lint",
        "csc",
        (("src/Fee.cs", 3), ("src/Tax.cs", 8)),
        (),
    ),
    (
        "fsc",
        "D:\\a\\till\\till\\src\\My Fees\\Fee.fs(12,9): error FS0039: 'tax' is unknown."
        " [D:\\a\\till\\till\\src\\Till.fsproj]\n",
        "build",
        "fsc",
        (("src/My Fees/Fee.fs", 12),),
        (),
    ),
    (
        "csc, of no file",
        "CSC : error CS5001: There is no Main [/home/runner/work/till/till/Till.csproj]\n\nBuild FAILED.\n    1 Error(s)\n",
        "build",
        "csc",
        (),
        (),
    ),
    (
        "MSBuild, of no file",
        "MSBUILD : error MSB1003: Name a project or a solution.\n",
        "configuration",
        "msbuild",
        (),
        (),
    ),
    (
        "MSBuild, in the SDK's own targets",
        "C:\\Program Files\\dotnet\\sdk\\8.0.1\\Sdks\\Core.targets(166,5): error NETSDK1045: No net9.0 here."
        " [D:\\a\\till\\till\\src\\Till.csproj::TargetFramework=net9.0]\n",
        "configuration",
        "msbuild",
        (("src/Till.csproj", None),),
        (),
    ),
    (
        "MSBuild, a task's error without a code",
        "  /home/runner/work/till/till/src/Till.csproj(43,5): error : No icons at /x"
        " [/home/runner/work/till/till/src/Till.csproj]\n",
        "build",
        "msbuild",
        (("src/Till.csproj", 43),),
        (),
    ),
    (
        "NuGet packs nothing, in the SDK's own targets, as Actions shows it",
        "Error: /opt/hostedtoolcache/dncs/3.1.101/x64/sdk/Pack.targets(221,5): error NU5026: No Till.dll"
        " [/home/runner/work/till/till/src/Till.csproj]\n",
        "dependency",
        "nuget",
        (("src/Till.csproj", None),),
        (),
    ),
    (
        "MSBuild in a folder of 32 bits, and a logger that repeats it",
        "Error: D:\\Tools (x86)\\Till.csproj : error : No icons\n"
        "  08:54:22 [ERR] D:\\Tools\\T.csproj : error : No icons\n",
        "build",
        "msbuild",
        (("D:/Tools (x86)/Till.csproj", None),),
        (),
    ),
    (
        "dotnet format",
        "/home/runner/work/till/till/src/Bag`1.cs(25,60): error WHITESPACE: Fix it. Delete 1"
        " [/home/runner/work/till/till/T.csproj]\n"
        "/home/runner/work/till/till/src/Fee.cs(1,1): error IMPORTS: Fix the order."
        " [/home/runner/work/till/till/T.csproj]\n"
        "/home/runner/work/till/till/src/Tax.cs(9,1): error FINALNEWLINE: Fix it. [/home/runner/work/till/till/T.csproj]\n"
        "/home/runner/work/till/till/src/Tax.cs(2,3): warning SA1011: A space [/home/runner/work/till/till/T.csproj]\n",
        "format",
        "dotnet format",
        (("src/Bag`1.cs", 25), ("src/Fee.cs", 1), ("src/Tax.cs", 9)),
        (),
    ),
    (
        "NuGet, its message below",
        "Till.csproj : error NU1605:\n      Warning As Error: Downgraded: Coins from 2.0 to 1.0.\n"
        "       Till -> Coins (>= 1.0)\n",
        "dependency",
        "nuget",
        (("Till.csproj", None),),
        (),
    ),
    (
        "VSTest, a name of words, and it took less than a millisecond",
        "  Failed The till adds two fees [< 1 ms]\n  Error Message:\n   Expected 3, was 4\n  Stack Trace:\n"
        "     at Till.Fee.Add(Int32 a) in /home/runner/work/till/till/src/Fee.cs:line 33\n"
        "   at Till.Tests.FeeTests.Adds() in /home/runner/work/till/till/tests/FeeTests.cs:line 14\n\n"
        '  Failed Till.Tests.FeeTests.Takes(rate: 2, name: "a b") [1 m 3 s]\n  Error Message:\n   no\n',
        "test",
        "dotnet test",
        (("src/Fee.cs", 33),),
        ("The till adds two fees", 'Till.Tests.FeeTests.Takes(rate: 2, name: "a b")'),
    ),
    (
        "VSTest, before it told times",
        "Passed   Till.Tests.FeeTests.Opens\nFailed   Till.Tests.FeeTests.Adds\nError Message:\n Assert.AreEqual failed.\n"
        "Stack Trace:\n   at Till.Tests.FeeTests.Adds() in /home/runner/work/till/till/tests/FeeTests.cs:line 29\n",
        "test",
        "dotnet test",
        (("tests/FeeTests.cs", 29),),
        ("Till.Tests.FeeTests.Adds",),
    ),
    (
        "VSTest by the terminal logger",
        "  Till.Tests test failed with 1 error(s) (2.1s)\n"
        "    /home/runner/work/till/till/tests/FeeTests.cs(17): error TESTERROR:\n"
        "      Till.Tests.FeeTests.Adds (5ms): Error Message: Assert.Equal() Failure\n      Expected: 3\n"
        "      Actual:   4\n"
        "      Stack Trace:\n"
        "         at Till.Tests.FeeTests.Adds() in /home/runner/work/till/till/tests/FeeTests.cs:line 17\n\n"
        "Test summary: total: 12, failed: 1, succeeded: 11, skipped: 0, duration: 2.0s\n"
        "Build failed with 1 error(s) in 6.3s\n",
        "test",
        "dotnet test",
        (("tests/FeeTests.cs", 17),),
        ("Till.Tests.FeeTests.Adds",),
    ),
    (
        "the host of tests is gone",
        "    C:\\Program Files\\dotnet\\sdk\\9.0.1\\Microsoft.TestPlatform.targets(46,5): error : The active"
        " test run was aborted."
        " Reason: Test host process crashed [D:\\a\\till\\till\\tests\\T.csproj]\n",
        "test",
        "dotnet test",
        (),
        (),
    ),
    (
        "Microsoft.Testing.Platform",
        "passed Opens (10ms)\nfailed (canceled) Waits (10s 000ms)\n"
        'failed Till.Tests.FeeTests.Adds(name: "a b") (1m 02s 033ms)\n'
        "  from /home/runner/work/till/till/tests/bin/Till.Tests.dll (net10.0|x64)\n  Expected 3, was 4\n"
        "    at Asserts.Throw(String message)\n"
        "    at Till.Tests.FeeTests.Adds(String name) in /home/runner/work/till/till/tests/FeeTests.cs:91\n\n"
        "Test run summary: Failed!\n  total: 3\n  failed: 2\n",
        "test",
        "dotnet test",
        (("tests/FeeTests.cs", 91),),
        ("Waits", 'Till.Tests.FeeTests.Adds(name: "a b")'),
    ),
    (
        "Microsoft.Testing.Platform, by MSBuild",
        "  Till.Tests test failed with 1 error(s) (8.4s)\n"
        "    /home/runner/work/till/till/bin/Till.Tests.dll : error run failed: "
        "Tests failed: '/home/runner/work/till/till/bin/Till.Tests_net9.0_x64.log' [net9.0|x64]\n\n"
        "Test summary: total: 104, failed: 1, succeeded: 103, skipped: 0, duration: 8.2s\n",
        "test",
        "dotnet test",
        (),
        (),
    ),
    (
        "not Microsoft.Testing.Platform: what failed after a while",
        "failed to fetch the index (3s)\n",
        "unknown",
        None,
        (),
        (),
    ),
    (
        "xUnit's own runner",
        "  Discovered:  Till.Tests\n  Starting:    Till.Tests\n    Till.Tests.FeeTests.Adds(rate: 2) [FAIL]\n"
        "      Assert.Equal() Failure\n      Expected: 3\n      Stack Trace:\n"
        "        /home/runner/work/till/till/tests/FeeTests.cs(17,0): at Till.Tests.FeeTests.Adds(Int32 rate)\n"
        "  Finished:    Till.Tests\n",
        "test",
        "dotnet test",
        (("tests/FeeTests.cs", 17),),
        ("Till.Tests.FeeTests.Adds(rate: 2)",),
    ),
    (
        "xUnit under VSTest",
        "[xUnit.net 00:00:06.91]     Adds [FAIL]\n[xUnit.net 00:00:06.91]       Assert.Equal() Failure\n"
        "[xUnit.net 00:00:06.92]       Stack Trace:\n"
        "[xUnit.net 00:00:06.92]         D:\\a\\till\\till\\tests\\FeeTests.cs(55,0): at Till.Tests.FeeTests.Adds()\n"
        "[xUnit.net 00:00:06.92]            at System.Runtime.Throw()\n",
        "test",
        "dotnet test",
        (("tests/FeeTests.cs", 55),),
        ("Adds",),
    ),
    (
        "NUnit's console",
        'Errors, Failures and Warnings\n\n1) Failed : Till.Tests.FeeTests.Adds("a b",2)\nSeveral in test:\n'
        "  1)   Expected: 5\n\n"
        "  2)   Expected: 4\n"
        "at Till.Tests.FeeTests.Adds(String a) in /home/runner/work/till/till/tests/FeeTests.cs:line 88\n\n"
        "2) Error : Till.Tests.FeeTests.Opens\nSystem.IO.IOException : gone\n"
        "  at Till.Tests.FeeTests.Opens () [0x00012] in /home/runner/work/till/till/tests/FeeTests.cs:27 \n\n"
        "Test Run Summary\n",
        "test",
        "nunit",
        (("tests/FeeTests.cs", 88), ("tests/FeeTests.cs", 27)),
        ('Till.Tests.FeeTests.Adds("a b",2)', "Till.Tests.FeeTests.Opens"),
    ),
)
