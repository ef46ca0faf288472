"""Blind cases of languages that no family was written after."""

from tests.diagnosis_cases.case import Case

DUNE = {"dune-project": "(lang dune 2.9)\n", "dune": "(executable (name main))\n"}
LANGUAGES = (
    Case(
        "nim",
        "two errors",
        {"a.nim": "proc f(): int =\n  return nowhere\n\necho f()\n"},
        "nim check a.nim",
        "build",
        (("a.nim", 2),),
    ),
    Case(
        "nim",
        "a test fails",
        {
            "t.nim": 'import unittest\n\nsuite "cart":\n  test "adds":\n    check 1 + 1 == 3\n  test "fine":\n    check true\n'
        },
        "nim c -r --hints:off t.nim",
        "test",
        (("t.nim", 5),),
        ("adds",),
    ),
    Case(
        "crystal",
        "an undefined method",
        {"a.cr": "def f(n : Int32)\n  n.nowhere\nend\n\nf(1)\n"},
        "crystal build --no-codegen a.cr",
        "build",
        (("a.cr", 2),),
    ),
    Case(
        "crystal spec",
        "one fails",
        {
            "spec/cart_spec.cr": 'require "spec"\n\ndescribe "cart" do\n  it "adds" do\n    (1 + 1).should eq(3)\n  end\n\n  it "is fine" do\n  end\nend\n'
        },
        "crystal spec --no-color",
        "test",
        (("spec/cart_spec.cr", 5),),
        ("cart adds",),
    ),
    Case(
        "gdc",
        "an undefined name",
        {"a.d": "int f()\n{\n    return nowhere;\n}\n\nstring g()\n{\n    return 1;\n}\n"},
        "gdc -c a.d",
        "build",
        (("a.d", 3), ("a.d", 8)),
    ),
    Case(
        "valac",
        "an undefined name",
        {"a.vala": "int main () {\n    string s = 1;\n    return nowhere;\n}\n"},
        "valac a.vala",
        "build",
        (("a.vala", 2), ("a.vala", 3)),
    ),
    Case(
        "kotlinc",
        "two errors",
        {"src/a.kt": 'fun f(): Int {\n    return "one"\n}\n\nfun g() = nowhere\n'},
        "kotlinc src/a.kt -d out.jar",
        "build",
        (("src/a.kt", 2), ("src/a.kt", 5)),
    ),
    Case(
        "mcs",
        "two errors",
        {
            "src/A.cs": 'class A {\n    int F() {\n        return "one";\n    }\n    void G() {\n        nowhere();\n    }\n}\n'
        },
        "mcs -target:library src/A.cs",
        "build",
        (("src/A.cs", 3), ("src/A.cs", 6)),
    ),
    Case(
        "mono",
        "an exception",
        {
            "A.cs": "using System;\nclass A {\n    static void F(string s) {\n        Console.WriteLine(s.Length);\n    }\n    static void Main() {\n        F(null);\n    }\n}\n"
        },
        "mcs -debug A.cs && mono --debug A.exe",
        "build",
        (("A.cs", 4),),
    ),
    Case(
        "groovy",
        "a missing property",
        {"a.groovy": "def f() {\n    return nowhere\n}\n\nf()\n"},
        "groovy a.groovy",
        "build",
        (("a.groovy", 2),),
    ),
    Case(
        "groovy",
        "it does not compile",
        {"a.groovy": "def f( {\n}\n"},
        "groovy a.groovy",
        "build",
        (("a.groovy", 1),),
    ),
    Case(
        "swipl",
        "a syntax error",
        {"a.pl": "p(1).\np(2)\np(3).\n"},
        "swipl -q -g halt --on-error=status a.pl",
        "build",
        (("a.pl", 2),),
    ),
    Case(
        "sbcl",
        "an undefined variable",
        {"a.lisp": "(defun f (x)\n  (+ x nowhere))\n\n(print (f 1))\n"},
        "sbcl --script a.lisp",
        "build",
        (("a.lisp", None),),
    ),
    Case(
        "guile",
        "an unbound variable",
        {"a.scm": "(define (f x)\n  (+ x nowhere))\n\n(display (f 1))\n"},
        "guile --no-auto-compile a.scm",
        "build",
    ),
    Case(
        "tcl",
        "no such command",
        {"a.tcl": "proc f {} {\n    nowhere 1\n}\nf\n"},
        "tclsh a.tcl",
        "build",
        (("a.tcl", 4),),
    ),
    Case(
        "dune",
        "a type error",
        {**DUNE, "main.ml": 'let f x = x + 1\n\nlet () = print_int (f "one")\n'},
        "dune build",
        "build",
        (("main.ml", 3),),
    ),
    Case(
        "dune",
        "an unused variable",
        {**DUNE, "main.ml": "let f x = 1\n\nlet () = print_int (f 2)\n"},
        "dune build",
        "build",
        (("main.ml", 1),),
    ),
    Case(
        "dune",
        "a test's output differs",
        {
            "dune-project": "(lang dune 2.9)\n",
            "dune": "(test (name t))\n",
            "t.ml": 'let () = print_string "two"\n',
            "t.expected": "three\n",
        },
        "dune runtest",
        "test",
        (("t.expected", 1),),
    ),
    Case(
        "zig",
        "two errors",
        {
            "a.zig": "fn f() u8 {\n    return nowhere;\n}\n\npub fn main() void {\n    const x: u8 = 300;\n    _ = x;\n    _ = f();\n}\n"
        },
        "python -m ziglang build-exe a.zig",
        "build",
        (("a.zig", 2), ("a.zig", 6)),
    ),
    Case(
        "zig test",
        "one fails",
        {
            "a.zig": 'const std = @import("std");\n\ntest "adds" {\n    try std.testing.expectEqual(3, 1 + 1);\n}\n\ntest "fine" {}\n'
        },
        "ZIG_GLOBAL_CACHE_DIR=$PWD/cache python -m ziglang test a.zig",
        "test",
        (("a.zig", 4),),
        ("a.test.adds",),
    ),
    Case(
        "cython",
        "an undefined name",
        {"a.pyx": "def f(int n):\n    cdef int m\n    return nowhere(m\n"},
        "cython a.pyx",
        "build",
        (("a.pyx", 4),),
    ),
)
HARDWARE = (
    Case(
        "ghdl",
        "an undeclared name",
        {"a.vhd": "entity a is\nend a;\n\narchitecture b of a is\n  signal s : nowhere;\nbegin\nend b;\n"},
        "ghdl -a a.vhd",
        "build",
        (("a.vhd", 5),),
    ),
    Case(
        "iverilog",
        "a syntax error",
        {"a.v": "module a;\n  wire x\n  assign x = 1;\nendmodule\n"},
        "iverilog a.v",
        "build",
        (("a.v", 3),),
    ),
    Case(
        "verilator",
        "an undefined variable",
        {"rtl/a.v": "module a(output o);\n  assign o = nowhere;\nendmodule\n"},
        "verilator --lint-only rtl/a.v",
        "lint",
        (("rtl/a.v", 2),),
    ),
    Case(
        "nasm",
        "an unknown instruction",
        {"a.asm": "section .text\nf:\n  mvo rax, 1\n  ret\n"},
        "nasm -f elf64 a.asm",
        "build",
        (("a.asm", 3),),
    ),
)
CASES = (*LANGUAGES, *HARDWARE)
VERSIONS = {
    "nim": "nim --version",
    "crystal": "crystal --version",
    "crystal spec": "crystal --version",
    "gdc": "gdc --version",
    "valac": "valac --version",
    "kotlinc": "kotlinc -version",
    "mcs": "mcs --version",
    "mono": "mono --version",
    "groovy": "groovy --version",
    "swipl": "swipl --version",
    "sbcl": "sbcl --version",
    "guile": "guile --version",
    "tcl": "dpkg-query -W tcl",
    "dune": "dune --version",
    "zig": "python -m ziglang version",
    "zig test": "python -m ziglang version",
    "cython": "cython --version",
    "ghdl": "ghdl --version",
    "iverilog": "iverilog -V",
    "verilator": "verilator --version",
    "nasm": "nasm --version",
}
