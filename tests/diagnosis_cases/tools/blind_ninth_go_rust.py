"""Blind cases of a ninth round: Go and Rust.

The round's rule: of each tool that the promise names and that is there, one or two ordinary failures, called
as its own documentation calls it first, but for what it takes to run without a network.
"""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "go",
        "a table of a shop's prices, and a nil map",
        {
            "go.mod": "module example.org/florist\n\ngo 1.19\n",
            "bouquet/bouquet.go": "package bouquet\n\n// Stock counts stems.\ntype Stock struct{ stems map[string]int }\n\n// Put adds stems.\nfunc (s *Stock) Put(kind string, n int) {\n\ts.stems[kind] += n\n}\n\n// Price is what n stems cost, every tenth for nothing.\nfunc Price(n, each int) int {\n\treturn (n - n/12) * each\n}\n",
            "bouquet/bouquet_test.go": 'package bouquet\n\nimport "testing"\n\nfunc TestPrice(t *testing.T) {\n\tfor _, tc := range []struct {\n\t\tname    string\n\t\tn, want int\n\t}{{"one", 1, 150}, {"ten", 10, 1350}, {"twelve", 12, 1650}} {\n\t\tt.Run(tc.name, func(t *testing.T) {\n\t\t\tif got := Price(tc.n, 150); got != tc.want {\n\t\t\t\tt.Errorf("Price(%d) = %d, want %d", tc.n, got, tc.want)\n\t\t\t}\n\t\t})\n\t}\n}\n\nfunc TestPut(t *testing.T) {\n\tvar s Stock\n\ts.Put("tulip", 5)\n}\n',
            "card/card.go": 'package card\n\n// Text is what is on it.\nfunc Text(to string) string { return "For " + to }\n',
            "card/card_test.go": 'package card\n\nimport "testing"\n\nfunc TestText(t *testing.T) {\n\tif Text("Mia") != "For Mia" {\n\t\tt.Fatal("no")\n\t}\n}\n',
        },
        "go test ./...",
        "test",
        (("bouquet/bouquet.go", 8), ("bouquet/bouquet_test.go", 12)),
        ("TestPrice", "TestPrice/ten", "TestPut"),
    ),
    Case(
        "go",
        "a build: an unused variable and import, a wrong type",
        {
            "go.mod": "module example.org/tollbooth\n\ngo 1.19\n",
            "main.go": 'package main\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\tlanes := 4\n\tfmt.Println(toll("car", "3"))\n}\n',
            "toll.go": 'package main\n\nfunc toll(kind string, axles int) int {\n\tif kind == "car" {\n\t\treturn 250\n\t}\n\treturn axles * perAxle\n}\n',
        },
        "go build",
        "build",
        (("main.go", 5), ("main.go", 9), ("main.go", 10), ("toll.go", 7)),
        (),
    ),
    Case(
        "go",
        "what vet finds",
        {
            "go.mod": "module example.org/meter\n\ngo 1.19\n",
            "meter.go": 'package meter\n\nimport (\n\t"fmt"\n\t"sync"\n)\n\n// Meter counts.\ntype Meter struct {\n\tmu sync.Mutex\n\tn  int `json:n`\n}\n\n// Show prints it.\nfunc Show(m Meter) {\n\tfmt.Printf("%s of %d\\n", m.n)\n}\n',
        },
        "go vet ./...",
        "lint",
        (("meter.go", 11), ("meter.go", 15), ("meter.go", 16)),
        (),
    ),
    Case(
        "cargo",
        "a library's tests: two values and a result",
        {
            "Cargo.toml": '[package]\nname = "tides"\nversion = "0.2.0"\nedition = "2021"\n',
            "src/lib.rs": 'pub fn height(hour: u32) -> i32 {\n    if hour % 12 < 7 { hour as i32 * 2 } else { (12 - hour as i32) * 2 }\n}\n\npub fn parse(text: &str) -> Result<u32, std::num::ParseIntError> {\n    text.trim_end_matches("h").parse()\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn rises() {\n        assert_eq!(height(3), 6);\n    }\n\n    #[test]\n    fn falls_in_the_evening() {\n        assert_eq!(height(21), 6, "three hours before midnight");\n    }\n\n    #[test]\n    fn parses_hours() {\n        assert_eq!(parse("6 h").unwrap(), 6);\n    }\n}\n',
        },
        "cargo test",
        "test",
        (("src/lib.rs", 20), ("src/lib.rs", 25)),
        ("tests::falls_in_the_evening", "tests::parses_hours"),
    ),
    Case(
        "cargo",
        "a program that does not build: a type and a missing match arm",
        {
            "Cargo.toml": '[package]\nname = "pantry"\nversion = "0.1.0"\nedition = "2021"\n',
            "src/main.rs": 'mod shelf;\n\nuse shelf::{label, Kind};\n\nfn main() {\n    let jars = vec![String::from("plums"), String::from("pears")];\n    let mine = jars;\n    println!("{} {}", mine.len(), jars.len());\n    println!("{}", label(Kind::Jam, "2"));\n}\n',
            "src/shelf.rs": 'pub enum Kind { Jam, Pickles }\n\npub fn label(kind: Kind, count: usize) -> String {\n    match kind {\n        Kind::Jam => format!("{count} jars of jam"),\n    }\n}\n',
        },
        "cargo build",
        "build",
        (("src/main.rs", 9), ("src/shelf.rs", 4)),
        (),
    ),
    Case(
        "clippy",
        "three habits that it warns of, denied",
        {
            "Cargo.toml": '[package]\nname = "queue"\nversion = "0.1.0"\nedition = "2021"\n',
            "src/main.rs": 'fn longest(names: &Vec<String>) -> usize {\n    let mut best = 0;\n    for i in 0..names.len() {\n        if names[i].len() > best {\n            best = names[i].len();\n        }\n    }\n    return best;\n}\n\nfn main() {\n    println!("{}", longest(&vec!["Ada".to_string()]));\n}\n',
        },
        "cargo clippy -- -D warnings",
        "lint",
        (("src/main.rs", 1), ("src/main.rs", 3), ("src/main.rs", 8)),
        (),
    ),
    Case(
        "rustc",
        "one file with two mistakes",
        {
            "main.rs": "struct Kettle {\n    degrees: f32,\n}\n\nfn main() {\n    let kettle = Kettle { degrees: 20.0 };\n    kettle.degrees = 100.0;\n    kettle.whistle();\n}\n"
        },
        "rustc main.rs",
        "build",
        (("main.rs", 8),),
        (),
    ),
)
VERSIONS: dict[str, str] = {}
