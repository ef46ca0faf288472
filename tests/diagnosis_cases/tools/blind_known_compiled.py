"""Blind cases of known tools that compile: mistakes and messages that no family was written after."""

from tests.diagnosis_cases.case import Case

GOMOD = "module shop\n\ngo 1.19\n"
GO = (
    Case(
        "go",
        "a circle of imports",
        {
            "go.mod": GOMOD,
            "a/a.go": 'package a\n\nimport _ "shop/b"\n',
            "b/b.go": 'package b\n\nimport _ "shop/a"\n',
        },
        "go build ./...",
        "build",
    ),
    Case(
        "go",
        "a panic in a test",
        {
            "go.mod": GOMOD,
            "cart_test.go": 'package shop\n\nimport "testing"\n\nfunc first(a []int) int {\n\treturn a[0]\n}\n\nfunc TestFirst(t *testing.T) {\n\tfirst(nil)\n}\n',
        },
        "go test ./...",
        "test",
        (("cart_test.go", 6),),
        ("TestFirst",),
    ),
    Case(
        "go",
        "a test that does not compile",
        {
            "go.mod": GOMOD,
            "in/cart_test.go": 'package in\n\nimport "testing"\n\nfunc TestFirst(t *testing.T) {\n\tvar n int = "one"\n\tnowhere(n)\n}\n',
        },
        "go test ./...",
        "build",
        (("in/cart_test.go", 6), ("in/cart_test.go", 7)),
    ),
    Case(
        "go",
        "no such package",
        {"go.mod": GOMOD, "a.go": 'package shop\n\nimport _ "example.com/nowhere/at"\n'},
        "go build -mod=mod ./...",
        "dependency",
        (("a.go", 3),),
    ),
)
CARGO = '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n'
RUST = (
    Case(
        "rustc",
        "a borrow and a missing trait",
        {
            "Cargo.toml": CARGO,
            "src/lib.rs": 'pub struct A;\n\npub fn f(v: &mut Vec<A>) {\n    let a = &v[0];\n    v.push(A);\n    drop(a);\n}\n\npub fn g(a: A) -> String {\n    format!("{}", a)\n}\n',
        },
        "cargo build --offline",
        "build",
        (("src/lib.rs", 5), ("src/lib.rs", 10)),
    ),
    Case(
        "cargo",
        "a doc test and an integration test",
        {
            "Cargo.toml": CARGO,
            "src/lib.rs": "/// ```\n/// assert_eq!(shop::f(), 3);\n/// ```\npub fn f() -> u8 {\n    2\n}\n",
            "tests/it.rs": '#[test]\nfn opens() {\n    let r: Result<u8, String> = Err("no".into());\n    assert_eq!(r.unwrap(), 1);\n}\n',
        },
        "cargo test --offline --no-fail-fast",
        "test",
        (("src/lib.rs", 2), ("tests/it.rs", 4)),
        ("src/lib.rs - f (line 1)", "opens"),
    ),
)
NATIVE = (
    Case("ld", "no such library", {"a.c": "int main(void) { return 0; }\n"}, "gcc a.c -lnowhere", "build"),
    Case(
        "gcc",
        "a call that no overload takes",
        {
            "src/a.cpp": "#include <string>\nstruct A {};\nvoid f(int, A);\nvoid f(std::string);\n\nint main()\n{\n    f(A());\n    std::string s = A();\n}\n"
        },
        "g++ -c src/a.cpp",
        "build",
        (("src/a.cpp", 8), ("src/a.cpp", 9)),
    ),
    Case(
        "clang",
        "an implicit function, all warnings",
        {"src/a.c": "int f(void)\n{\n    int n;\n    return n + g();\n}\n"},
        "clang -Wall -Werror -c src/a.c",
        "build",
        (("src/a.c", 4),),
    ),
    Case(
        "ctest",
        "one crashes, one takes too long",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.10)\nproject(a C)\nenable_testing()\nadd_executable(a a.c)\nadd_test(NAME crashes COMMAND a)\nadd_test(NAME sleeps COMMAND sleep 5)\nset_tests_properties(sleeps PROPERTIES TIMEOUT 1)\n",
            "a.c": "int main(void) { int *p = 0; return *p; }\n",
        },
        "cmake -S . -B b >/dev/null && cmake --build b >/dev/null && cd b && ctest",
        "test",
        (),
        ("crashes", "sleeps"),
    ),
    Case(
        "make",
        "a recipe fails",
        {"Makefile": "all: check\n\ncheck:\n\t@echo checking\n\t@test 1 = 2\n"},
        "make",
        "build",
    ),
    Case(
        "cmake",
        "a fatal message",
        {
            "CMakeLists.txt": 'cmake_minimum_required(VERSION 3.10)\nproject(a NONE)\n\nif(NOT DEFINED SHOP)\n  message(FATAL_ERROR "SHOP is not set")\nendif()\n'
        },
        "cmake -S . -B b",
        "configuration",
        (("CMakeLists.txt", 5),),
    ),
    Case(
        "ghc",
        "an instance and a missing case",
        {
            "A.hs": 'module A where\n\ndata C = C\n\nf :: C -> String\nf c = show c\n\ng :: Int -> Int\ng x = x ++ "a"\n'
        },
        "ghc -c A.hs",
        "build",
        (("A.hs", 9),),
    ),
    Case(
        "javac",
        "warnings are errors",
        {
            "src/A.java": "import java.util.*;\n\nclass A {\n    List f() {\n        return new ArrayList();\n    }\n}\n"
        },
        "javac -Xlint:rawtypes -Werror src/A.java",
        "build",
        (("src/A.java", 4), ("src/A.java", 5)),
    ),
    Case(
        "java",
        "a cause",
        {
            "A.java": 'class A {\n    static void f() {\n        throw new IllegalStateException("no database");\n    }\n    public static void main(String[] a) {\n        try {\n            f();\n        } catch (IllegalStateException e) {\n            throw new RuntimeException("cannot start", e);\n        }\n    }\n}\n'
        },
        "java A.java",
        "build",
        (("A.java", 9), ("A.java", 3)),
    ),
)
CASES = (*GO, *RUST, *NATIVE)
VERSIONS: dict[str, str] = {}
