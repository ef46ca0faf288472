"""Blind cases of an eighth round: Go, C, C++, Rust and Java."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "go",
        "a workspace of modules, in one a file to embed is missing",
        {
            "go.work": "go 1.19\n\nuse (\n\t./api\n\t./worker\n)\n",
            "api/go.mod": "module acme.test/api\n\ngo 1.19\n",
            "api/main.go": 'package main\n\nimport (\n\t"embed"\n\t"net/http"\n)\n\n//go:embed static/*.html\nvar pages embed.FS\n\nfunc main() {\n\thttp.ListenAndServe(":8080", http.FileServer(http.FS(pages)))\n}\n',
            "worker/go.mod": "module acme.test/worker\n\ngo 1.19\n",
            "worker/main.go": 'package main\n\nfunc main() {\n\tprintln("works")\n}\n',
        },
        "GOFLAGS= go build ./api/... ./worker/...",
        "build",
        (("api/main.go", 8),),
        (),
    ),
    Case(
        "go",
        "a table with names, what is cleaned up fails, a panic in a goroutine",
        {
            "go.mod": "module acme.test/parking\n\ngo 1.19\n",
            "parking.go": 'package parking\n\nimport "time"\n\n// Fee is what a stay costs.\nfunc Fee(stay time.Duration) int {\n\thours := int(stay.Hours())\n\tif hours > 6 {\n\t\thours = 6\n\t}\n\treturn hours * 250\n}\n',
            "parking_test.go": 'package parking\n\nimport (\n\t"testing"\n\t"time"\n)\n\nfunc TestFee(t *testing.T) {\n\tt.Cleanup(func() {\n\t\tt.Errorf("the gate was left open")\n\t})\n\tfor name, c := range map[string]struct {\n\t\tstay time.Duration\n\t\twant int\n\t}{\n\t\t"half an hour": {30 * time.Minute, 250},\n\t} {\n\t\tt.Run(name, func(t *testing.T) {\n\t\t\tif got := Fee(c.stay); got != c.want {\n\t\t\t\tt.Errorf("Fee(%v) = %d, want %d", c.stay, got, c.want)\n\t\t\t}\n\t\t})\n\t}\n}\n',
            "gate/gate_test.go": 'package gate\n\nimport "testing"\n\nfunc TestOpens(t *testing.T) {\n\tdone := make(chan bool)\n\tvar gates []string\n\tgo func() {\n\t\tprintln(gates[0])\n\t\tdone <- true\n\t}()\n\t<-done\n}\n',
        },
        "go test -shuffle=7 -failfast -count=1 ./...",
        "test",
        (("parking_test.go", 10), ("parking_test.go", 20), ("gate/gate_test.go", 9)),
        ("TestFee", "TestFee/half_an_hour"),
    ),
    Case(
        "go",
        "what is written in C does not compile",
        {
            "go.mod": "module acme.test/sensor\n\ngo 1.19\n",
            "sensor.go": 'package sensor\n\n/*\nstatic int scale(int raw) { return raw * FACTOR; }\n*/\nimport "C"\n\n// Read is a value of the sensor.\nfunc Read(raw int) int {\n\treturn int(C.scale(C.int(raw)))\n}\n',
        },
        "go vet ./... && go build ./...",
        "build",
        (("sensor.go", 4),),
        (),
    ),
    Case(
        "gotestsum",
        "dots, what failed and a package that does not build, with a report",
        {
            "go.mod": "module acme.test/text\n\ngo 1.19\n",
            "wrap/wrap.go": "package wrap\n\n// At breaks a text.\nfunc At(text string, width int) []string {\n\treturn []string{text[:width], text[width:]}\n}\n",
            "wrap/wrap_test.go": 'package wrap\n\nimport "testing"\n\nfunc TestLong(t *testing.T) {\n\tif got := At("abcd", 2); got[1] != "c" {\n\t\tt.Fatalf("rest is %q", got[1])\n\t}\n}\n\nfunc TestShort(t *testing.T) {\n\tAt("ab", 3)\n}\n',
            "title/title.go": 'package title\n\nimport "strings"\n\n// Of makes a title.\nfunc Of(text string) string {\n\treturn strings.Titel(text)\n}\n',
            "title/title_test.go": 'package title\n\nimport "testing"\n\nfunc TestOf(t *testing.T) {\n\t_ = Of("a")\n}\n',
        },
        "gotestsum --format dots --junitfile report.xml -- ./...",
        "test",
        (("wrap/wrap.go", 5), ("wrap/wrap_test.go", 7), ("title/title.go", 7)),
        ("TestLong", "TestShort"),
    ),
    Case(
        "googletest",
        "calls that were expected and did not come, of a mock",
        {
            "tests/mailer_test.cc": '#include <gmock/gmock.h>\n#include <string>\n\nclass Transport {\n public:\n  virtual ~Transport() = default;\n  virtual bool send(const std::string& to, int retries) = 0;\n};\n\nclass MockTransport : public Transport {\n public:\n  MOCK_METHOD(bool, send, (const std::string& to, int retries), (override));\n};\n\nusing ::testing::_;\nusing ::testing::Return;\n\nTEST(Mailer, SendsTwice) {\n  MockTransport transport;\n  EXPECT_CALL(transport, send("ida", _)).Times(2).WillRepeatedly(Return(true));\n  transport.send("ida", 1);\n}\n\nTEST(Mailer, Sends) {\n  MockTransport transport;\n  EXPECT_CALL(transport, send(_, 3)).WillOnce(Return(false));\n  EXPECT_THAT(transport.send("jo", 3), ::testing::Eq(true)) << "the first try";\n}\n'
        },
        "g++ -std=c++17 tests/mailer_test.cc -lgmock -lgmock_main -lgtest -pthread -o mailer_test && ./mailer_test --gtest_shuffle --gtest_random_seed=3 --gtest_brief=1",
        "test",
        (("tests/mailer_test.cc", 20), ("tests/mailer_test.cc", 27)),
        ("Mailer.SendsTwice", "Mailer.Sends"),
    ),
    Case(
        "cmocka",
        "two tests of a group, a set up that fails",
        {
            "test_ring.c": '#include <stdarg.h>\n#include <stddef.h>\n#include <setjmp.h>\n#include <stdint.h>\n#include <cmocka.h>\n\nstatic int ring[4];\n\nstatic int full(void **state) {\n    *state = ring;\n    return -1;\n}\n\nstatic void test_wraps(void **state) {\n    (void)state;\n    ring[5 % 4] = 5;\n    assert_int_equal(ring[0], 5);\n}\n\nstatic void test_is_empty(void **state) {\n    (void)state;\n    assert_null(ring);\n}\n\nstatic void test_is_full(void **state) {\n    assert_non_null(*state);\n}\n\nint main(void) {\n    const struct CMUnitTest tests[] = {\n        cmocka_unit_test(test_wraps),\n        cmocka_unit_test(test_is_empty),\n        cmocka_unit_test_setup(test_is_full, full),\n    };\n    return cmocka_run_group_tests_name("ring", tests, NULL, NULL);\n}\n'
        },
        "gcc -Wall test_ring.c -lcmocka -o test_ring && ./test_ring",
        "test",
        (("test_ring.c", 17), ("test_ring.c", 22)),
        ("test_wraps", "test_is_empty", "test_is_full"),
    ),
    Case(
        "check",
        "a suite that forks: a value, a crash, one that never ends",
        {
            "test_stack.c": '#include <check.h>\n#include <stdlib.h>\n\nstatic int depth = 2;\n\nSTART_TEST(test_push)\n{\n    depth += 1;\n    ck_assert_int_eq(depth, 2);\n}\nEND_TEST\n\nSTART_TEST(test_pop)\n{\n    int *top = NULL;\n    ck_assert_ptr_null(top);\n    *top = 3;\n}\nEND_TEST\n\nSTART_TEST(test_drain)\n{\n    while (depth)\n        ;\n}\nEND_TEST\n\nint main(void)\n{\n    Suite *s = suite_create("stack");\n    TCase *tc = tcase_create("core");\n    tcase_add_test(tc, test_push);\n    tcase_add_test(tc, test_pop);\n    tcase_add_test(tc, test_drain);\n    suite_add_tcase(s, tc);\n    SRunner *sr = srunner_create(s);\n    srunner_run_all(sr, CK_NORMAL);\n    int failed = srunner_ntests_failed(sr);\n    srunner_free(sr);\n    return failed ? EXIT_FAILURE : EXIT_SUCCESS;\n}\n'
        },
        "gcc -Wall test_stack.c $(pkg-config --cflags --libs check) -o test_stack && CK_DEFAULT_TIMEOUT=1 ./test_stack",
        "test",
        (("test_stack.c", 9), ("test_stack.c", 16), ("test_stack.c", 21)),
        ("test_push", "test_pop", "test_drain"),
    ),
    Case(
        "criterion",
        "assertions of two suites, one crashes",
        {
            "test_vector.c": '#include <criterion/criterion.h>\n\nstatic double dot(const double *a, const double *b, int n) {\n    double sum = 0;\n    for (int i = 0; i < n - 1; i++)\n        sum += a[i] * b[i];\n    return sum;\n}\n\nTest(vector, dot) {\n    double a[] = {1, 2}, b[] = {3, 4};\n    cr_assert_float_eq(dot(a, b, 2), 11, 0.001, "the last one is left out");\n}\n\nTest(vector, none) {\n    cr_expect(dot(0, 0, 0) == 0);\n    cr_expect_str_eq("none", "nothing");\n}\n\nTest(memory, null) {\n    volatile double *p = 0;\n    *p = 1;\n}\n'
        },
        "gcc test_vector.c -lcriterion -o test_vector && ./test_vector --jobs 1",
        "test",
        (("test_vector.c", 12), ("test_vector.c", 17), ("test_vector.c", 20)),
        ("vector::dot", "vector::none", "memory::null"),
    ),
    Case(
        "valgrind",
        "what is read after its end, and what is never freed",
        {
            "src/names.c": "#include <stdlib.h>\n#include <string.h>\n\nstatic char *copy(const char *name) {\n    char *text = malloc(strlen(name));\n    strcpy(text, name);\n    return text;\n}\n\nint main(void) {\n    char *first = copy(\"ida\");\n    return first[0] == 'j';\n}\n"
        },
        "gcc -g -O0 src/names.c -o names && valgrind -q --leak-check=full --error-exitcode=1 ./names",
        "test",
        (("names.c", 5), ("names.c", 6)),
        (),
    ),
    Case(
        "meson",
        "its own tests, with the logs of those that failed",
        {
            "meson.build": "project('sluice', 'c', version: '0.3.0')\nsubdir('tests')\n",
            "tests/meson.build": "gate = executable('gate', 'gate.c')\ntest('gate opens', gate, suite: 'unit')\ntest('level', executable('level', 'level.c'), protocol: 'tap', suite: ['unit', 'slow'])\ntest('version', find_program('sh'), args: ['-c', 'exit 0'])\n",
            "tests/gate.c": "#include <assert.h>\n\nint main(void)\n{\n    int open = 0;\n    assert(open == 1);\n    return 0;\n}\n",
            "tests/level.c": '#include <stdio.h>\n\nint main(void)\n{\n    puts("1..2");\n    puts("ok 1 - is low");\n    puts("not ok 2 - is high");\n    return 0;\n}\n',
        },
        "meson setup build >/dev/null && meson compile -C build >/dev/null && meson test -C build --print-errorlogs",
        "test",
        (("tests/gate.c", 6),),
        ("gate opens", "level"),
    ),
    Case(
        "cmake",
        "by presets: configured, and its targets do not build",
        {
            "CMakePresets.json": '{\n  "version": 3,\n  "configurePresets": [{ "name": "ci", "generator": "Ninja", "binaryDir": "${sourceDir}/out/ci", "cacheVariables": { "CMAKE_BUILD_TYPE": "Debug" } }],\n  "buildPresets": [{ "name": "ci", "configurePreset": "ci", "jobs": 2 }]\n}\n',
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.21)\nproject(mixer CXX)\nadd_subdirectory(dsp)\nadd_executable(mixer main.cpp)\ntarget_link_libraries(mixer PRIVATE dsp)\n",
            "dsp/CMakeLists.txt": "add_library(dsp gain.cpp)\ntarget_compile_features(dsp PUBLIC cxx_std_20)\ntarget_include_directories(dsp PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})\n",
            "dsp/gain.hpp": "#pragma once\n#include <span>\n\nvoid gain(std::span<float> samples, float db);\n",
            "dsp/gain.cpp": '#include "gain.hpp"\n\nvoid gain(std::span<float> samples, float db)\n{\n    const float factor = std::pow(10.0f, db / 20);\n    for (const float& s : samples)\n        s *= factor;\n}\n',
            "main.cpp": '#include "gain.hpp"\n\nint main()\n{\n    float s[2] = {1, 2};\n    gain(s, 3);\n}\n',
        },
        "cmake --preset ci >/dev/null && cmake --build --preset ci",
        "build",
        (("dsp/gain.cpp", 5), ("dsp/gain.cpp", 7)),
        (),
    ),
    Case(
        "cargo",
        "documentation with links to nothing, warnings denied",
        {
            "Cargo.toml": '[package]\nname = "kelp"\nversion = "0.1.0"\nedition = "2021"\n',
            "src/lib.rs": "//! Kelp grows.\n#![warn(missing_docs)]\n\n/// Grows by [`Metres`] a day, see <http://kelp.invalid> and https://kelp.invalid/fast.\npub fn grow(metres: f32) -> f32 {\n    metres + 0.5\n}\n\npub mod depth {\n    /// How deep, a [kelp](super::Kelp).\n    pub const MAX: u32 = 30;\n}\n",
        },
        "RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --offline",
        "lint",
        (("src/lib.rs", 4), ("src/lib.rs", 9), ("src/lib.rs", 10)),
        (),
    ),
    Case(
        "cargo",
        "tests one after another that print, one ignored, one that should panic",
        {
            "Cargo.toml": '[package]\nname = "tram"\nversion = "0.1.0"\nedition = "2021"\n',
            "src/lib.rs": '/// Stops of a line.\npub fn next<\'a>(stops: &[&\'a str], at: &str) -> Option<&\'a str> {\n    let here = stops.iter().position(|s| *s == at)?;\n    Some(stops[here + 1])\n}\n\n#[cfg(test)]\nmod tests {\n    use super::next;\n\n    const STOPS: [&str; 3] = ["Harbour", "Market", "Station"];\n\n    #[test]\n    fn goes_on() {\n        println!("from the harbour");\n        assert_eq!(next(&STOPS, "Harbour"), Some("Market"));\n    }\n\n    #[test]\n    fn ends() {\n        eprintln!("error: this is only what the test prints");\n        assert!(next(&STOPS, "Station").is_none());\n    }\n\n    #[test]\n    #[should_panic(expected = "no stop")]\n    fn unknown() {\n        next(&STOPS, "Airport");\n    }\n\n    #[test]\n    #[ignore = "slow"]\n    fn all() {}\n}\n',
        },
        "cargo test --offline -- --nocapture --test-threads=1",
        "test",
        (("src/lib.rs", 4), ("src/lib.rs", 27)),
        ("tests::ends", "tests::unknown"),
    ),
    Case(
        "ant",
        "its task of JUnit, told in short",
        {
            "build.xml": '<project name="scales" default="test">\n  <path id="cp">\n    <pathelement location="build"/>\n    <fileset dir="/usr/share/java" includes="junit4.jar,hamcrest-core.jar,hamcrest.jar"/>\n  </path>\n  <target name="compile">\n    <mkdir dir="build"/>\n    <javac srcdir="src:test" destdir="build" includeantruntime="false" debug="true"><classpath refid="cp"/></javac>\n  </target>\n  <target name="test" depends="compile">\n    <junit haltonfailure="yes">\n      <classpath refid="cp"/>\n      <formatter type="brief" usefile="false"/>\n      <batchtest><fileset dir="test" includes="**/*Test.java"/></batchtest>\n    </junit>\n  </target>\n</project>\n',
            "src/scales/Weight.java": 'package scales;\n\npublic class Weight {\n    public static int grams(String text) {\n        return Integer.parseInt(text.replace("g", ""));\n    }\n}\n',
            "test/scales/WeightTest.java": 'package scales;\n\nimport static org.junit.Assert.assertEquals;\n\nimport org.junit.Test;\n\npublic class WeightTest {\n    @Test\n    public void grams() {\n        assertEquals(500, Weight.grams("500g"));\n    }\n\n    @Test\n    public void kilograms() {\n        assertEquals(2000, Weight.grams("2kg"));\n    }\n\n    @Test\n    public void halves() {\n        assertEquals("in grams", 501, Weight.grams("500g"));\n    }\n}\n',
        },
        "ant test",
        "test",
        (("scales/Weight.java", 5), ("scales/WeightTest.java", 20)),
        ("scales.WeightTest.kilograms", "scales.WeightTest.halves"),
    ),
)
VERSIONS: dict[str, str] = {
    "cmocka": "pkg-config --modversion cmocka",
    "check": "pkg-config --modversion check",
    "criterion": "pkg-config --modversion criterion",
    "valgrind": "valgrind --version",
    "ant": "ant -version",
}
