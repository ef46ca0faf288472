"""Blind cases of known tools of C, Go and Rust of a third round: other codes, folders, hooks, tables and paths than any case before."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "gcc",
        "a header's error, a path beyond ASCII",
        {
            "include/shop/price.h": "struct price {\n    int net;\n    unknown_t tax;\n};\n",
            "src/größe.c": '#include <stdio.h>\n#include "shop/price.h"\n\n_Static_assert(sizeof(int) == 2, "int is wide");\n\nint size(struct price *p, unsigned n)\n{\n    for (int i = 0; i < n; i++)\n        printf("%s\\n", p->net);\n}\n',
        },
        "gcc -Wall -Wextra -Werror -Iinclude -c src/größe.c",
        "build",
        (
            ("include/shop/price.h", 3),
            ("src/größe.c", 4),
            ("src/größe.c", 8),
            ("src/größe.c", 9),
            ("src/größe.c", 10),
        ),
    ),
    Case(
        "ld",
        "two that are undefined, in files that are known",
        {
            "src/main.c": "int total(int);\nint b(void);\nint main(void)\n{\n    return total(b());\n}\n",
            "src/deep/b.c": "extern int nowhere;\nint b(void)\n{\n    return nowhere;\n}\n",
        },
        "gcc -g src/main.c src/deep/b.c -o shop",
        "build",
        (("src/main.c", 5), ("src/deep/b.c", 4)),
    ),
    Case(
        "clang",
        "a concept, a class without its methods",
        {
            "src/deep/a.cpp": "template <class T>\nconcept Priced = requires(T t) { t.price(); };\n\nstruct Tea {};\n\ntemplate <Priced T>\nint total(T t) { return t.price(); }\n\nstruct Shape {\n    virtual int area() const = 0;\n};\n\nint main()\n{\n    Tea tea;\n    total(tea);\n    Shape shape;\n    const int n = 1;\n    n = 2;\n}\n"
        },
        "clang++ -std=c++20 -c src/deep/a.cpp",
        "build",
        (("src/deep/a.cpp", 16), ("src/deep/a.cpp", 17), ("src/deep/a.cpp", 19)),
    ),
    Case(
        "clang-tidy",
        "readability, in folders",
        {
            "src/deep/a.cpp": "#include <string>\n\nint size(std::string of)\n{\n    int n;\n    if (of.empty())\n        return 0;\n    n = 1;\n    return n;\n}\n",
            "src/b.cpp": "int twice(int n)\n{\n    while (n < 10)\n        n *= 2;\n    return n;\n}\n",
        },
        "clang-tidy --quiet -checks='-*,readability-braces-around-statements,cppcoreguidelines-init-variables,performance-*' -warnings-as-errors='*' src/deep/a.cpp src/b.cpp -- -std=c++17",
        "lint",
        (("src/deep/a.cpp", 3), ("src/deep/a.cpp", 5), ("src/deep/a.cpp", 6), ("src/b.cpp", 3)),
    ),
    Case(
        "cppcheck",
        "several kinds, in folders",
        {
            "src/deep/a.c": "#include <stdlib.h>\n\nint first(void)\n{\n    int *p = malloc(4);\n    if (!p)\n        return 1;\n    return *p / 0;\n}\n",
            "src/b.c": '#include <stdio.h>\n\nvoid show(int n)\n{\n    FILE *f = fopen("a", "r");\n    printf("%s", n);\n}\n',
        },
        "cppcheck --enable=warning,style --error-exitcode=1 --quiet src",
        "lint",
        (("src/deep/a.c", 8), ("src/b.c", 5), ("src/b.c", 6), ("src/b.c", 7)),
    ),
    Case(
        "make",
        "a folder's own makefile",
        {
            "Makefile": "all:\n\t$(MAKE) -C lib/deep\n",
            "lib/deep/Makefile": "b.o: b.c\n\tgcc -Wall -Werror -c b.c\n",
            "lib/deep/b.c": "int f(void)\n{\n    int unused;\n    return 0;\n}\n",
        },
        "make",
        "build",
        (("lib/deep/b.c", 3),),
    ),
    Case(
        "cmake",
        "a folder's own file, two errors",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.10)\nproject(a NONE)\nadd_subdirectory(lib/deep)\n",
            "lib/deep/CMakeLists.txt": 'function(check name)\n  if(NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${name}")\n    message(SEND_ERROR "${name} is not there\\n  look in the archive")\n  endif()\nendfunction()\n\ncheck(data.bin)\ntarget_link_libraries(nowhere PRIVATE a)\n',
        },
        "cmake -S . -B b",
        "configuration",
        (("lib/deep/CMakeLists.txt", 3), ("lib/deep/CMakeLists.txt", 8)),
    ),
    Case(
        "meson",
        "a folder's own file",
        {
            "meson.build": "project('a', 'c')\nsubdir('src/deep')\n",
            "src/deep/meson.build": "x = 1\nexecutable('a', nowhere)\n",
        },
        "meson setup b",
        "configuration",
        (("src/deep/meson.build", 2),),
    ),
    Case(
        "go",
        "several packages, helpers, an example",
        {
            "go.mod": "module shop\n\ngo 1.19\n",
            "cart/cart.go": "package cart\n\nfunc Total(of []int) int {\n\treturn of[0] + of[1]\n}\n",
            "cart/cart_test.go": 'package cart\n\nimport (\n\t"fmt"\n\t"testing"\n)\n\nfunc check(t *testing.T, got, want int) {\n\tt.Helper()\n\tif got != want {\n\t\tt.Errorf("got %d,\\nwant %d", got, want)\n\t}\n}\n\nfunc TestTotal(t *testing.T) {\n\tt.Run("of two", func(t *testing.T) {\n\t\tt.Run("same", func(t *testing.T) {\n\t\t\tcheck(t, Total([]int{1, 1}), 3)\n\t\t})\n\t})\n}\n\nfunc ExampleTotal() {\n\tfmt.Println(Total([]int{1, 2}))\n\t// Output: 4\n}\n',
            "deep/er/a_test.go": 'package er\n\nimport "testing"\n\nfunc TestSkip(t *testing.T) {\n\tt.Skip("not now")\n}\n\nfunc TestFatal(t *testing.T) {\n\tt.Fatal("no till")\n}\n',
        },
        "go test ./...",
        "test",
        (("cart/cart_test.go", 18), ("deep/er/a_test.go", 10)),
        ("TestTotal", "TestTotal/of_two", "TestTotal/of_two/same", "ExampleTotal", "TestFatal"),
    ),
    Case(
        "go",
        "unused, missing, several packages",
        {
            "go.mod": "module shop\n\ngo 1.19\n",
            "a/a.go": 'package a\n\nimport (\n\t"fmt"\n\t"os"\n)\n\ntype Reader interface{ Read(n int) string }\ntype file struct{}\n\nfunc Open() Reader {\n\tunused := os.Args\n\treturn file{}\n}\n',
            "b/deep/b.go": 'package deep\n\nfunc Size(of string) int {\n\tif of == "" {\n\t\treturn 0\n\t}\n}\n',
        },
        "go build ./...",
        "build",
        (("a/a.go", 4), ("a/a.go", 12), ("a/a.go", 13), ("b/deep/b.go", 7)),
    ),
    Case(
        "go",
        "vet: locks, tags",
        {
            "go.mod": "module shop\n\ngo 1.19\n",
            "a/a.go": 'package a\n\nimport "sync"\n\ntype Till struct {\n\tsync.Mutex\n\tN int `json:n`\n}\n\nfunc Open(t Till) int {\n\treturn t.N\n}\n',
        },
        "go vet ./...",
        "lint",
        (("a/a.go", 7), ("a/a.go", 10)),
    ),
    Case(
        "cargo",
        "modules, one that should panic, a result",
        {
            "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n',
            "src/lib.rs": "pub mod cart;\n",
            "src/cart/mod.rs": 'pub fn total(of: &[u32]) -> u32 {\n    of.iter().sum::<u32>() - 3\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn is_small() {\n        assert_eq!(total(&[1]), 1);\n    }\n\n    #[test]\n    #[should_panic(expected = "overflow")]\n    fn panics() {\n        total(&[4]);\n    }\n}\n',
            "tests/deep.rs": '#[test]\nfn parses() -> Result<(), std::num::ParseIntError> {\n    "one".parse::<u8>()?;\n    Ok(())\n}\n\nmod inner {\n    #[test]\n    fn differs() {\n        assert_ne!(\n            shop::cart::total(&[3]),\n            0,\n            "nothing is left"\n        );\n    }\n}\n',
        },
        "cargo test --offline --no-fail-fast",
        "test",
        (("src/cart/mod.rs", 2), ("src/cart/mod.rs", 16), ("tests/deep.rs", 10)),
        ("cart::tests::is_small", "cart::tests::panics", "parses", "inner::differs"),
    ),
    Case(
        "clippy",
        "several lints in modules",
        {
            "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n',
            "src/lib.rs": "pub mod cart;\n\npub fn empty(of: &Vec<u8>) -> bool {\n    of.len() == 0\n}\n",
            "src/cart/mod.rs": "pub fn find(of: &[u8]) -> Option<u8> {\n    for i in 0..of.len() {\n        if of[i] == 1 {\n            return Some(of[i]);\n        }\n    }\n    return None;\n}\n",
        },
        "cargo clippy --offline -- -D warnings",
        "lint",
        (("src/lib.rs", 3), ("src/lib.rs", 4), ("src/cart/mod.rs", 2), ("src/cart/mod.rs", 7)),
    ),
    Case(
        "rustc",
        "lifetimes, a match, an import",
        {
            "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n',
            "src/main.rs": 'mod cart;\n\nuse cart::Nowhere;\n\nfn longer(a: &str, b: &str) -> &str {\n    if a.len() > b.len() { a } else { b }\n}\n\nfn main() {\n    println!("{}", longer("a", "b"));\n}\n',
            "src/cart.rs": "pub struct Cart;\n",
        },
        "cargo build --offline",
        "build",
        (("src/main.rs", 3), ("src/main.rs", 5)),
    ),
    Case(
        "rustfmt",
        "two files",
        {
            "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n',
            "src/lib.rs": "pub mod cart;\n\npub fn f() -> u8 {\n    1\n}\n",
            "src/cart/mod.rs": "pub mod deep;\npub fn g( )->u8{1}\n",
            "src/cart/deep.rs": "pub fn h() -> u8 {\n    let a=1;\n    a\n}\n",
        },
        "cargo fmt --check",
        "format",
        (("src/cart/mod.rs", 1), ("src/cart/deep.rs", 1)),
    ),
)
VERSIONS: dict[str, str] = {}
