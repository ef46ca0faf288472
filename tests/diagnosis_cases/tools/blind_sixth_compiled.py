"""Blind cases of a sixth round: Go and Rust, by make, with other reporters."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "go",
        "tables, a parallel test, logs that speak of failing, through tee",
        {
            "go.mod": "module ledger.test/ledger\n\ngo 1.19\n",
            "internal/rate/rate.go": 'package rate\n\nfunc Of(kind string) int {\n\tif kind == "vip" {\n\t\treturn 5\n\t}\n\treturn 19\n}\n',
            "internal/rate/rate_test.go": 'package rate\n\nimport "testing"\n\nfunc TestOf(t *testing.T) {\n\tfor name, want := range map[string]int{"vip": 7} {\n\t\tname, want := name, want\n\t\tt.Run("kind="+name, func(t *testing.T) {\n\t\t\tt.Parallel()\n\t\t\tif got := Of(name); got != want {\n\t\t\t\tt.Errorf("Of(%q) = %d,\\nwant %d", name, got, want)\n\t\t\t}\n\t\t})\n\t}\n}\n',
            "cmd/ledger/main.go": "package main\n\nfunc main() {}\n",
            "store/store_test.go": 'package store\n\nimport (\n\t"log"\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) {\n\tlog.Println("FAIL: this is only logged")\n\tos.Exit(m.Run())\n}\n\nfunc TestOpen(t *testing.T) {\n\tt.Cleanup(func() { t.Log("closed") })\n\tif _, err := os.Open("nowhere.db"); err != nil {\n\t\tt.Fatal(err)\n\t}\n}\n',
        },
        "go test -v ./... 2>&1 | tee test.log; exit ${PIPESTATUS[0]}",
        "test",
        (("internal/rate/rate_test.go", 11), ("store/store_test.go", 17)),
        ("TestOf/kind=vip", "TestOf", "TestOpen"),
    ),
    Case(
        "go",
        "by make: generics, interfaces and constants that do not fit",
        {
            "Makefile": "GO ?= go\n\nbuild:\n\t$(GO) build ./...\n",
            "go.mod": "module shapes.test/shapes\n\ngo 1.19\n",
            "pkg/shape/shape.go": "package shape\n\ntype Shape interface{ Area() float64 }\n\ntype Number interface{ ~int | ~float64 }\n\nfunc Max[T Number](a, b T) T {\n\tif a > b {\n\t\treturn a\n\t}\n\treturn b\n}\n",
            "pkg/draw/draw.go": 'package draw\n\nimport "shapes.test/shapes/pkg/shape"\n\ntype Dot struct{}\n\nfunc (d *Dot) Area() float64 { return 0 }\n\nvar _ shape.Shape = Dot{}\n\nvar tiny int8 = 300\n\nfunc All() (int, error) {\n\tx := shape.Max("a", "b")\n\treturn 1\n}\n',
        },
        "make build",
        "build",
        (
            ("pkg/draw/draw.go", 9),
            ("pkg/draw/draw.go", 11),
            ("pkg/draw/draw.go", 14),
            ("pkg/draw/draw.go", 15),
        ),
    ),
    Case(
        "go",
        "a fuzzed seed that panics",
        {
            "go.mod": "module text.test/text\n\ngo 1.19\n",
            "trim/trim.go": "package trim\n\nfunc First(s string) byte {\n\treturn s[0]\n}\n",
            "trim/trim_test.go": 'package trim_test\n\nimport (\n\t"testing"\n\n\t"text.test/text/trim"\n)\n\nfunc FuzzFirst(f *testing.F) {\n\tf.Add("a")\n\tf.Add("")\n\tf.Fuzz(func(t *testing.T, s string) {\n\t\ttrim.First(s)\n\t})\n}\n',
        },
        "go test ./trim/",
        "test",
        (("trim/trim.go", 4),),
        ("FuzzFirst", "FuzzFirst/seed#1"),
    ),
    Case(
        "cargo",
        "a helper that panics, one that should have otherwise, threads",
        {
            "Cargo.toml": '[package]\nname = "relay"\nversion = "0.1.0"\nedition = "2021"\n',
            "src/lib.rs": "//! Relays.\n\npub mod net;\n\n/// Doubles.\npub fn double(n: u32) -> u32 {\n    n * 2\n}\n",
            "src/net/mod.rs": 'pub fn port(text: &str) -> u16 {\n    text.parse().expect("a port")\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn parses() {\n        assert_eq!(port("80"), 81, "the port of {}", "http");\n    }\n\n    #[test]\n    #[should_panic(expected = "no port")]\n    fn refuses() {\n        port("x");\n    }\n\n    #[test]\n    fn threads() {\n        std::thread::spawn(|| port("")).join().unwrap();\n    }\n}\n',
            "src/main.rs": "fn main() {}\n",
        },
        "cargo test --offline --no-fail-fast -- --test-threads=1",
        "test",
        (("src/net/mod.rs", 11), ("src/net/mod.rs", 2), ("src/net/mod.rs", 22)),
        ("net::tests::parses", "net::tests::refuses", "net::tests::threads"),
    ),
    Case(
        "cargo",
        "a feature of what is no dependency",
        {
            "Cargo.toml": '[workspace]\nmembers = ["crates/a"]\nresolver = "2"\n',
            "crates/a/Cargo.toml": '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2021"\n\n[features]\nfull = ["dep:nowhere"]\n\n[dependencies]\nb = { path = "../b" }\n',
            "crates/a/src/lib.rs": "\n",
        },
        "cargo build --offline --workspace",
        "configuration",
        (("crates/a/Cargo.toml", None),),
    ),
    Case(
        "rustc",
        "moves, mutability and patterns, by cargo check, shortly",
        {
            "Cargo.toml": '[workspace]\nmembers = ["engine"]\nresolver = "2"\n',
            "engine/Cargo.toml": '[package]\nname = "engine"\nversion = "0.1.0"\nedition = "2021"\n',
            "engine/src/lib.rs": "mod parts;\n\nuse parts::{Gear, Wheel};\n\npub fn turn(gear: Gear) -> u8 {\n    let taken = gear;\n    match gear {\n        Gear::First => 1,\n    }\n}\n",
            "engine/src/parts.rs": "pub enum Gear {\n    First,\n    Second(String),\n}\n\nfn grow(n: &u8) {\n    *n += 1;\n}\n",
        },
        "cargo check --offline --workspace --message-format short",
        "build",
        (("engine/src/lib.rs", 3), ("engine/src/lib.rs", 7), ("engine/src/parts.rs", 7)),
    ),
    Case(
        "rustc",
        "asynchronous code and what is derived",
        {
            "src/main.rs": '#[derive(Clone, Copy)]\nstruct Job {\n    name: String,\n}\n\nasync fn run(job: Job) -> usize {\n    job.name.len()\n}\n\nfn main() {\n    let n: usize = run(Job { name: "a" });\n    println!("{} {}", n);\n}\n',
        },
        "rustc --edition 2021 --color always src/main.rs",
        "build",
        (("src/main.rs", 2), ("src/main.rs", 11), ("src/main.rs", 12)),
    ),
    Case(
        "clippy",
        "denied groups, tests included, shortly",
        {
            "Cargo.toml": '[package]\nname = "mesh"\nversion = "0.1.0"\nedition = "2021"\n\n[lints.clippy]\npedantic = "deny"\nunwrap_used = "deny"\n',
            "src/lib.rs": "pub mod tri;\n",
            "src/tri/mod.rs": "pub fn area(w: u32, h: u32) -> f32 {\n    (w * h) as f32 / 2.0\n}\n\npub fn first(xs: &[u8]) -> u8 {\n    *xs.first().unwrap()\n}\n",
        },
        "cargo clippy --offline --all-targets --message-format=short",
        "lint",
        (("src/tri/mod.rs", 1), ("src/tri/mod.rs", 2), ("src/tri/mod.rs", 5), ("src/tri/mod.rs", 6)),
    ),
    Case(
        "rustfmt",
        "a long call and imports, several places of a file",
        {
            "rustfmt.toml": "max_width = 60\n",
            "Cargo.toml": '[package]\nname = "fmt"\nversion = "0.1.0"\nedition = "2021"\n',
            "src/lib.rs": "pub mod io;\n\npub fn ok() {}\n",
            "src/io/mod.rs": "use std::fs;\nuse std::collections::HashMap;\n\npub fn read(path: &str) -> HashMap<String, Vec<u8>> {\n    let mut m = HashMap::new();\n    m.insert(path.to_string(), fs::read(path).unwrap_or_default());\n    m\n}\n",
        },
        "cargo fmt -- --check",
        "format",
        (("src/io/mod.rs", 1), ("src/io/mod.rs", 6)),
    ),
)
VERSIONS: dict[str, str] = {}
