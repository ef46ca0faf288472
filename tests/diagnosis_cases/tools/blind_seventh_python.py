"""Blind cases of a seventh round: the tools that issue 6 names, in the ways that teams run them in CI.

Its frame was set before any case was written. The tools: of those that the issue lists, all that run here
without a network, from PyPI, npm and Debian, and what docs/diagnosis.md lists that is about as common:

- Python: pytest, pytest-cov, coverage, unittest, tox, nox; ruff, flake8, pylint, black, isort, bandit; mypy,
  pyright; pip, uv, Poetry, pre-commit; Sphinx, yamllint; Python itself
- JavaScript: jest, vitest, mocha, karma, Playwright, Node's own runner; ESLint, Prettier, Stylelint, tsc; webpack,
  vite; npm, Yarn, pnpm, Turborepo
- Go, cargo, rustc, clippy, rustfmt; GCC, Clang, make, CMake, CTest, ninja, GoogleTest
- Maven, Gradle, javac, JUnit, TestNG, scalac, kotlinc
- RSpec, minitest, RuboCop, Bundler; PHPUnit, PHP_CodeSniffer, Composer, PHP; prove
- GHC, Cabal; Mix, ExUnit, EUnit, Common Test; ShellCheck, bash; Terraform

Not to be had here: golangci-lint, PHPStan, sbt, Stack, dotnet, xcodebuild, and a daemon for docker.

Three cases a tool, two or one where it has little to say: a plain run by default of a small project with a usual
mistake; the way a workflow runs it, with its flags, scripts and noise; and another kind of failure of it. Each
expectation was written from the project and the tool's own output before anything here read the log.
"""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "pytest",
        "a garage's fees, two of a class fail, as it is called by default",
        {
            "parking/__init__.py": "",
            "parking/fees.py": 'from dataclasses import dataclass\nfrom datetime import datetime, timedelta\n\n\n@dataclass(frozen=True)\nclass Tariff:\n    first_hour: int\n    further_hour: int\n    daily_cap: int\n\n\nCITY = Tariff(first_hour=300, further_hour=200, daily_cap=2000)\n\n\ndef fee(entered: datetime, left: datetime, tariff: Tariff = CITY) -> int:\n    """The fee in cents for the time between entering and leaving."""\n    stay = left - entered\n    if stay < timedelta(0):\n        raise ValueError(f"left before entering: {stay}")\n    hours = stay // timedelta(hours=1)\n    return min(tariff.first_hour + tariff.further_hour * (hours - 1), tariff.daily_cap)\n',
            "tests/__init__.py": "",
            "tests/test_fees.py": 'from datetime import datetime, timedelta\n\nimport pytest\n\nfrom parking.fees import CITY, fee\n\nNINE = datetime(2026, 3, 2, 9, 0)\n\n\nclass TestFee:\n    def test_first_hour(self):\n        assert fee(NINE, NINE + timedelta(hours=1)) == 300\n\n    def test_started_hour_counts(self):\n        left = NINE + timedelta(hours=1, minutes=5)\n        assert fee(NINE, left) == 500\n\n    def test_free_quarter(self):\n        assert fee(NINE, NINE + timedelta(minutes=10)) == 0\n\n    @pytest.mark.parametrize("hours", [12, 20])\n    def test_cap(self, hours):\n        assert fee(NINE, NINE + timedelta(hours=hours)) == CITY.daily_cap\n\n\ndef test_left_before_entering():\n    with pytest.raises(ValueError, match="left before"):\n        fee(NINE, NINE - timedelta(minutes=1))\n',
        },
        "python -m pytest",
        "test",
        (
            ("tests/test_fees.py", 16),
            ("tests/test_fees.py", 19),
        ),
        (
            "tests/test_fees.py::TestFee::test_started_hour_counts",
            "tests/test_fees.py::TestFee::test_free_quarter",
        ),
    ),
    Case(
        "pytest",
        "a workflow's step: all cores, short traces, coverage and a report, with warnings",
        {
            "pyproject.toml": '[project]\nname = "tramboard"\nversion = "0.4.0"\nrequires-python = ">=3.10"\n\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\npythonpath = ["src"]\naddopts = "-ra --strict-markers"\n\n[tool.coverage.run]\nsource = ["tramboard"]\nbranch = true\n',
            "src/tramboard/__init__.py": '"""Departures of trams."""\n',
            "src/tramboard/clock.py": "from datetime import datetime\n\n\ndef utcnow() -> datetime:\n    return datetime.utcfromtimestamp(0)\n",
            "src/tramboard/api.py": 'import json\nimport warnings\n\nfrom tramboard.clock import utcnow\n\n\nclass BoardError(RuntimeError):\n    """The operator\'s answer cannot be shown."""\n\n\ndef parse(payload: str) -> list[dict]:\n    try:\n        rows = json.loads(payload)["departures"]\n    except KeyError as exc:\n        raise BoardError(f"no {exc} in the answer") from exc\n    return [normalised(row) for row in rows]\n\n\ndef normalised(row: dict) -> dict:\n    line, _, direction = row["line"].partition(" > ")\n    if "delay" not in row:\n        warnings.warn("operators without delays are deprecated", DeprecationWarning, stacklevel=2)\n    return {"line": int(line), "direction": direction, "at": row["at"] + row.get("delay", 0), "read": utcnow()}\n',
            "tests/conftest.py": 'import pytest\n\n\n@pytest.fixture\ndef payload():\n    return \'{"departures": [{"line": "4 > Harbour", "at": 600}, {"line": "N8 > Depot", "at": 660, "delay": 60}]}\'\n',
            "tests/test_api.py": 'import pytest\n\nfrom tramboard.api import BoardError, normalised, parse\n\n\ndef test_parses_all(payload):\n    assert len(parse(payload)) == 2\n\n\ndef test_delay_is_added():\n    row = normalised({"line": "4 > Harbour", "at": 600, "delay": 60})\n    assert row["at"] == 660\n\n\ndef test_without_departures():\n    with pytest.raises(BoardError, match="departures"):\n        parse(\'{"stops": []}\')\n\n\n@pytest.mark.parametrize("line", ["1 > A", "2 > B", "12 > C"])\ndef test_lines(line):\n    assert normalised({"line": line, "at": 0})["line"] > 0\n',
            "tests/test_direction.py": 'from tramboard.api import normalised\n\n\ndef test_direction_of_a_loop():\n    row = normalised({"line": "9", "at": 30})\n    assert row["direction"] == "loop"\n',
        },
        'echo "::group::Run tests"; python -m pytest -n auto --tb=short -q --cov --cov-report=term --cov-report=xml --junitxml=junit.xml',
        "test",
        (
            ("src/tramboard/api.py", 23),
            ("tests/test_direction.py", 6),
        ),
        (
            "tests/test_api.py::test_parses_all",
            "tests/test_direction.py::test_direction_of_a_loop",
        ),
    ),
    Case(
        "pytest",
        "a database that cannot be set up, for several files",
        {
            "museum/__init__.py": "",
            "museum/models.py": 'from sqlalchemy import ForeignKey, String\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\nclass Exhibition(Base):\n    __tablename__ = "exhibition"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n    title: Mapped[str] = mapped_column(String(80))\n    tickets: Mapped[list["Ticket"]] = relationship(back_populates="exhibition")\n\n\nclass Ticket(Base):\n    __tablename__ = "ticket"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibitions.id"))\n    exhibition: Mapped[Exhibition] = relationship(back_populates="tickets")\n',
            "tests/conftest.py": 'import pytest\nfrom sqlalchemy import create_engine\nfrom sqlalchemy.orm import Session\n\nfrom museum.models import Base\n\n\n@pytest.fixture(scope="session")\ndef engine():\n    engine = create_engine("sqlite://")\n    Base.metadata.create_all(engine)\n    return engine\n\n\n@pytest.fixture\ndef session(engine):\n    with Session(engine) as session:\n        yield session\n        session.rollback()\n',
            "tests/test_exhibitions.py": 'from museum.models import Exhibition\n\n\ndef test_is_stored(session):\n    session.add(Exhibition(title="Amber"))\n    session.flush()\n    assert session.query(Exhibition).count() == 1\n',
            "tests/test_tickets.py": 'from museum.models import Ticket\n\n\ndef test_has_no_exhibition(session):\n    ticket = Ticket()\n    session.add(ticket)\n    assert ticket.exhibition is None\n\n\ndef test_repr():\n    assert "Ticket" in repr(Ticket)\n',
        },
        "PYTHONPATH=. pytest -v --maxfail=10 --tb=short",
        "test",
        (("tests/conftest.py", 11),),
        (
            "tests/test_exhibitions.py::test_is_stored",
            "tests/test_tickets.py::test_has_no_exhibition",
        ),
    ),
    Case(
        "pytest-cov",
        "too little by a workflow's limit, all tests pass",
        {
            "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "-q --cov=snow --cov-report=term-missing:skip-covered --cov-fail-under=85"\npythonpath = ["."]\n',
            "snow/__init__.py": "",
            "snow/depth.py": "def depth(samples):\n    if not samples:\n        return 0\n    return sum(samples) / len(samples)\n",
            "snow/report.py": 'from snow.depth import depth\n\n\ndef grade(samples):\n    centimetres = depth(samples)\n    if centimetres > 40:\n        return "deep"\n    return "thin"\n\n\ndef text(name, samples):\n    return f"{name}: {grade(samples)}"\n',
            "tests/test_snow.py": 'from snow.depth import depth\nfrom snow.report import grade\n\n\ndef test_depth():\n    assert depth([10, 20]) == 15\n\n\ndef test_thin():\n    assert grade([3]) == "thin"\n',
        },
        "python -m pytest tests",
        "test",
        (
            ("snow/depth.py", 3),
            ("snow/report.py", 7),
            ("snow/report.py", 12),
        ),
    ),
    Case(
        "coverage",
        "combined from parallel runs, less than was asked for",
        {
            ".coveragerc": "[run]\nbranch = True\nparallel = True\nsource = lock\n\n[report]\nfail_under = 95\nshow_missing = True\n",
            "lock/__init__.py": "",
            "lock/pins.py": "def opens(pins, key):\n    for pin, cut in zip(pins, key):\n        if pin != cut:\n            return False\n    return len(pins) == len(key)\n\n\ndef pick(pins):\n    for cuts in range(10 ** len(pins)):\n        key = [int(c) for c in str(cuts).zfill(len(pins))]\n        if opens(pins, key):\n            return key\n",
            "tests/__init__.py": "",
            "tests/test_pins.py": "import unittest\n\nfrom lock.pins import opens\n\n\nclass PinsTest(unittest.TestCase):\n    def test_opens(self):\n        self.assertTrue(opens([1, 2], [1, 2]))\n\n    def test_stays_locked(self):\n        self.assertFalse(opens([1, 2], [1, 3]))\n",
        },
        "set -e\ncoverage run -m unittest -v\ncoverage combine\ncoverage report\ncoverage xml -q",
        "test",
        (("lock/pins.py", 9),),
    ),
    Case(
        "unittest",
        "a podcast's feed, found and verbose",
        {
            "podcast/__init__.py": "",
            "podcast/feed.py": 'import xml.etree.ElementTree as ET\n\n\ndef episodes(text):\n    root = ET.fromstring(text)\n    return [\n        {"title": item.findtext("title"), "seconds": seconds(item.findtext("duration"))}\n        for item in root.iter("item")\n    ]\n\n\ndef seconds(duration):\n    total = 0\n    for part in duration.split(":"):\n        total = total * 60 + int(part)\n    return total\n',
            "tests/__init__.py": "",
            "tests/test_feed.py": 'import unittest\n\nfrom podcast.feed import episodes, seconds\n\nFEED = """<rss><channel>\n<item><title>Pilot</title><duration>31:07</duration></item>\n<item><title>Trailer</title></item>\n</channel></rss>"""\n\n\nclass SecondsTest(unittest.TestCase):\n    def test_minutes(self):\n        self.assertEqual(seconds("31:07"), 1867)\n\n    def test_hours(self):\n        self.assertEqual(seconds("1:00:01"), 3661)\n\n    def test_fractions(self):\n        self.assertAlmostEqual(seconds("0:59"), 59.5, places=1)\n\n\nclass EpisodesTest(unittest.TestCase):\n    def test_titles(self):\n        titles = [episode["title"] for episode in episodes(FEED)]\n        self.assertEqual(titles, ["Pilot", "Trailer"])\n',
        },
        "python -m unittest discover -v",
        "test",
        (
            ("tests/test_feed.py", 16),
            ("tests/test_feed.py", 19),
            ("podcast/feed.py", 14),
        ),
        (
            "tests.test_feed.SecondsTest.test_hours",
            "tests.test_feed.SecondsTest.test_fractions",
            "tests.test_feed.EpisodesTest.test_titles",
        ),
    ),
    Case(
        "unittest",
        "by coverage, quietly, with parts of tests and logs of what is tested",
        {
            "setup.cfg": "[coverage:run]\nsource = courier\n",
            "courier/__init__.py": "",
            "courier/zones.py": 'import logging\n\nlog = logging.getLogger(__name__)\nZONES = {"10": "centre", "12": "north", "14": "harbour"}\n\n\ndef zone(postcode):\n    found = ZONES.get(postcode[:2])\n    if found is None:\n        log.warning("no zone for %s, it is delivered by mail", postcode)\n    return found\n\n\ndef price(postcode, grams):\n    base = {"centre": 300, "north": 450, "harbour": 500}[zone(postcode)]\n    return base + max(0, grams - 1000) // 500 * 50\n',
            "courier/tests/__init__.py": "",
            "courier/tests/test_zones.py": 'import logging\nimport unittest\n\nfrom courier import zones\n\nlogging.basicConfig(format="%(levelname)s %(name)s %(message)s")\n\n\nclass ZoneTests(unittest.TestCase):\n    def test_known(self):\n        for postcode, expected in (("10115", "centre"), ("12049", "north"), ("14193", "west")):\n            with self.subTest(postcode=postcode):\n                self.assertEqual(expected, zones.zone(postcode))\n\n    def test_unknown_is_logged(self):\n        with self.assertLogs("courier.zones", level="WARNING") as logs:\n            zones.zone("99999")\n        self.assertIn("99999", logs.output[0])\n\n\nclass PriceTests(unittest.TestCase):\n    def test_heavy(self):\n        self.assertEqual(400, zones.price("10115", 2000))\n\n    def test_abroad(self):\n        with self.assertRaises(ValueError):\n            zones.price("CH-8001", 100)\n',
        },
        "coverage run -m unittest -q courier.tests.test_zones && coverage report",
        "test",
        (
            ("courier/tests/test_zones.py", 13),
            ("courier/zones.py", 15),
        ),
        (
            "courier.tests.test_zones.ZoneTests.test_known",
            "courier.tests.test_zones.PriceTests.test_abroad",
        ),
    ),
    Case(
        "unittest",
        "a name that cannot be imported, a decorator that is called wrongly",
        {
            "chess/__init__.py": "",
            "chess/board.py": 'FILES = "abcdefgh"\n\n\ndef square(name):\n    return FILES.index(name[0]), int(name[1]) - 1\n',
            "chess/tests/__init__.py": "",
            "chess/tests/test_board.py": 'import unittest\n\nfrom chess.board import square\n\n\nclass SquareTest(unittest.TestCase):\n    def test_corner(self):\n        self.assertEqual((7, 7), square("h8"))\n',
            "chess/tests/test_moves.py": 'import unittest\n\nfrom chess.board import square, knight_moves\n\n\nclass KnightTest(unittest.TestCase):\n    def test_corner(self):\n        self.assertEqual({(1, 2), (2, 1)}, set(knight_moves(square("a1"))))\n',
            "chess/tests/test_pgn.py": 'import unittest\n\n\nclass PgnTest(unittest.TestCase):\n    @unittest.skipUnless("no engine")\n    def test_engine(self):\n        self.fail()\n',
        },
        "python -m unittest discover --start-directory chess/tests --top-level-directory . --buffer",
        "test",
        (
            ("chess/tests/test_moves.py", 3),
            ("chess/tests/test_pgn.py", 5),
        ),
        (
            "chess.tests.test_moves",
            "chess.tests.test_pgn",
        ),
    ),
    Case(
        "tox",
        "one environment, the package is built and installed",
        {
            "pyproject.toml": '[build-system]\nrequires = ["setuptools>=68"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "seismo"\nversion = "1.2.0"\nrequires-python = ">=3.9"\n\n[tool.setuptools]\npackage-dir = {"" = "src"}\npackages = ["seismo"]\n',
            "tox.ini": "[tox]\nenv_list = py39, py310, py311\n\n[testenv]\ndeps =\n    pytest\ncommands =\n    pytest {posargs}\n",
            "src/seismo/__init__.py": "from seismo.magnitude import moment\n",
            "src/seismo/magnitude.py": 'from math import log10\n\n\ndef moment(newton_metres):\n    """The moment magnitude."""\n    return round(2 / 3 * log10(newton_metres) - 6.07, 1)\n',
            "tests/test_magnitude.py": 'import pytest\n\nfrom seismo import moment\n\n\n@pytest.mark.parametrize(("energy", "magnitude"), [(1e18, 5.9), (4e22, 9.1), (3.5e15, 4.4)])\ndef test_moment(energy, magnitude):\n    assert moment(energy) == magnitude\n\n\ndef test_nothing_moves():\n    assert moment(0) == 0\n',
        },
        "tox -e py311",
        "test",
        (
            ("tests/test_magnitude.py", 8),
            ("tests/test_magnitude.py", 12),
        ),
        (
            "tests/test_magnitude.py::test_moment[4e+22-9.1]",
            "tests/test_magnitude.py::test_moment[3500000000000000.0-4.4]",
            "tests/test_magnitude.py::test_nothing_moves",
        ),
    ),
    Case(
        "tox",
        "the environments of a matrix' entry: style passes, types do not",
        {
            "tox.ini": "[tox]\nrequires = tox>=4\nenv_list = lint, type, py{310,311}\n\n[gh]\npython =\n    3.11 = lint, type\n\n[testenv:lint]\ndescription = run linters\nskip_install = true\ndeps = ruff\ncommands = ruff check {posargs:greenhouse}\n\n[testenv:type]\ndescription = run type checks\nskip_install = true\ndeps = mypy\ncommands = mypy {posargs:--strict greenhouse}\n",
            "greenhouse/__init__.py": "",
            "greenhouse/sensor.py": '"""Sensors of humidity."""\n\nfrom collections.abc import Iterator\n\n\nclass Sensor:\n    def __init__(self, pin: int) -> None:\n        self.pin = pin\n\n    def readings(self) -> Iterator[float]:\n        yield self.pin / 10\n',
            "greenhouse/valve.py": '"""Valves that open when it is dry."""\n\nfrom greenhouse.sensor import Sensor\n\n\ndef is_dry(sensor: Sensor, limit: float = 0.3) -> bool:\n    return max(sensor.readings(), default=None) < limit\n\n\ndef open_valve(sensor: Sensor, seconds):\n    if is_dry(sensor, limit="0.3"):\n        print(f"open for {seconds} s")\n',
        },
        "tox run -e lint,type",
        "types",
        (
            ("greenhouse/valve.py", 7),
            ("greenhouse/valve.py", 10),
            ("greenhouse/valve.py", 11),
        ),
    ),
    Case(
        "tox",
        "a dependency that is not to be had, in two of three",
        {
            "tox.ini": '[tox]\nenv_list = unit, integration, docs\nskip_missing_interpreters = true\n\n[testenv]\nrunner = virtualenv\nskip_install = true\n\n[testenv:unit]\ncommands = python -m unittest discover -s tests\n\n[testenv:integration]\ndeps =\n    requests==2.99.0\ncommands = python -m unittest discover -s integration\n\n[testenv:docs]\ndeps = -r docs/requirements.txt\ncommands = python -c "import alabaster"\n',
            "docs/requirements.txt": "alabaster>=0.7\nsphinx-theme-of-ours-internal==1.*\n",
            "tests/__init__.py": "",
            "tests/test_fine.py": "import unittest\n\n\nclass FineTest(unittest.TestCase):\n    def test_fine(self):\n        pass\n",
        },
        "tox",
        "dependency",
    ),
    Case(
        "nox",
        "a session that installs and tests",
        {
            "noxfile.py": 'import nox\n\n\n@nox.session(python=["3.11"])\ndef tests(session: nox.Session) -> None:\n    """Run the tests."""\n    session.install("pytest", "attrs")\n    session.run("pytest", "-q", *session.posargs)\n',
            "wallet.py": "import attrs\n\n\n@attrs.define\nclass Wallet:\n    cents: int = attrs.field(default=0, validator=attrs.validators.ge(0))\n\n    def pay(self, cents: int) -> None:\n        self.cents -= cents\n",
            "test_wallet.py": "import pytest\n\nfrom wallet import Wallet\n\n\n@pytest.fixture\ndef wallet():\n    return Wallet(500)\n\n\ndef test_pays(wallet):\n    wallet.pay(200)\n    assert wallet == Wallet(200)\n\n\ndef test_cannot_owe(wallet):\n    wallet.pay(900)\n",
        },
        "nox",
        "test",
        (
            ("test_wallet.py", 13),
            ("wallet.py", 9),
        ),
        (
            "test_wallet.py::test_pays",
            "test_wallet.py::test_cannot_owe",
        ),
    ),
    Case(
        "nox",
        "linting in a workflow, the tests are not reached",
        {
            "noxfile.py": 'import nox\n\nnox.options.sessions = ["lint", "tests"]\nnox.options.stop_on_first_error = True\nnox.options.reuse_existing_virtualenvs = True\n\n\n@nox.session\ndef lint(session: nox.Session) -> None:\n    session.install("ruff", "codespell")\n    session.run("codespell", "src", "README.md")\n    session.run("ruff", "check", "src")\n    session.run("ruff", "format", "--check", "src")\n\n\n@nox.session(python=["3.10", "3.11"])\ndef tests(session: nox.Session) -> None:\n    session.install("pytest")\n    session.run("pytest")\n',
            "README.md": "# Stargazer\n\nFinds the planets that are up tonight.\n",
            "src/stargazer/planets.py": '"""Planets that are up."""\n\nimport math\nimport sys\nfrom typing import Optional\n\n\ndef altitude(declination: float, latitude: float, hour_angle: float) -> Optional[float]:\n    try:\n        s = math.sin(declination) * math.sin(latitude)\n        c = math.cos(declination) * math.cos(latitude) * math.cos(hour_angle)\n        return math.asin(s + c)\n    except:\n        return None\n\n\ndef is_up(altitude: float) -> bool:\n    l = altitude > 0\n    return l == True\n',
        },
        'echo "Run pipx run nox -s lint tests"; nox --non-interactive -s lint tests',
        "lint",
        (
            ("src/stargazer/planets.py", 4),
            ("src/stargazer/planets.py", 8),
            ("src/stargazer/planets.py", 13),
        ),
    ),
    Case(
        "nox",
        "a Python that the runner lacks",
        {
            "noxfile.py": 'import nox\n\n\n@nox.session(python=["3.7", "3.14"])\ndef tests(session: nox.Session) -> None:\n    session.install(".")\n    session.run("python", "-m", "unittest")\n',
        },
        "nox --download-python never --session tests",
        "configuration",
    ),
)
VERSIONS: dict[str, str] = {}
