"""Blind cases of a ninth round: C and C++, and what builds them.

The round's rule: of each tool that the promise names and that is there, one or two ordinary failures, called
as its own documentation calls it first, but for what it takes to run without a network.
"""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "gcc",
        "a program of two files",
        {
            "main.c": '#include <stdio.h>\n#include "oven.h"\n\nint main(void)\n{\n    struct oven o = { .degrees = 180 };\n    o.minuets = 25;\n    printf("%d\\n", preheat(&o, 1));\n    return 0\n}\n',
            "oven.h": "struct oven { int degrees; int minutes; };\nint preheat(struct oven *o);\n",
        },
        "gcc main.c -o oven",
        "build",
        (("main.c", 7), ("main.c", 8), ("main.c", 9)),
        (),
    ),
    Case(
        "clang",
        "warnings as errors, and a name that is not declared",
        {
            "src/pulley.c": "#include <stdlib.h>\n\ndouble lift(double kilos, int ropes)\n{\n    int spare = 0;\n    if (ropes = 0)\n        return kilos;\n    return kilos / rope;\n}\n"
        },
        "clang -Wall -Werror -c src/pulley.c",
        "build",
        (("src/pulley.c", 6), ("src/pulley.c", 8)),
        (),
    ),
    Case(
        "make",
        "a program whose second file does not compile",
        {
            "Makefile": "CFLAGS = -Wall -Wextra\n\nclockwork: main.o spring.o\n\t$(CC) -o $@ $^\n\n%.o: %.c spring.h\n\t$(CC) $(CFLAGS) -c -o $@ $<\n",
            "spring.h": "int wind(int turns);\n",
            "main.c": '#include <stdio.h>\n#include "spring.h"\n\nint main(void)\n{\n    printf("%d\\n", wind(12));\n    return 0;\n}\n',
            "spring.c": '#include "spring.h"\n\nint wind(int turns)\n{\n    int tension = turns * STIFFNESS;\n    return tensoin;\n}\n',
        },
        "make",
        "build",
        (("spring.c", 5), ("spring.c", 6)),
        (),
    ),
    Case(
        "cmake",
        "a target that links what is not there",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.20)\nproject(lantern CXX)\n\nfind_package(Wick REQUIRED)\n\nadd_executable(lantern main.cpp)\ntarget_link_libraries(lantern PRIVATE Wick::Wick)\n",
            "main.cpp": "int main() { return 0; }\n",
        },
        "cmake -S . -B build",
        "configuration",
        (("CMakeLists.txt", 4),),
        (),
    ),
    Case(
        "ctest",
        "two programs as tests, one of which fails",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.20)\nproject(abbey C)\nenable_testing()\nadd_executable(test_bells test_bells.c)\nadd_executable(test_clock test_clock.c)\nadd_test(NAME bells COMMAND test_bells)\nadd_test(NAME clock COMMAND test_clock)\n",
            "test_bells.c": '#include <stdio.h>\n\nint main(void)\n{\n    int rung = 11;\n    if (rung != 12) {\n        fprintf(stderr, "%s:%d: rung %d times, not 12\\n", "test_bells.c", 7, rung);\n        return 1;\n    }\n    return 0;\n}\n',
            "test_clock.c": "int main(void) { return 0; }\n",
        },
        "cmake -S . -B build > /dev/null && cmake --build build > /dev/null && ctest --test-dir build --output-on-failure",
        "test",
        (("test_bells.c", 7),),
        ("bells",),
    ),
    Case(
        "ninja",
        "a build of two C++ files",
        {
            "build.ninja": "rule cxx\n  command = g++ -std=c++17 -c $in -o $out\n  description = CXX $out\n\nbuild hive.o: cxx hive.cpp\nbuild bee.o: cxx bee.cpp\n",
            "hive.cpp": "#include <vector>\n\nstruct Hive {\n    std::vector<int> combs;\n    int honey() const { combs.push_back(1); return combs.size(); }\n};\n",
            "bee.cpp": "#include <string>\n\nstd::string buzz(int times)\n{\n    std::string sound = times;\n    return sound\n}\n",
        },
        "ninja -k 0",
        "build",
        (("hive.cpp", 5), ("bee.cpp", 5), ("bee.cpp", 6)),
        (),
    ),
)
VERSIONS: dict[str, str] = {}
