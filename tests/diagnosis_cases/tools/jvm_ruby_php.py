"""javac and JUnit, scalac; RSpec, Minitest, RuboCop; PHPUnit, PHP_CodeSniffer, Composer."""

from tests.diagnosis_cases.case import Case, with_shifted

JAVA = 'import org.junit.Test;\nimport static org.junit.Assert.*;\n\npublic class CartTest {\n    @Test public void adds() {\n        assertEquals(3, 1 + 1);\n    }\n    @Test public void fine() {}\n    @Test public void raises() {\n        throw new IllegalStateException("boom");\n    }\n}\n'
JARS = "/usr/share/java/junit4.jar:/usr/share/java/hamcrest-core.jar"
JVM = (
    Case(
        "javac",
        "two errors",
        {
            "src/A.java": "class A {\n    int f() {\n        return x;\n    }\n    String g() {\n        return 1;\n    }\n}\n"
        },
        "javac src/A.java",
        "build",
        (("src/A.java", 3), ("src/A.java", 6)),
        (),
        "//",
    ),
    Case(
        "javac",
        "it does not parse",
        {"A.java": "class A {\n    int f( {\n}\n"},
        "javac A.java",
        "build",
        (("A.java", 2), ("A.java", 3)),
        (),
        "//",
    ),
    Case(
        "junit",
        "two fail",
        {"CartTest.java": JAVA},
        f"javac -cp {JARS} CartTest.java && java -cp {JARS}:. org.junit.runner.JUnitCore CartTest",
        "test",
        (("CartTest.java", 6), ("CartTest.java", 10)),
        ("CartTest.adds", "CartTest.raises"),
        "//",
    ),
    Case(
        "java",
        "an exception",
        {
            "A.java": 'class A {\n    public static void main(String[] a) {\n        throw new RuntimeException("boom");\n    }\n}\n'
        },
        "java A.java",
        "build",
        (("A.java", 3),),
        (),
        "//",
    ),
    Case(
        "scalac",
        "one error",
        {"A.scala": 'object A {\n  val x: Int = "x"\n}\n'},
        "scalac A.scala",
        "build",
        (("A.scala", 2),),
        (),
        "//",
    ),
)
SPEC = "describe 'cart' do\n  it 'adds' do\n    expect(1 + 1).to eq(3)\n  end\n\n  it 'is fine' do\n  end\n\n  context 'empty' do\n    it 'raises' do\n      raise 'boom'\n    end\n  end\nend\n"
MINI = "require 'minitest/autorun'\n\nclass CartTest < Minitest::Test\n  def test_adds\n    assert_equal 3, 1 + 1\n  end\n\n  def test_fine; end\n\n  def test_raises\n    raise 'boom'\n  end\nend\n"
RUBY = (
    *(
        Case(
            "rspec",
            f"two fail, {flags or 'plain'}",
            {"spec/cart_spec.rb": SPEC},
            f"rspec {flags}",
            "test",
            (("spec/cart_spec.rb", 3), ("spec/cart_spec.rb", 11)),
            ("cart adds", "cart empty raises"),
            "#",
        )
        for flags in ("", "--format documentation", "--force-color")
    ),
    Case(
        "rspec",
        "it does not load",
        {"spec/a_spec.rb": "require 'nowhere_at_all'\n"},
        "rspec",
        "test",
        (("spec/a_spec.rb", 1),),
        (),
        "#",
    ),
    Case(
        "minitest",
        "two fail",
        {"cart_test.rb": MINI},
        "ruby cart_test.rb --seed 1",
        "test",
        (("cart_test.rb", 5), ("cart_test.rb", 11)),
        ("CartTest#test_adds", "CartTest#test_raises"),
        "#",
    ),
    Case(
        "rubocop",
        "two offenses",
        {"a.rb": '# frozen_string_literal: true\n\nx = "a"\nputs  x\n'},
        "rubocop --cache false",
        "lint",
        (("a.rb", 3), ("a.rb", 4)),
    ),
    Case(
        "rubocop",
        "clang and colours",
        {"lib/a.rb": '# frozen_string_literal: true\n\nx = "a"\nputs  x\n'},
        "rubocop --cache false --color --format clang",
        "lint",
        (("lib/a.rb", 3), ("lib/a.rb", 4)),
    ),
    Case(
        "ruby",
        "an exception",
        {"a.rb": "def f\n  nil.upcase\nend\n\nf\n"},
        "ruby a.rb",
        "build",
        (("a.rb", 2),),
        (),
        "#",
    ),
    Case("ruby", "a syntax error", {"a.rb": "def f(\nend\n"}, "ruby a.rb", "build", (("a.rb", 2),), (), "#"),
    Case("bundler", "no such gem file", {"a.rb": ""}, "bundle exec true", "dependency"),
)
PHPTEST = "<?php\nuse PHPUnit\\Framework\\TestCase;\n\nfinal class CartTest extends TestCase\n{\n    public function testAdds(): void\n    {\n        $this->assertSame(3, 1 + 1);\n    }\n    public function testFine(): void\n    {\n        $this->assertTrue(true);\n    }\n    public function testRaises(): void\n    {\n        throw new RuntimeException('boom');\n    }\n}\n"
PHP = (
    Case(
        "phpunit",
        "two fail",
        {"tests/CartTest.php": PHPTEST},
        "phpunit tests",
        "test",
        (("tests/CartTest.php", 8), ("tests/CartTest.php", 16)),
        ("CartTest::testAdds", "CartTest::testRaises"),
    ),
    Case(
        "phpunit",
        "two fail, testdox",
        {"tests/CartTest.php": PHPTEST},
        "phpunit --colors=always tests",
        "test",
        (("tests/CartTest.php", 8), ("tests/CartTest.php", 16)),
        ("CartTest::testAdds", "CartTest::testRaises"),
    ),
    Case("php", "a syntax error", {"a.php": "<?php\n$x = ;\n"}, "php -l a.php", "build", (("a.php", 2),)),
    Case(
        "php",
        "an exception",
        {"a.php": "<?php\nfunction f() {\n    throw new Exception('boom');\n}\nf();\n"},
        "php a.php",
        "build",
        (("a.php", 3),),
    ),
    Case(
        "phpcs",
        "two errors",
        {"a.php": "<?php\nfunction f(){\n    return 1 ;\n}\n"},
        "phpcs --standard=PSR12 a.php",
        "lint",
    ),
    Case(
        "composer",
        "a broken file",
        {"composer.json": "{"},
        "composer validate --no-interaction",
        "configuration",
    ),
)
CASES = with_shifted(
    (
        *JVM,
        *RUBY,
        *PHP,
    )
)
VERSIONS = {
    "javac": "javac -version",
    "java": "java -version",
    "junit": "java -cp /usr/share/java/junit4.jar:/usr/share/java/hamcrest-core.jar junit.runner.Version",
    "scalac": "scalac -version",
    "rspec": "rspec --version",
    "minitest": "ruby -e 'require \"minitest\"; puts Minitest::VERSION'",
    "rubocop": "rubocop --version",
    "ruby": "ruby --version",
    "bundler": "bundle --version",
    "phpunit": "phpunit --version",
    "php": "php --version",
    "phpcs": "phpcs --version",
    "composer": "composer --version --no-interaction",
}
