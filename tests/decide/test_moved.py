"""Tests that a runner finds no more where they were moved to; and moves that lose none."""

import pytest

from bot.decide.vetting import weakens
from tests.building import changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tests/test_cart.py", "tests/test_cart.txt"),
        ("tests/test_cart.py", "tests/test_cart.py.off"),
        ("tests/test_cart.py", "tests/cart.py"),
        ("tests/test_cart.py", "tests/.old/test_cart.py"),
        ("tests/test_cart.py", "tests/build/test_cart.py"),
        ("tests/test_cart.py", "attic/test_cart.py"),
        ("web/cart.test.ts", "web/cart.e2e.ts"),
        ("web/cart.test.ts", "node_modules/cart.test.ts"),
        ("web/cart.test.ts", "web/cart.test.txt"),
        ("src/test/java/CartTest.java", "src/main/java/CartTest.java"),
        ("src/test/java/CartTest.java", "src/test/java/CartIT.java"),
        ("src/test/java/CartTest.java", "src/test/java/CartCases.java"),
        ("spec/cart_spec.rb", "spec/cart_test.rb"),
        ("test/cart_test.exs", "test/cart_test.ex"),
        ("tests/cart.rs", "tests/old/cart.rs"),
        ("tests/cart.rs", "tests/cart.md"),
        ("tests/CartTest.php", "tests/CartTest.txt"),
        ("cart_test.go", "cart_windows_test.go"),
        ("cart_test.go", "cart_arm64_test.go"),
        ("cart/cart_test.go", "_cart/cart_test.go"),
        ("cart/cart_test.go", "cart/testdata/cart_test.go"),
    ],
)
def test_a_test_that_is_moved_out_of_sight_is_told(before: str, after: str) -> None:
    said = f"it moves the test file {before} to {after}, where it may not be found"
    assert (said,) == weakens((changed(after, status="renamed", previous=before),))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tests/test_cart.py", "tests/cart/test_total.py"),
        ("tests/test_cart.py", "tests/cart_test.py"),
        ("tests/test_cart.py", "shop/tests/test_cart.py"),
        ("web/__tests__/cart.test.ts", "web/cart.test.ts"),
        ("web/cart.test.js", "web/cart.spec.tsx"),
        ("src/test/java/CartTest.java", "src/test/kotlin/CartTests.kt"),
        ("test/cart_test.rb", "test/models/test_cart.rb"),
        ("tests/common.rs", "tests/common/mod.rs"),
        ("tests/cart.rs", "tests/cart/main.rs"),
        ("cart_windows_test.go", "cart_test.go"),
        ("cart_test.go", "internal/cart/cart_test.go"),
        ("build/test_cart.py", "build/tests/test_cart.py"),
        ("tests/data.json", "tests/data.yaml"),
        ("tests/cart.out", "tests/.cart.out"),
    ],
)
def test_a_test_that_is_found_where_it_is_now_is_not(before: str, after: str) -> None:
    assert () == weakens((changed(after, status="renamed", previous=before),))
