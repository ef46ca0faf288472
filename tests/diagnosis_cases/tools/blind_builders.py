"""Blind cases of builders, generators and linters that no family was written after."""

from tests.diagnosis_cases.case import Case

BUILDERS = (
    Case(
        "protoc",
        "an unknown type",
        {"a.proto": 'syntax = "proto3";\n\nmessage Cart {\n  Nowhere item = 1;\n}\n'},
        "protoc --cpp_out=. a.proto",
        "build",
        (("a.proto", 4),),
    ),
    Case(
        "bison",
        "an undefined symbol",
        {"a.y": "%token NUMBER\n%%\nall: NUMBER nowhere;\n%%\n"},
        "bison a.y",
        "build",
        (("a.y", 3),),
    ),
    Case(
        "scons",
        "the compiler fails",
        {"SConstruct": 'Program("a.c")\n', "a.c": "int main(void)\n{\n    return nowhere;\n}\n"},
        "scons -Q",
        "build",
        (("a.c", 3),),
    ),
    Case(
        "hlint",
        "two hints",
        {"A.hs": "module A where\n\nf x = if x then True else False\n\ng xs = map id xs\n"},
        "hlint A.hs",
        "lint",
        (("A.hs", 3), ("A.hs", 5)),
    ),
    Case(
        "clang-tidy",
        "warnings as errors",
        {
            "src/a.cpp": "int *f()\n{\n    return 0;\n}\n\nint g(int a)\n{\n    if (a = 1) return 2;\n    return 1;\n}\n"
        },
        "clang-tidy -checks='-*,modernize-use-nullptr,bugprone-*,clang-diagnostic-*' -warnings-as-errors='*' src/a.cpp --",
        "lint",
        (("src/a.cpp", 3), ("src/a.cpp", 8)),
    ),
    Case(
        "checkstyle",
        "two findings",
        {
            "src/A.java": "class A {\n    int f(int a) {\n        if (a > 1) return 2;\n        return 1;\n    }\n}\n",
            "c.xml": '<?xml version="1.0"?>\n<!DOCTYPE module PUBLIC "-//Checkstyle//DTD Checkstyle Configuration 1.3//EN" "https://checkstyle.org/dtds/configuration_1_3.dtd">\n<module name="Checker"><module name="TreeWalker"><module name="NeedBraces"/><module name="MagicNumber"/></module></module>\n',
        },
        "checkstyle -c c.xml src",
        "lint",
        (("src/A.java", 3),),
    ),
    Case(
        "gotestsum",
        "one fails",
        {
            "go.mod": "module shop\n\ngo 1.19\n",
            "shop_test.go": 'package shop\n\nimport "testing"\n\nfunc TestTotal(t *testing.T) {\n\tif 1+1 != 3 {\n\t\tt.Fatalf("got %d", 1+1)\n\t}\n}\n\nfunc TestFine(t *testing.T) {}\n',
        },
        "gotestsum ./...",
        "test",
        (("shop_test.go", 7),),
        ("TestTotal",),
    ),
)
CASES = BUILDERS
VERSIONS = {
    "protoc": "protoc --version",
    "bison": "bison --version",
    "scons": "scons --version",
    "hlint": "hlint --version",
    "clang-tidy": "clang-tidy --version",
    "checkstyle": "checkstyle --version",
    "gotestsum": "dpkg-query -W gotestsum",
}
