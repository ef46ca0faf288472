"""Go; Cargo, rustc, Clippy, rustfmt."""

from tests.diagnosis_cases.case import Case, with_shifted

MOD = "module example.com/shop\n\ngo 1.19\n"
GO = "package shop\n\nfunc Total(xs []int) int {\n\tn := 1\n\tfor _, x := range xs {\n\t\tn += x\n\t}\n\treturn n\n}\n"
GOTEST = """package shop

import "testing"

func TestTotal(t *testing.T) {
	if got := Total([]int{1, 2}); got != 3 {
		t.Errorf("got %d", got)
	}
}

func TestFine(t *testing.T) {}

func TestTable(t *testing.T) {
	t.Run("empty", func(t *testing.T) {
		t.Fatal("no")
	})
}
"""
GOTESTS = ("TestTotal", "TestTable", "TestTable/empty")


def _go(flags: str) -> Case:
    return Case(
        "go",
        f"tests fail, {flags or 'plain'}",
        {"go.mod": MOD, "shop.go": GO, "shop_test.go": GOTEST},
        f"go test {flags} ./...",
        "test",
        (("shop_test.go", 7), ("shop_test.go", 15)),
        GOTESTS,
        "//",
    )


GOES = (
    *(_go(flags) for flags in ("", "-v", "-race=false -count=1")),
    Case(
        "go",
        "it does not compile",
        {"go.mod": MOD, "shop.go": "package shop\n\nfunc F() int {\n\treturn x\n}\n"},
        "go build ./...",
        "build",
        (("shop.go", 4),),
        (),
        "//",
    ),
    Case(
        "go",
        "two errors in a package below",
        {"go.mod": MOD, "in/a.go": 'package in\n\nimport "os"\n\nfunc F() string {\n\treturn 1\n}\n'},
        "go build ./...",
        "build",
        (("in/a.go", 3), ("in/a.go", 6)),
        (),
        "//",
    ),
    Case(
        "go",
        "vet",
        {
            "go.mod": MOD,
            "a.go": 'package shop\n\nimport "fmt"\n\nfunc F() {\n\tfmt.Printf("%d\\n", "x")\n}\n',
        },
        "go vet ./...",
        "lint",
        (("a.go", 6),),
        (),
        "//",
    ),
    Case(
        "go",
        "a test panics",
        {
            "go.mod": MOD,
            "a_test.go": 'package shop\n\nimport "testing"\n\nfunc TestP(t *testing.T) {\n\tvar m map[string]int\n\tm["a"] = 1\n}\n',
        },
        "go test ./...",
        "test",
        (("a_test.go", 7),),
        ("TestP",),
        "//",
    ),
    Case(
        "go",
        "no such module",
        {"go.mod": MOD, "a.go": 'package shop\n\nimport _ "example.org/nowhere"\n'},
        "go build -mod=readonly ./...",
        "dependency",
        (("a.go", 3),),
        (),
        "//",
    ),
)
CARGO = '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n'
RUSTTEST = """pub fn total(xs: &[i32]) -> i32 {
    xs.iter().sum::<i32>() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds() {
        assert_eq!(3, total(&[1, 2]));
    }

    #[test]
    fn fine() {}

    #[test]
    fn unwraps() {
        None::<i32>.expect("nothing there");
    }
}
"""
RUST = (
    Case(
        "cargo",
        "tests fail",
        {"Cargo.toml": CARGO, "src/lib.rs": RUSTTEST},
        "cargo test --offline",
        "test",
        (("src/lib.rs", 11), ("src/lib.rs", 19)),
        ("tests::adds", "tests::unwraps"),
        "//",
    ),
    Case(
        "cargo",
        "tests fail, colours",
        {"Cargo.toml": CARGO, "src/lib.rs": RUSTTEST},
        "cargo test --offline --color always",
        "test",
        (("src/lib.rs", 11), ("src/lib.rs", 19)),
        ("tests::adds", "tests::unwraps"),
        "//",
    ),
    Case(
        "rustc",
        "two errors",
        {
            "Cargo.toml": CARGO,
            "src/lib.rs": "pub fn f() -> i32 {\n    x\n}\n\npub fn g() -> String {\n    1\n}\n",
        },
        "cargo build --offline",
        "build",
        (("src/lib.rs", 2), ("src/lib.rs", 6)),
        (),
        "//",
    ),
    Case(
        "rustc",
        "it does not parse",
        {"Cargo.toml": CARGO, "src/main.rs": "fn main() {\n    let x = ;\n}\n"},
        "cargo build --offline",
        "build",
        (("src/main.rs", 2),),
        (),
        "//",
    ),
    Case(
        "clippy",
        "one lint",
        {"Cargo.toml": CARGO, "src/lib.rs": "pub fn f(x: &Vec<i32>) -> bool {\n    x.len() == 0\n}\n"},
        "cargo clippy --offline -- -D warnings",
        "lint",
        (("src/lib.rs", 1), ("src/lib.rs", 2)),
        (),
        "//",
    ),
    Case(
        "rustfmt",
        "one file",
        {"Cargo.toml": CARGO, "src/lib.rs": "pub fn f()->i32{1}\n"},
        "cargo fmt --check",
        "format",
        (("src/lib.rs", 1),),
        (),
        None,
    ),
    Case(
        "cargo",
        "a broken manifest",
        {"Cargo.toml": "[package]\nname = 1\n", "src/lib.rs": ""},
        "cargo build --offline",
        "configuration",
    ),
    Case(
        "cargo",
        "no such package",
        {"Cargo.toml": CARGO + '\n[dependencies]\nnothing-here-at-all = "1"\n', "src/lib.rs": ""},
        "cargo build --offline",
        "dependency",
    ),
)
CASES = with_shifted(
    (
        *GOES,
        *RUST,
    )
)
VERSIONS = {
    "go": "go version",
    "cargo": "cargo --version",
    "rustc": "rustc --version",
    "clippy": "cargo clippy --version",
    "rustfmt": "rustfmt --version",
}
