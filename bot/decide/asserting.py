"""Which lines assert something that may be otherwise. Pure.

Read by `vetting`, which counts them, and by those that see what a change puts around them.
"""

import re

_ASSERTION = re.compile(
    r"^\s*(assert\b|assert!|assert_|self\.assert|\$this->assert|Assert\.|assert\w*\(|assertThat|expect\(|expect |require\.|"
    r"EXPECT_|ASSERT_|XCTAssert|#expect|t\.(Error|Errorf|Fatal|Fatalf)\(|is\()"
)
_FIXED = r"(?:True|true|1|not\s+(?:False|0|None)|!false|\"[^\"\\]*\"|'[^'\\]*')"
_ALWAYS = re.compile(
    rf"^\s*assert!?\s*\(?\s*{_FIXED}\s*\)?\s*(?:,|;|#|$|or\b|\|\|)|"
    r"[aA]ssert(_|::)?[tT]rue\(\s*(true|True|1)\s*[,)|]|"
    r"expect\(\s*(true|1)\s*\)\.(toBe|toEqual|toBeTruthy|to\.be)|"
    r"^\s*(?:assert|expect|self\.assert|t\.).{0,300}(?:\bor\s+(?:True|1|not\s+(?:False|0|None))\b|\|\|\s*(?:true|1)\b)|"
    r"^\s*assert\s*\((?:[^()]|\([^()]*\)){1,300},\s*f?[\"'][^\"']*[\"']\s*\)\s*(?:#|$)|"
    r"^\s*assert!?\s*\(?\s*(?P<one>\w+)\s*==\s*(?P=one)\s*(?:,|#|\)|$)|"
    r"^\s*assert(?:_eq!|Equals?|_equal|Same)\s*\(?\s*(?P<same>\w+)\s*,\s*(?P=same)\s*\)"
)
"""What cannot fail: a fixed value, one or another, a pair of condition and message, a thing and itself."""
_LINE = 600
"""Characters of a line that are looked at."""


def asserts(line: str) -> bool:
    """Whether a line asserts something that may be otherwise."""
    return bool(_ASSERTION.match(line)) and not _ALWAYS.search(line[:_LINE])
