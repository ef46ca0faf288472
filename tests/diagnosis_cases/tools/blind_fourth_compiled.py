"""Blind cases of a fourth round: Go, Rust, C and C++ in folders, workspaces and side by side."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "go",
        "assertions of testify, a suite's package below",
        {
            "gp/src/weather/mast/mast_test.go": """\
package mast

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func check(t *testing.T, n int) {
	t.Helper()
	assert.Equal(t, 3, n, "the height")
}

func TestHeight(t *testing.T) {
	check(t, 2)
	assert.Contains(t, []string{"a"}, "b")
}

func TestOpens(t *testing.T) {
	require.NoError(t, errors.New("no till"))
}
""",
        },
        "cd gp/src/weather && GO111MODULE=off GOFLAGS= GOPATH=$PWD/../..:/usr/share/gocode go test ./...",
        "test",
        (("mast/mast_test.go", 17), ("mast/mast_test.go", 18), ("mast/mast_test.go", 22)),
        ("TestHeight", "TestOpens"),
    ),
    Case(
        "go",
        "two packages, a panic in what is tested",
        {
            "go.mod": "module weather.test/station\n\ngo 1.19\n",
            "internal2/store/store.go": "package store\n\ntype Store struct{ rows map[string]int }\n\nfunc (s *Store) Add(k string) {\n\ts.rows[k]++\n}\n",
            "internal2/store/store_test.go": 'package store\n\nimport "testing"\n\nfunc TestAdd(t *testing.T) {\n\tvar s Store\n\tt.Run("first", func(t *testing.T) {\n\t\ts.Add("a")\n\t})\n}\n',
            "cmd/web/web_test.go": 'package main\n\nimport "testing"\n\nfunc TestServes(t *testing.T) {\n\tt.Parallel()\n\tt.Logf("starting")\n\tif testing.Short() {\n\t\tt.Fatalf("cannot be short: %v", 1)\n\t}\n}\n',
        },
        "go test -v -short -count=1 ./...",
        "test",
        (("cmd/web/web_test.go", 9), ("internal2/store/store.go", 6)),
        ("TestServes", "TestAdd/first", "TestAdd"),
    ),
    Case(
        "go",
        "types, arguments, a command below",
        {
            "go.mod": "module weather.test/station\n\ngo 1.19\n",
            "cmd/web/main.go": 'package main\n\nimport (\n\t"fmt"\n\t"os"\n\n\t"weather.test/station/pkg/mast"\n)\n\nfunc main() {\n\tvar m mast.Mast = 3\n\tfmt.Println(m.Height("a"), mast.New(1, 2))\n}\n',
            "pkg/mast/mast.go": "package mast\n\ntype Mast interface{ Height() int }\n\nfunc New() Mast {\n\treturn nil\n}\n",
        },
        "go build -o /dev/null ./cmd/web",
        "build",
        (("cmd/web/main.go", 5), ("cmd/web/main.go", 11), ("cmd/web/main.go", 12)),
    ),
    Case(
        "go",
        "vet: formats, what is not reached, in two packages",
        {
            "go.mod": "module weather.test/station\n\ngo 1.19\n",
            "a/a.go": 'package a\n\nimport "fmt"\n\nfunc F(n int) string {\n\treturn fmt.Sprintf("%s of %d", n)\n}\n',
            "b/b.go": "package b\n\nfunc G() int {\n\treturn 1\n\treturn 2\n}\n",
        },
        "go vet ./...",
        "lint",
        (("a/a.go", 6), ("b/b.go", 5)),
    ),
    Case(
        "cargo",
        "a workspace whose members fail each in its way",
        {
            "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
            "crates/mast/Cargo.toml": '[package]\nname = "mast"\nversion = "0.1.0"\nedition = "2021"\n',
            "crates/mast/src/lib.rs": "mod deep;\npub use deep::height;\n",
            "crates/mast/src/deep.rs": "pub fn height(parts: &[u8]) -> u8 {\n    parts[3]\n}\n",
            "crates/mast/tests/it.rs": '#[test]\nfn is_high() {\n    assert_eq!(mast::height(&[1, 2]), 3);\n}\n\n#[test]\nfn is_low() -> Result<(), Box<dyn std::error::Error>> {\n    let n: u8 = "x1".parse()?;\n    assert!(n < 3, "{n} is\\nnot low");\n    Ok(())\n}\n',
            "crates/feed/Cargo.toml": '[package]\nname = "feed"\nversion = "0.1.0"\nedition = "2021"\n',
            "crates/feed/src/lib.rs": '#[cfg(test)]\nmod tests {\n    #[test]\n    fn matches() {\n        assert!(matches!(Some(1), None), "it is\\nsome");\n    }\n}\n',
        },
        "cargo test --offline --workspace --no-fail-fast -q",
        "test",
        (("crates/mast/src/deep.rs", 2), ("crates/feed/src/lib.rs", 5)),
        ("is_high", "is_low", "tests::matches"),
    ),
    Case(
        "cargo",
        "a build script that panics",
        {
            "Cargo.toml": '[package]\nname = "station"\nversion = "0.1.0"\nedition = "2021"\nbuild = "build/main.rs"\n',
            "build/main.rs": 'fn main() {\n    println!("cargo:rerun-if-changed=build");\n    std::fs::read("nowhere.bin").expect("the table");\n}\n',
            "src/lib.rs": "\n",
        },
        "cargo build --offline",
        "build",
        (("build/main.rs", 3),),
    ),
    Case(
        "rustc",
        "borrows, traits, a macro",
        {
            "src/lib.rs": "mod mast;\n\nmacro_rules! twice {\n    ($e:expr) => {\n        $e + $e\n    };\n}\n\npub fn f() -> i32 {\n    let mut v = vec![1];\n    let first = &v[0];\n    v.push(*first);\n    twice!(first)\n}\n",
            "src/mast/mod.rs": "pub struct Mast;\n\nimpl std::fmt::Display for Mast {}\n\npub fn g(m: &Mast) -> String {\n    m.clone()\n}\n",
        },
        "rustc --crate-type lib --edition 2021 src/lib.rs",
        "build",
        (("src/lib.rs", 12), ("src/mast/mod.rs", 3), ("src/mast/mod.rs", 6)),
    ),
    Case(
        "clippy",
        "several lints in a workspace",
        {
            "Cargo.toml": '[workspace]\nmembers = ["libs/feed"]\nresolver = "2"\n',
            "libs/feed/Cargo.toml": '[package]\nname = "feed"\nversion = "0.1.0"\nedition = "2021"\n',
            "libs/feed/src/lib.rs": "pub mod rows;\n",
            "libs/feed/src/rows.rs": "pub fn none(v: &Vec<u8>) -> bool {\n    let x = 3;\n    return v.len() == 0;\n}\n",
        },
        "cargo clippy --offline --workspace --all-targets -- -D warnings",
        "lint",
        (("libs/feed/src/rows.rs", 1), ("libs/feed/src/rows.rs", 2), ("libs/feed/src/rows.rs", 3)),
    ),
    Case(
        "rustfmt",
        "two members of a workspace",
        {
            "Cargo.toml": '[workspace]\nmembers = ["a", "b"]\nresolver = "2"\n',
            "a/Cargo.toml": '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2021"\n',
            "a/src/lib.rs": "pub fn f( ) {}\n",
            "b/Cargo.toml": '[package]\nname = "b"\nversion = "0.1.0"\nedition = "2021"\n',
            "b/src/lib.rs": "pub fn g() {}\n\npub fn h(){\n}\n",
        },
        "cargo fmt --all -- --check",
        "format",
        (("a/src/lib.rs", 1), ("b/src/lib.rs", 1)),
    ),
    Case(
        "gcc",
        "templates, and what they are made from",
        {
            "include/mast/height.hpp": "#pragma once\n\ntemplate <class T>\nint height(const T& mast) {\n  return mast.height();\n}\n",
            "src/main.cpp": '#include "mast/height.hpp"\n\nstruct Pole {\n  int size;\n};\n\nint main() {\n  Pole pole;\n  int n = height(pole) + pole.wide;\n  return n;\n}\n',
        },
        "g++ -Iinclude -c src/main.cpp -o /dev/null",
        "build",
        (("include/mast/height.hpp", 5), ("src/main.cpp", 9)),
    ),
    Case(
        "gcc",
        "warnings are errors, in a header that a header names",
        {
            "lib/a.h": '#include "deep/b.h"\n',
            "lib/deep/b.h": 'static int unused(int n) {\n  return n == 1 ? 2 : "x";\n}\n',
            "src/main.c": '#include "../lib/a.h"\n#include <stdio.h>\n\nint main(void) {\n  printf("%s\\n", 3);\n  nowhere();\n  return 0;\n}\n',
        },
        "gcc -Wall -Werror -c src/main.c -o /dev/null",
        "build",
        (("lib/deep/b.h", 1), ("lib/deep/b.h", 2), ("src/main.c", 5), ("src/main.c", 6)),
    ),
    Case(
        "clang",
        "constants, overloads, a namespace",
        {
            "src/core/units.cc": '#include <string>\n\nnamespace units {\nvoid show(int);\nvoid show(std::string);\nstatic_assert(sizeof(int) == 3, "odd machine");\n}  // namespace units\n\nint main() {\n  units::show({});\n  units::hide(1);\n}\n',
        },
        "clang++ -std=c++17 -c src/core/units.cc -o /dev/null",
        "build",
        (("src/core/units.cc", 6), ("src/core/units.cc", 11)),
    ),
    Case(
        "make",
        "two folders at once, both fail",
        {
            "Makefile": "SUBS = libs/mast libs/feed\n\nall: $(SUBS)\n\n$(SUBS):\n\t$(MAKE) -C $@\n\n.PHONY: all $(SUBS)\n",
            "libs/mast/Makefile": "all: mast.o\n\nmast.o: src/mast.c\n\t$(CC) -c $< -o $@\n",
            "libs/mast/src/mast.c": "int height(void) {\n  return tall;\n}\n",
            "libs/feed/Makefile": "all: feed.o\n\nfeed.o: feed.c\n\t$(CC) -c $< -o $@\n",
            "libs/feed/feed.c": "#include <stdlib.h>\n\nvoid read(void) {\n  return\n}\n",
        },
        "make -j2 -k --output-sync=target",
        "build",
        (("libs/mast/src/mast.c", 2), ("libs/feed/feed.c", 5)),
    ),
    Case(
        "make",
        "what nothing makes",
        {
            "Makefile": "station: station.o\n\t$(CC) -o $@ $^\n\nstation.o: station.c config.h\n\t$(CC) -c $<\n",
            "station.c": "int main(void) { return 0; }\n",
        },
        "make",
        "build",
    ),
    Case(
        "cmake",
        "an unknown command in a folder below",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.10)\nproject(station C)\nadd_subdirectory(libs/mast)\n",
            "libs/mast/CMakeLists.txt": "set(SOURCES mast.c)\n\nif(UNIX)\n  add_mast(mast ${SOURCES})\nendif()\n",
        },
        "cmake -S . -B build",
        "configuration",
        (("libs/mast/CMakeLists.txt", 4),),
    ),
    Case(
        "cmake",
        "a package that is not there",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.10)\nproject(station C)\n\nfind_package(Nowhere 3 REQUIRED)\n",
        },
        "cmake -S . -B build -G Ninja",
        "configuration",
        (("CMakeLists.txt", 4),),
    ),
    Case(
        "ninja",
        "two libraries, one warning, two errors",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.10)\nproject(station C)\nadd_library(mast libs/mast/mast.c)\nadd_library(feed libs/feed/feed.c)\n",
            "libs/mast/mast.c": "struct mast { int h; };\n\nint height(struct mast *m) {\n  int unused;\n  return m->tall;\n}\n",
            "libs/feed/feed.c": '#include "nowhere/at_all.h"\n',
        },
        "cmake -S . -B build -G Ninja >/dev/null && ninja -C build -k 0",
        "build",
        (("libs/mast/mast.c", 5), ("libs/feed/feed.c", 1)),
    ),
)
VERSIONS: dict[str, str] = {}
