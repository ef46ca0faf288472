"""Blind cases of a fifth round: a library's compiled languages and scripts, failing in other ways."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "go",
        "a main that does not end well, a test for it",
        {
            "go.mod": "module library.test/loans\n\ngo 1.19\n",
            "loans/loans.go": 'package loans\n\nimport "errors"\n\nvar ErrLate = errors.New("late")\n\nfunc Due(days int) error {\n\tif days > 3 {\n\t\treturn ErrLate\n\t}\n\treturn nil\n}\n',
            "loans/loans_test.go": 'package loans_test\n\nimport (\n\t"errors"\n\t"testing"\n\n\t"library.test/loans/loans"\n)\n\nfunc TestDue(t *testing.T) {\n\tif err := loans.Due(4); err != nil {\n\t\tt.Error("due:", err)\n\t}\n\tif !errors.Is(loans.Due(3), loans.ErrLate) {\n\t\tt.Error("not late")\n\t}\n}\n\nfunc TestSkips(t *testing.T) { t.Skip("later") }\n',
        },
        "go test -count=1 -cover ./...",
        "test",
        (("loans/loans_test.go", 12), ("loans/loans_test.go", 15)),
        ("TestDue",),
    ),
    Case(
        "go",
        "tests of which some do not compile",
        {
            "go.mod": "module library.test/loans\n\ngo 1.19\n",
            "a/a.go": "package a\n\nfunc One() int { return 1 }\n",
            "a/a_test.go": 'package a\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {\n\tif One() != "1" {\n\t\tt.Fail()\n\t}\n}\n',
            "b/b_test.go": 'package b\n\nimport "testing"\n\nfunc TestTwo(t *testing.T) {\n\tt.Fatal("never two")\n}\n',
        },
        "go test ./...",
        "build",
        (("a/a_test.go", 6), ("b/b_test.go", 6)),
        ("TestTwo",),
    ),
    Case(
        "cargo",
        "tests that do not compile, in short",
        {
            "Cargo.toml": '[package]\nname = "library"\nversion = "0.1.0"\nedition = "2021"\n',
            "src/lib.rs": "pub struct Book {\n    pub pages: u32,\n}\n",
            "tests/books.rs": 'use library::Book;\n\n#[test]\nfn is_long() {\n    let book = Book { pages: "many" };\n    assert!(book.long());\n}\n',
        },
        "cargo test --offline",
        "build",
        (("tests/books.rs", 5), ("tests/books.rs", 6)),
    ),
    Case(
        "gcc",
        "a linker's words: twice, and nowhere",
        {
            "src/a.c": "int shelf = 1;\n\nint pages(void) { return shelf; }\n",
            "src/b.c": "int pages(void);\nint missing(void);\n\nint shelf = 2;\n\nint main(void) {\n  return pages() + missing();\n}\n",
        },
        "gcc -g src/a.c src/b.c -o library",
        "build",
        (("src/b.c", 4), ("src/b.c", 7)),
    ),
    Case(
        "make",
        "a rule that fails after a tool",
        {
            "Makefile": "check: lint\n\t@echo checked\n\nlint:\n\tflake8 lib\n",
            "lib/books.py": "import os\nx=1\n",
        },
        "make check",
        "lint",
        (("lib/books.py", 1), ("lib/books.py", 2)),
    ),
    Case(
        "ctest",
        "Python's tests among them",
        {
            "CMakeLists.txt": "cmake_minimum_required(VERSION 3.10)\nproject(library NONE)\nenable_testing()\nadd_test(NAME py.books COMMAND python3 -m unittest -v tests.test_books WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})\nadd_test(NAME sh.fine COMMAND true)\n",
            "tests/__init__.py": "",
            "tests/test_books.py": "import unittest\n\n\nclass BooksTest(unittest.TestCase):\n    def test_pages(self):\n        self.assertGreater(3, 300)\n",
        },
        "cmake -S . -B b >/dev/null && cd b && ctest --output-on-failure",
        "test",
        (("tests/test_books.py", 6),),
        ("py.books", "tests.test_books.BooksTest.test_pages"),
    ),
    Case(
        "rspec",
        "let, a matcher that differs, a hook for all",
        {
            "spec/models/book_spec.rb": 'RSpec.describe "Book" do\n  let(:book) { { title: "A", pages: [1, 2] } }\n\n  it "has pages" do\n    expect(book).to include(pages: [1, 3])\n  end\n\n  context "when lent" do\n    before(:all) { raise IOError, "no desk" }\n\n    it "comes back" do\n      expect(book[:title]).to eq("A")\n    end\n  end\nend\n',
        },
        "rspec --format progress --no-color --order defined",
        "test",
        (("spec/models/book_spec.rb", 5), ("spec/models/book_spec.rb", 9)),
        ("Book has pages", "Book when lent comes back"),
    ),
    Case(
        "rubocop",
        "syntax, in the editor's way",
        {
            ".rubocop.yml": "AllCops:\n  NewCops: disable\n  SuggestExtensions: false\n",
            "lib/book.rb": "# frozen_string_literal: true\n\ndef title(\n  1\nend\n",
            "lib/loan.rb": "# frozen_string_literal: true\n\nx = 1\nputs 'late' if true\n",
        },
        "rubocop --cache false --format emacs lib/loan.rb lib/book.rb",
        "lint",
        (("lib/book.rb", 4), ("lib/loan.rb", 3), ("lib/loan.rb", 4)),
    ),
    Case(
        "phpunit",
        "an end that fails, what is thrown and not awaited",
        {
            "tests/Loans/DueTest.php": "<?php\n\nnamespace Library\\Tests\\Loans;\n\nuse PHPUnit\\Framework\\TestCase;\n\nfinal class DueTest extends TestCase\n{\n    protected function tearDown(): void\n    {\n        if ($this->getName() === 'testCloses') {\n            throw new \\LogicException('left open');\n        }\n    }\n\n    public function testCloses(): void\n    {\n        $this->assertTrue(true);\n    }\n\n    public function testDays(): void\n    {\n        $this->assertEqualsCanonicalizing([1, 2], [2, 3]);\n    }\n}\n",
        },
        "phpunit tests",
        "test",
        (("tests/Loans/DueTest.php", 12), ("tests/Loans/DueTest.php", 23)),
        ("Library\\Tests\\Loans\\DueTest::testCloses", "Library\\Tests\\Loans\\DueTest::testDays"),
    ),
    Case(
        "prove",
        "a plan that is not kept, several folders",
        {
            "t/books/title.t": 'use strict;\nuse warnings;\nuse Test::More tests => 3;\n\nok(1, "one");\nlike("abc", qr/x/, "has an x");\n',
            "t/fine.t": "use Test::More tests => 1;\nok(1);\n",
        },
        "prove -r -j2 t",
        "test",
        (("t/books/title.t", 6),),
        ("has an x",),
    ),
    Case(
        "exunit",
        "what raises in a library's module, a map that differs",
        {
            "mix.exs": 'defmodule Library.MixProject do\n  use Mix.Project\n  def project, do: [app: :library, version: "0.1.0"]\nend\n',
            "lib/library/loan.ex": "defmodule Library.Loan do\n  def due(%{days: days}), do: days + 1\nend\n",
            "test/test_helper.exs": "ExUnit.start()\n",
            "test/library/loan_test.exs": 'defmodule Library.LoanTest do\n  use ExUnit.Case\n\n  test "adds a day" do\n    assert Library.Loan.due(%{days: 1}) == 3\n  end\n\n  test "needs days" do\n    assert Library.Loan.due(%{}) == 1\n  end\nend\n',
        },
        "mix test --seed 0 --trace",
        "test",
        (("test/library/loan_test.exs", 5), ("test/library/loan_test.exs", 9)),
        ("test adds a day (Library.LoanTest)", "test needs days (Library.LoanTest)"),
    ),
    Case(
        "junit",
        "JUnit 5 in a tree, with a cause",
        {
            "src/org/books/LoanTest.java": 'package org.books;\n\nimport static org.junit.jupiter.api.Assertions.*;\n\nimport org.junit.jupiter.api.*;\n\nclass LoanTest {\n  @BeforeAll\n  static void desk() {}\n\n  @Test\n  void closes() {\n    throw new IllegalStateException("no desk", new RuntimeException("locked"));\n  }\n\n  @Test\n  void isLate() {\n    assertThrows(IllegalArgumentException.class, () -> {});\n  }\n}\n',
        },
        "CP=$(ls /usr/share/java/junit-jupiter*.jar /usr/share/java/junit-platform*.jar /usr/share/java/opentest4j*.jar /usr/share/java/apiguardian*.jar /usr/share/java/univocity*.jar /usr/share/java/picocli*.jar 2>/dev/null | tr '\\n' ':'); javac -d out -cp $CP src/org/books/*.java && java -cp $CP:out org.junit.platform.console.ConsoleLauncher --disable-banner --scan-classpath out --details tree",
        "test",
        (("org/books/LoanTest.java", 13), ("org/books/LoanTest.java", 18)),
        ("org.books.LoanTest.closes", "org.books.LoanTest.isLate"),
    ),
    Case(
        "ghc",
        "a name that is not in scope, an import that is none",
        {
            "app/Main.hs": "module Main (main) where\n\nimport Library.Books (title, author)\nimport Data.Nowhere\n\nmain :: IO ()\nmain = putStrLn (title 3)\n",
            "src/Library/Books.hs": "module Library.Books (title) where\n\ntitle :: Int -> String\ntitle = show\n",
        },
        "ghc -isrc app/Main.hs -outputdir o -o t",
        "build",
        (("app/Main.hs", 3), ("app/Main.hs", 4)),
    ),
    Case(
        "shellcheck",
        "one script, as GCC prints",
        {"bin/lend.sh": '#!/bin/bash\nbooks=`ls`\nfor b in $books; do\n  [ $b = "x" ] && echo $b\ndone\n'},
        "shellcheck -f gcc bin/lend.sh",
        "lint",
        (("bin/lend.sh", 2), ("bin/lend.sh", 4)),
    ),
    Case(
        "bash",
        "a command that is not there, below",
        {
            "ci/run.sh": "#!/bin/bash\nset -e\necho start\n./ci/steps/build.sh\n",
            "ci/steps/build.sh": "#!/bin/bash\nset -e\n\nnowhere-at-all --build\n",
        },
        "chmod +x ci/steps/build.sh; bash ci/run.sh",
        "configuration",
        (("ci/steps/build.sh", 4),),
    ),
)
VERSIONS: dict[str, str] = {}
