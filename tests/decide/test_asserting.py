"""Lines that assert something, and those that only look so."""

import pytest

from bot.decide.asserting import asserts


@pytest.mark.parametrize(
    "line",
    [
        "    assert total() == 3",
        "    assert True is total()",
        '    assert ("a" "b") in str(error)',
        "    assert (total() == 3), 'total'",
        "    assert_eq!(3, total());",
        "    expect(total() || 3).toBe(3)",
        "    assertEquals(3, total());",
        "    assert one == other",
        "    assert order or refund",
        "    await expect(total()).resolves.toBe(3)",
        "    return expect(total()).rejects.toThrow()",
        "    expect(total())",
        "    expect(total()).not.toBe(3);",
        "    expect(three).toBe('three')",
        "    self::assertSame(3, $total);",
        "    Assert::same(3, $total);",
        "    CHECK(total() == 3);",
        "  return RUN_ALL_TESTS();",
        "    REQUIRE_THROWS_AS(total(), Unfit);",
        "    BOOST_CHECK_EQUAL(total(), 3);",
        "    Expect(total()).To(Equal(3))",
        "    refute total()",
        "    refute_nil total",
        "    is_expected.to eq 3",
        "    prop_assert_eq!(total(), 3);",
        "    total.Should().Be(3);",
        "    total().should.equal(3)",
        '  [ "$status" -eq 0 ]',
        '  [[ "$output" == 3 ]]',
        "    assert total() == total(1)",
        "    assert (total(), 3) == cart",
        "    assert x if y else z",
    ],
)
def test_what_may_fail_asserts(line: str) -> None:
    assert asserts(line)


@pytest.mark.parametrize(
    "line",
    [
        "    total()",
        "    assert True",
        "    assert 1  # later",
        "    assert not False, 'x'",
        "    assert True or total() == 3",
        "    assert total() == 3 or True",
        "    assert(True or total() == 3)",
        "    assert (total() == 3, 'total')",
        "    assert 3 == 3",
        "    assert_eq!(3, 3);",
        "    assertEquals(3, 3);",
        "    assert!(true || total() == 3);",
        "    expect(total() === 3 || true).toBe(true)",
        "    assert 'later'",
        "    assert (total() == 3,)",
        "    assert [total() == 3]",
        "    assert total() == 3 if CI else True",
        "    assert lambda: total() == 3",
        "    assert total() == total()",
        "    assertEquals(total(), total());",
        "    expect(3).toBe(3)",
        "    expect('a').toEqual('a')",
        "    expect(total()).toEqual(expect.anything())",
        "    expect(total());",
        "    expect(total(of(cart))).toBe;",
        "    expect(total()).resolves.toBe(3)",
        "    CHECK_NOFAIL(total() == 3);",
        "  [ 1, 2 ]",
    ],
)
def test_what_cannot_fail_asserts_nothing(line: str) -> None:
    assert not asserts(line)


@pytest.mark.parametrize(
    "line",
    [
        "assert (" + "(" * 50_000,
        "assert " + "or " * 50_000,
        "assert '" + "x" * 90_000,
        "expect(" + "()" * 50_000,
        "[ " + "$ " * 50_000,
    ],
)
def test_a_line_made_to_take_for_ever_does_not(line: str) -> None:
    assert asserts(line) in (True, False)
