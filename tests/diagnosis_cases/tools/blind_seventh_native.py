"""Blind cases of a seventh round: C and C++, their builds and tests."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "gcc",
        "several files by a plain call",
        {
            "include/matrix.h": "#ifndef MATRIX_H\n#define MATRIX_H\n#include <stddef.h>\n\ntypedef struct {\n    size_t rows, columns;\n    double *cells;\n} matrix;\n\nmatrix *matrix_new(size_t rows, size_t columns);\ndouble matrix_at(const matrix *m, size_t row, size_t column);\n#endif\n",
            "src/matrix.c": '#include "matrix.h"\n\n#include <stdlib.h>\n\nmatrix *matrix_new(size_t rows, size_t columns)\n{\n    matrix *m = malloc(sizeof *m);\n    m->cells = calloc(rows * columns, sizeof *m->cell);\n    m->rows = rows\n    m->columns = columns;\n    return m;\n}\n\ndouble matrix_at(const matrix *m, size_t row)\n{\n    return m->cells[row * m->columns];\n}\n',
            "src/main.c": '#include "matrix.h"\n\n#include <stdio.h>\n\nint main(void)\n{\n    matrix m = matrix_new(2, 2);\n    printf("%f\\n", matrix_at(m, 0, 1));\n    return EXIT_SUCCESS;\n}\n',
        },
        "gcc -std=c11 -Wall -Iinclude src/matrix.c src/main.c -o matrix",
        "build",
        (
            ("src/matrix.c", 8),
            ("src/matrix.c", 9),
            ("src/matrix.c", 14),
            ("src/main.c", 7),
            ("src/main.c", 8),
            ("src/main.c", 9),
        ),
    ),
    Case(
        "gcc",
        "by make on all cores, warnings are errors, C++",
        {
            "Makefile": "CXX ?= g++\nCXXFLAGS += -std=c++17 -O2 -Wall -Wextra -Wpedantic -Werror\nOBJECTS := build/lexer.o build/parser.o build/main.o\n\nall: build/calc\n\nbuild/calc: $(OBJECTS)\n\t$(CXX) $(LDFLAGS) -o $@ $^\n\nbuild/%.o: src/%.cpp\n\t@mkdir -p build\n\t$(CXX) $(CXXFLAGS) -c -o $@ $<\n",
            "src/lexer.hpp": "#pragma once\n#include <string>\n#include <vector>\n\nstruct Token {\n    enum class Kind { number, plus, end } kind;\n    std::string text;\n};\n\nstd::vector<Token> lex(const std::string& source);\n",
            "src/lexer.cpp": '#include "lexer.hpp"\n\nstd::vector<Token> lex(const std::string& source) {\n    std::vector<Token> tokens;\n    for (int i = 0; i < source.size(); ++i) {\n        tokens.push_back({Token::Kind::number, source.substr(i, 1)});\n    }\n    return tokens;\n}\n',
            "src/parser.cpp": '#include "lexer.hpp"\n\nconst char* name(Token::Kind kind) {\n    switch (kind) {\n        case Token::Kind::number: return "number";\n        case Token::Kind::plus: return "plus";\n    }\n}\n',
            "src/main.cpp": '#include "lexer.hpp"\n\nint main(int argc, char** argv) {\n    return static_cast<int>(lex("1+2").size());\n}\n',
        },
        "make -j2 -k",
        "build",
        (
            ("src/lexer.cpp", 5),
            ("src/parser.cpp", 4),
            ("src/parser.cpp", 8),
            ("src/main.cpp", 3),
        ),
    ),
    Case(
        "gcc",
        "what the linker cannot find, in two objects",
        {
            "src/app.c": 'int frames_open(const char *path);\nint frames_close(int id);\n\nint main(void)\n{\n    int id = frames_open("video");\n    return frames_close(id);\n}\n',
            "src/frames.c": "static int opened;\n\nint frames_open(const char *path)\n{\n    return path ? ++opened : 0;\n}\n",
        },
        "gcc -O1 -g -c src/app.c -o app.o && gcc -O1 -g -c src/frames.c -o frames.o && gcc app.o frames.o -lm -o player",
        "build",
        (("src/app.c", 7),),
    ),
    Case(
        "clang",
        "modern C++ with all warnings, by CMake",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.20)\nproject(ledstrip CXX)\nset(CMAKE_CXX_STANDARD 20)\nadd_compile_options(-Wall -Wextra -Werror -Wshadow -Wconversion)\nadd_library(ledstrip src/strip.cpp src/colour.cpp)\ntarget_include_directories(ledstrip PUBLIC include)\n",
            "include/ledstrip/strip.hpp": "#pragma once\n#include <cstdint>\n#include <span>\n#include <vector>\n\nnamespace led {\nstruct Colour {\n    std::uint8_t red, green, blue;\n};\n\nclass Strip {\n  public:\n    explicit Strip(std::size_t length) : pixels_(length) {}\n    void fill(std::span<const Colour> colours);\n    [[nodiscard]] std::size_t size() const { return pixels_.size(); }\n\n  private:\n    std::vector<Colour> pixels_;\n};\n}  // namespace led\n",
            "src/strip.cpp": '#include "ledstrip/strip.hpp"\n\nnamespace led {\nvoid Strip::fill(std::span<const Colour> colours) {\n    int size = pixels_.size();\n    for (std::size_t i = 0; i < size; ++i) {\n        pixels_[i] = colours[i % colours.size()];\n    }\n    Strip::size();\n}\n}  // namespace led\n',
            "src/colour.cpp": '#include "ledstrip/strip.hpp"\n\nled::Colour dim(const led::Colour& colour, double factor) {\n    return {colour.red * factor, colour.green, colour.blu};\n}\n',
        },
        'cmake -S . -B build -G "Unix Makefiles" -DCMAKE_CXX_COMPILER=clang++ && cmake --build build --parallel 2 -- -k',
        "build",
        (
            ("src/strip.cpp", 5),
            ("src/strip.cpp", 6),
            ("src/strip.cpp", 9),
            ("src/colour.cpp", 4),
        ),
    ),
    Case(
        "clang",
        "a plain call for one file",
        {
            "queue.c": '#include <stdio.h>\n\nstruct queue {\n    int head;\n    int items[8];\n};\n\nint pop(struct queue *q) {\n    if (q.head == 0)\n        return -1;\n    return q->items[--q->head];\n}\n\nint main() {\n    struct queue q = {0};\n    printf("%s\\n", pop(&q));\n    push(&q, 3);\n    return 0\n}\n',
        },
        "clang -o queue queue.c",
        "build",
        (
            ("queue.c", 9),
            ("queue.c", 18),
        ),
    ),
    Case(
        "clang",
        "C by a loop over files, a warning in a header of its own",
        {
            "inc/ring.h": "#ifndef RING_H\n#define RING_H\n\ntypedef struct ring {\n    unsigned head, tail;\n    char data[16]\n} ring_t;\n\nint ring_put(ring_t *r, char c);\n#endif\n",
            "src/ring.c": '#include "ring.h"\n\nint ring_put(ring_t *r, char c)\n{\n    r->data[r->head++ % 16] = c;\n    return r->heads;\n}\n',
            "src/uart.c": "#include <stdint.h>\n\nuint8_t uart_read(volatile uint8_t *port)\n{\n    const uint8_t value = *port;\n    value |= 1;\n    return value;\n}\n",
        },
        'status=0; for f in src/*.c; do echo "CC $f"; clang -std=c99 -Wall -Iinc -c "$f" -o /dev/null || status=1; done; exit $status',
        "build",
        (
            ("src/ring.c", 6),
            ("src/uart.c", 6),
        ),
    ),
    Case(
        "make",
        "a release's makefile: its tests fail in a folder",
        {
            "Makefile": "SUBDIRS = lib tests\n\nall check: $(SUBDIRS)\n\n$(SUBDIRS):\n\t$(MAKE) -C $@ $(MAKECMDGOALS)\n\n.PHONY: all check $(SUBDIRS)\n",
            "lib/Makefile": "CFLAGS = -O1 -Wall\nall check: librope.a\nlibrope.a: rope.o\n\t$(AR) rcs $@ $^\n",
            "lib/rope.h": "unsigned rope_length(const char *text);\n",
            "lib/rope.c": '#include "rope.h"\n\nunsigned rope_length(const char *text)\n{\n    unsigned n = 0;\n    while (text[n + 1])\n        n++;\n    return n;\n}\n',
            "tests/Makefile": "CFLAGS = -O1 -Wall -I../lib\ncheck: test_rope\n\t./test_rope\ntest_rope: test_rope.c ../lib/librope.a\n",
            "tests/test_rope.c": '#include <assert.h>\n#include <stdio.h>\n\n#include "rope.h"\n\nint main(void)\n{\n    puts("rope: length");\n    assert(rope_length("a") == 0);\n    assert(rope_length("abc") == 3);\n    puts("ok");\n    return 0;\n}\n',
        },
        "make check",
        "test",
        (("tests/test_rope.c", 10),),
    ),
    Case(
        "make",
        "a target that nobody makes, after two that were made",
        {
            "Makefile": 'VERSION := $(shell cat VERSION)\nBINARIES = bin/server bin/worker\n\n.PHONY: all clean\nall: $(BINARIES) docs/manual.pdf\n\nbin/%: src/%.sh\n\t@mkdir -p bin\n\tinstall -m 755 $< $@\n\t@echo "installed $@ $(VERSION)"\n\nclean:\n\trm -rf bin\n',
            "VERSION": "1.9.2\n",
            "src/server.sh": "#!/bin/sh\necho server\n",
            "src/worker.sh": "#!/bin/sh\necho worker\n",
        },
        "make",
        "build",
    ),
    Case(
        "make",
        "a tool that is missing on the runner, as everything is linted",
        {
            "Makefile": 'SCRIPTS := $(wildcard scripts/*.sh)\n\n.PHONY: lint\nlint: lint-shell lint-proto\n\nlint-shell:\n\t@for s in $(SCRIPTS); do bash -n $$s && echo "ok $$s"; done\n\nlint-proto:\n\tbuf-nowhere lint proto\n',
            "scripts/release.sh": "#!/bin/bash\necho release\n",
            "proto/a.proto": 'syntax = "proto3";\n',
        },
        "make lint",
        "configuration",
    ),
    Case(
        "cmake",
        "a package whose version is too old, as a workflow configures",
        {
            "CMakeLists.txt": 'cmake_minimum_required(VERSION 3.18)\nproject(telescope VERSION 2.1 LANGUAGES C CXX)\n\noption(TELESCOPE_TESTS "Build the tests" ON)\nfind_package(Threads REQUIRED)\n\nadd_subdirectory(drivers)\nif(TELESCOPE_TESTS)\n  enable_testing()\n  add_subdirectory(tests)\nendif()\n',
            "drivers/CMakeLists.txt": "find_package(ZLIB 99.1 REQUIRED)\nadd_library(drivers STATIC mount.c)\ntarget_link_libraries(drivers PUBLIC ZLIB::ZLIB Threads::Threads)\n",
            "drivers/mount.c": "int mount(void) { return 0; }\n",
            "tests/CMakeLists.txt": "add_executable(test_mount test_mount.c)\ntarget_link_library(test_mount drivers)\n",
            "tests/test_mount.c": "int main(void) { return 0; }\n",
        },
        "cmake -B build -DCMAKE_BUILD_TYPE=RelWithDebInfo",
        "configuration",
        (("drivers/CMakeLists.txt", 1),),
    ),
    Case(
        "cmake",
        "a command that is misspelt",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.16)\nproject(mixer C)\n\nadd_executable(mixer src/main.c)\ntarget_link_libraries(mixer PRIVATE Mixer::effects)\ntarget_compile_feature(mixer PRIVATE c_std_11)\n",
            "src/main.c": "int main(void) { return 0; }\n",
        },
        "cmake -S . -B build",
        "configuration",
        (("CMakeLists.txt", 6),),
    ),
    Case(
        "cmake",
        "built in a workflow's way, one source does not compile among several",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.16)\nproject(hexdump C)\nset(CMAKE_C_STANDARD 11)\nadd_library(format STATIC src/format.c src/colour.c)\ntarget_include_directories(format PUBLIC include)\nadd_executable(hexdump src/main.c)\ntarget_link_libraries(hexdump PRIVATE format)\n",
            "include/format.h": "#pragma once\n#include <stddef.h>\n#include <stdint.h>\nsize_t format_line(char *out, size_t size, const uint8_t *bytes, size_t count);\n",
            "src/format.c": '#include "format.h"\n\n#include <stdio.h>\n\nsize_t format_line(char *out, size_t size, const uint8_t *bytes, int count)\n{\n    size_t used = 0;\n    for (int i = 0; i < count; i++)\n        used += snprintf(out + used, size - used, "%02x ", byte[i]);\n    return used;\n}\n',
            "src/colour.c": 'const char *colour(int on)\n{\n    return on ? "\\x1b[32m" : "";\n}\n',
            "src/main.c": '#include "format.h"\n\n#include <stdio.h>\n\nint main(void)\n{\n    char line[80];\n    format_line(line, sizeof line, "abc", 3);\n    puts(line);\n    return 0;\n}\n',
        },
        "cmake -B build -DCMAKE_BUILD_TYPE=Release\ncmake --build build --config Release",
        "build",
        (
            ("src/format.c", 5),
            ("src/format.c", 9),
        ),
    ),
    Case(
        "ninja",
        "by CMake in a workflow, C++ with a header of its own",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.16)\nproject(route CXX)\nset(CMAKE_CXX_STANDARD 17)\nset(CMAKE_EXPORT_COMPILE_COMMANDS ON)\nadd_library(graph src/graph.cpp)\ntarget_include_directories(graph PUBLIC include)\nadd_executable(route src/main.cpp)\ntarget_link_libraries(route graph)\n",
            "include/graph.hpp": "#pragma once\n#include <map>\n#include <string>\n#include <vector>\n\nclass Graph {\npublic:\n    void connect(const std::string& a, const std::string& b, int metres);\n    std::vector<std::string> path(const std::string& from, const std::string& to) const;\n\nprivate:\n    std::map<std::string, std::map<std::string, int>> edges;\n};\n",
            "src/graph.cpp": '#include "graph.hpp"\n\nvoid Graph::connect(const std::string& a, const std::string& b, int metres) {\n    edges[a][b] = metres;\n}\n\nstd::vector<std::string> Graph::path(const std::string& from, const std::string& to) const {\n    std::vector<std::string> out;\n    for (const auto& [name, metres] : edges[from]) {\n        if (name == to) out.push(name);\n    }\n    return out;\n}\n',
            "src/main.cpp": '#include <iostream>\n#include "graph.hpp"\n\nint main() {\n    Graph graph;\n    graph.connect("A", "B");\n    for (const auto& stop : graph.path("A", "B")) std::cout << stop << \'\\n\';\n}\n',
        },
        "cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Debug\ncmake --build build -- -k 0",
        "build",
        (
            ("src/graph.cpp", 9),
            ("src/graph.cpp", 10),
            ("src/main.cpp", 6),
        ),
    ),
    Case(
        "ninja",
        "an undefined symbol at its last step",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.16)\nproject(tuner C)\nadd_library(pitch STATIC pitch.c)\nadd_executable(tuner main.c)\ntarget_link_libraries(tuner pitch)\n",
            "pitch.c": "#include <math.h>\n\ndouble cents(double a, double b)\n{\n    return 1200 * log2(a / b);\n}\n",
            "main.c": "double cents(double a, double b);\nvoid show(double cents);\n\nint main(int argc, char **argv)\n{\n    show(cents(440 + argc, 440));\n    return 0;\n}\n",
        },
        "cmake -B out -G Ninja && ninja -C out",
        "build",
    ),
    Case(
        "ctest",
        "a few programs, what failed is shown, as most workflows do",
        {
            "CMakeLists.txt": 'cmake_minimum_required(VERSION 3.16)\nproject(checksum C)\nenable_testing()\nadd_library(checksum STATIC src/crc.c)\nforeach(name crc adler)\n  add_executable(test_${name} tests/test_${name}.c)\n  target_include_directories(test_${name} PRIVATE src)\n  target_link_libraries(test_${name} checksum)\n  add_test(NAME checksum.${name} COMMAND test_${name})\nendforeach()\nadd_test(NAME checksum.help COMMAND ${CMAKE_COMMAND} -E echo "usage: checksum FILE")\n',
            "src/crc.h": "#include <stddef.h>\n#include <stdint.h>\nuint32_t crc32(const uint8_t *bytes, size_t count);\n",
            "src/crc.c": '#include "crc.h"\n\nuint32_t crc32(const uint8_t *bytes, size_t count)\n{\n    uint32_t crc = 0xffffffff;\n    for (size_t i = 0; i < count; i++) {\n        crc ^= bytes[i];\n        for (int bit = 0; bit < 8; bit++)\n            crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;\n    }\n    return crc;\n}\n',
            "tests/test_crc.c": '#include "crc.h"\n\n#include <stdio.h>\n\nstatic int failures;\n\nstatic void expect(uint32_t got, uint32_t want, const char *file, int line)\n{\n    if (got != want) {\n        fprintf(stderr, "%s:%d: expected %08x, got %08x\\n", file, line, want, got);\n        failures++;\n    }\n}\n\nint main(void)\n{\n    expect(crc32((const uint8_t *)"", 0), 0, __FILE__, __LINE__);\n    return failures;\n}\n',
            "tests/test_adler.c": "int main(void) { return 0; }\n",
        },
        "cmake -B build . > /dev/null\ncmake --build build > /dev/null\ncd build && ctest --output-on-failure",
        "test",
        (("tests/test_crc.c", 17),),
        ("checksum.crc",),
    ),
    Case(
        "ctest",
        "of a build's type, in parallel, some are skipped and one is not built",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.16)\nproject(modem C)\nenable_testing()\nadd_executable(test_line tests/line.c)\nadd_test(NAME line COMMAND test_line)\nadd_test(NAME noise COMMAND test_noise)\nadd_test(NAME carrier COMMAND ${CMAKE_COMMAND} -E false)\nadd_test(NAME device COMMAND ${CMAKE_COMMAND} -E true)\nset_tests_properties(device PROPERTIES DISABLED TRUE)\n",
            "tests/line.c": "int main(void) { return 0; }\n",
        },
        "cmake -S . -B build > /dev/null && cmake --build build > /dev/null && ctest --test-dir build -C Debug -j 2 --no-tests=error",
        "test",
        (),
        (
            "noise",
            "carrier",
        ),
    ),
    Case(
        "ctest",
        "built and tested by make's target, a script's test among programs'",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.16)\nproject(archive C)\ninclude(CTest)\nadd_executable(pack src/pack.c)\nadd_test(NAME pack_runs COMMAND pack --version)\nadd_test(NAME pack_refuses COMMAND pack)\nset_tests_properties(pack_refuses PROPERTIES WILL_FAIL TRUE)\nadd_test(NAME roundtrip COMMAND sh ${CMAKE_SOURCE_DIR}/tests/roundtrip.sh $<TARGET_FILE:pack>)\n",
            "src/pack.c": '#include <stdio.h>\n\nint main(int argc, char **argv)\n{\n    if (argc > 1)\n        printf("pack 1.%d\\n", argc);\n    return 0;\n}\n',
            "tests/roundtrip.sh": 'set -e\necho "packing"\n"$1" a.txt > a.pack\ngrep -q "a.txt" a.pack || { echo "roundtrip: a.txt is not in the archive" >&2; exit 3; }\n',
        },
        'cmake -S . -B build > /dev/null && make -s -C build all && make -C build test ARGS="--output-on-failure -j2"',
        "test",
        (),
        (
            "pack_refuses",
            "roundtrip",
        ),
    ),
    Case(
        "googletest",
        "a program with several suites, as it prints by default",
        {
            "Makefile": "test: money_test\n\t./money_test\n\nmoney_test: money_test.cc money.h\n\t$(CXX) -std=c++17 $< -lgtest -lgtest_main -o $@\n",
            "money.h": '#pragma once\n#include <stdexcept>\n#include <string>\n\nclass Money {\npublic:\n    explicit Money(long cents) : cents_(cents) {}\n    long cents() const { return cents_; }\n    std::string text() const { return std::to_string(cents_ / 100) + "." + std::to_string(cents_ % 100); }\n    Money operator-(const Money& other) const {\n        if (other.cents_ > cents_) throw std::underflow_error("debt");\n        return Money(cents_ - other.cents_);\n    }\n\nprivate:\n    long cents_;\n};\n',
            "money_test.cc": '#include <gtest/gtest.h>\n\n#include "money.h"\n\nclass MoneyTest : public ::testing::Test {\nprotected:\n    Money ten{1000};\n};\n\nTEST_F(MoneyTest, HasText) {\n    EXPECT_EQ(ten.text(), "10.00");\n}\n\nTEST_F(MoneyTest, IsSubtracted) {\n    EXPECT_EQ((ten - Money(250)).cents(), 750);\n}\n\nTEST_F(MoneyTest, CannotOwe) {\n    EXPECT_NO_THROW(ten - Money(2000)) << "an overdraft is allowed";\n}\n\nTEST(MoneyText, Pads) {\n    ASSERT_STREQ(Money(5).text().c_str(), "0.05");\n}\n',
        },
        "make -s test",
        "test",
        (
            ("money_test.cc", 11),
            ("money_test.cc", 19),
            ("money_test.cc", 23),
        ),
        (
            "MoneyTest.HasText",
            "MoneyTest.CannotOwe",
            "MoneyText.Pads",
        ),
    ),
    Case(
        "googletest",
        "in colours and with a report, a helper asserts",
        {
            "tests/tree_test.cc": '#include <gtest/gtest.h>\n\n#include <map>\n\nnamespace {\n\nvoid ExpectSorted(const std::map<int, int>& tree) {\n    SCOPED_TRACE("sorted");\n    int last = -1;\n    for (const auto& [key, value] : tree) {\n        EXPECT_GT(value, last) << "at key " << key;\n        last = value;\n    }\n}\n\nTEST(TreeTest, Inserts) {\n    std::map<int, int> tree{{1, 1}, {2, 5}, {3, 4}};\n    ExpectSorted(tree);\n}\n\nTEST(TreeTest, Finds) {\n    std::map<int, int> tree{{1, 1}};\n    EXPECT_TRUE(tree.count(1));\n    ASSERT_EQ(tree.size(), 2u);\n}\n\nTEST(TreeTest, IsEmpty) {\n    EXPECT_TRUE((std::map<int, int>{}.empty()));\n}\n\n}  // namespace\n',
        },
        "set -e\ng++ -std=c++17 -g tests/tree_test.cc -lgtest -lgtest_main -pthread -o tree_test\n./tree_test --gtest_color=yes --gtest_output=xml:report.xml",
        "test",
        (
            ("tests/tree_test.cc", 11),
            ("tests/tree_test.cc", 24),
        ),
        (
            "TreeTest.Inserts",
            "TreeTest.Finds",
        ),
    ),
)
VERSIONS: dict[str, str] = {}
