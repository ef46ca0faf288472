"""Blind cases of a seventh round: the JVM's builds, compilers and tests."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "mvn",
        "tests of a module, as it is called by default",
        {
            "pom.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>org.acme.library</groupId>\n  <artifactId>parcel-rates</artifactId>\n  <version>1.3.0-SNAPSHOT</version>\n  <properties>\n    <maven.compiler.source>17</maven.compiler.source>\n    <maven.compiler.target>17</maven.compiler.target>\n    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>\n  </properties>\n  <dependencies>\n    <dependency>\n      <groupId>junit</groupId>\n      <artifactId>junit</artifactId>\n      <version>4.x</version>\n      <scope>test</scope>\n    </dependency>\n  </dependencies>\n</project>\n',
            "src/main/java/org/acme/rates/Rates.java": 'package org.acme.rates;\n\nimport java.util.NavigableMap;\nimport java.util.TreeMap;\n\npublic final class Rates {\n    private final NavigableMap<Integer, Integer> cents = new TreeMap<>();\n\n    public Rates() {\n        cents.put(500, 390);\n        cents.put(2000, 590);\n        cents.put(10000, 990);\n    }\n\n    public int of(int grams) {\n        if (grams <= 0) {\n            throw new IllegalArgumentException("grams: " + grams);\n        }\n        return cents.ceilingEntry(grams).getValue();\n    }\n}\n',
            "src/test/java/org/acme/rates/RatesTest.java": 'package org.acme.rates;\n\nimport static org.junit.Assert.assertEquals;\nimport static org.junit.Assert.assertThrows;\n\nimport org.junit.Test;\n\npublic class RatesTest {\n    private final Rates rates = new Rates();\n\n    @Test\n    public void smallParcels() {\n        assertEquals(390, rates.of(500));\n    }\n\n    @Test\n    public void mediumParcels() {\n        assertEquals("501 g", 490, rates.of(501));\n    }\n\n    @Test\n    public void tooHeavy() {\n        assertEquals(0, rates.of(31_500));\n    }\n\n    @Test\n    public void nothing() {\n        assertThrows(IllegalArgumentException.class, () -> rates.of(0));\n    }\n}\n',
        },
        "mvn -o -s /etc/maven/settings-debian.xml test",
        "test",
        (
            ("org/acme/rates/RatesTest.java", 18),
            ("org/acme/rates/RatesTest.java", 23),
        ),
        (
            "org.acme.rates.RatesTest.mediumParcels",
            "org.acme.rates.RatesTest.tooHeavy",
        ),
    ),
    Case(
        "mvn",
        "a build of several modules in batch mode, the second does not compile",
        {
            "pom.xml": '<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>org.acme</groupId>\n  <artifactId>observatory</artifactId>\n  <version>2.0.0</version>\n  <packaging>pom</packaging>\n  <modules>\n    <module>core</module>\n    <module>dome</module>\n    <module>web</module>\n  </modules>\n  <properties>\n    <maven.compiler.source>17</maven.compiler.source>\n    <maven.compiler.target>17</maven.compiler.target>\n    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>\n  </properties>\n</project>\n',
            "core/pom.xml": '<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n  <parent><groupId>org.acme</groupId><artifactId>observatory</artifactId><version>2.0.0</version></parent>\n  <artifactId>core</artifactId>\n</project>\n',
            "core/src/main/java/org/acme/core/Angle.java": "package org.acme.core;\n\npublic record Angle(double degrees) {\n    public Angle plus(Angle other) {\n        return new Angle((degrees + other.degrees) % 360);\n    }\n}\n",
            "dome/pom.xml": '<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n  <parent><groupId>org.acme</groupId><artifactId>observatory</artifactId><version>2.0.0</version></parent>\n  <artifactId>dome</artifactId>\n  <dependencies>\n    <dependency><groupId>org.acme</groupId><artifactId>core</artifactId><version>${project.version}</version></dependency>\n  </dependencies>\n</project>\n',
            "dome/src/main/java/org/acme/dome/Dome.java": "package org.acme.dome;\n\nimport java.util.List;\nimport org.acme.core.Angle;\n\npublic class Dome implements Runnable {\n    private Angle azimuth = new Angle(0);\n\n    public void turn(double degrees) {\n        azimuth = azimuth.plus(degrees);\n    }\n\n    public List<String> log() {\n        return List.of(azimuth);\n    }\n}\n",
            "web/pom.xml": '<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n  <parent><groupId>org.acme</groupId><artifactId>observatory</artifactId><version>2.0.0</version></parent>\n  <artifactId>web</artifactId>\n  <dependencies>\n    <dependency><groupId>org.acme</groupId><artifactId>dome</artifactId><version>${project.version}</version></dependency>\n  </dependencies>\n</project>\n',
            "web/src/main/java/org/acme/web/Page.java": "package org.acme.web;\n\npublic interface Page {\n    String html();\n}\n",
        },
        "mvn --batch-mode --no-transfer-progress -o -s /etc/maven/settings-debian.xml -fae verify",
        "build",
        (
            ("dome/src/main/java/org/acme/dome/Dome.java", 6),
            ("dome/src/main/java/org/acme/dome/Dome.java", 10),
            ("dome/src/main/java/org/acme/dome/Dome.java", 14),
        ),
    ),
    Case(
        "mvn",
        "a dependency that no repository has",
        {
            "pom.xml": '<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>org.acme</groupId>\n  <artifactId>mailer</artifactId>\n  <version>0.9.0</version>\n  <properties>\n    <maven.compiler.source>17</maven.compiler.source>\n    <maven.compiler.target>17</maven.compiler.target>\n  </properties>\n  <dependencies>\n    <dependency>\n      <groupId>org.acme.nowhere</groupId>\n      <artifactId>templates</artifactId>\n      <version>4.2.0</version>\n    </dependency>\n  </dependencies>\n</project>\n',
            "src/main/java/org/acme/Mail.java": "package org.acme;\n\nclass Mail {}\n",
        },
        "mvn -B -ntp -o -s /etc/maven/settings-debian.xml package",
        "dependency",
    ),
    Case(
        "gradle",
        "tests of a project that shows them in full",
        {
            "settings.gradle": "rootProject.name = 'roster'\n",
            "build.gradle": "plugins { id 'java' }\n\nrepositories { flatDir { dirs '/usr/share/java' } }\n\ndependencies { testCompile files('/usr/share/java/junit4.jar', '/usr/share/java/hamcrest-core.jar') }\n\ntest { testLogging { exceptionFormat = 'full' } }\n",
            "src/main/java/org/acme/roster/Roster.java": "package org.acme.roster;\n\nimport java.util.ArrayList;\nimport java.util.List;\n\npublic class Roster {\n    private final List<String> names = new ArrayList<>();\n\n    public void add(String name) {\n        names.add(name.trim());\n    }\n\n    public String onDuty(int week) {\n        return names.get(week % names.size());\n    }\n}\n",
            "src/test/java/org/acme/roster/RosterTest.java": 'package org.acme.roster;\n\nimport static org.junit.Assert.assertEquals;\nimport static org.junit.Assert.assertNull;\n\nimport org.junit.Before;\nimport org.junit.Test;\n\npublic class RosterTest {\n    private Roster roster;\n\n    @Before\n    public void fill() {\n        roster = new Roster();\n    }\n\n    @Test\n    public void nobodyIsOnDuty() {\n        assertNull(roster.onDuty(1));\n    }\n\n    @Test\n    public void trims() {\n        roster.add(" Ada ");\n        assertEquals("Ada ", roster.onDuty(0));\n    }\n\n    @Test\n    public void rotates() {\n        roster.add("Ada");\n        roster.add("Grace");\n        assertEquals("Grace", roster.onDuty(3));\n    }\n}\n',
        },
        "gradle --offline --no-daemon test",
        "test",
        (
            ("org/acme/roster/Roster.java", 14),
            ("org/acme/roster/RosterTest.java", 25),
        ),
        (
            "org.acme.roster.RosterTest.nobodyIsOnDuty",
            "org.acme.roster.RosterTest.trims",
        ),
    ),
    Case(
        "gradle",
        "a workflow's build of two projects, Java does not compile",
        {
            "settings.gradle": "rootProject.name = 'fleet'\ninclude 'model', 'api'\n",
            "build.gradle": "subprojects {\n  apply plugin: 'java'\n  sourceCompatibility = 11\n}\n",
            "model/src/main/java/org/acme/fleet/Truck.java": "package org.acme.fleet;\n\npublic class Truck {\n    private final String plate;\n    private int axles;\n\n    public Truck(String plate, int axles) {\n        this.plate = plate;\n        this.axles = axles;\n    }\n\n    public String plate() {\n        return plate;\n    }\n}\n",
            "api/build.gradle": "dependencies { compile project(':model') }\n",
            "api/src/main/java/org/acme/fleet/api/Tolls.java": "package org.acme.fleet.api;\n\nimport java.util.Optional;\nimport org.acme.fleet.Truck;\n\npublic class Tolls {\n    public int toll(Truck truck) {\n        return truck.axles * 250;\n    }\n\n    public Optional<Truck> find(String plate) {\n        Truck truck = new Truck(plate);\n        return truck;\n    }\n}\n",
        },
        "gradle --offline --no-daemon --console=plain clean build",
        "build",
        (
            ("api/src/main/java/org/acme/fleet/api/Tolls.java", 8),
            ("api/src/main/java/org/acme/fleet/api/Tolls.java", 12),
            ("api/src/main/java/org/acme/fleet/api/Tolls.java", 13),
        ),
    ),
    Case(
        "gradle",
        "a task that is none, asked for by a workflow",
        {
            "settings.gradle": "rootProject.name = 'billboard'\n",
            "build.gradle": "apply plugin: 'java'\n",
        },
        "gradle --offline --no-daemon --console=plain spotlessCheck test",
        "configuration",
    ),
    Case(
        "javac",
        "several classes by a plain call",
        {
            "src/org/acme/chess/Piece.java": "package org.acme.chess;\n\npublic abstract class Piece {\n    protected final boolean white;\n\n    protected Piece(boolean white) {\n        this.white = white;\n    }\n\n    public abstract boolean mayMove(int dx, int dy);\n}\n",
            "src/org/acme/chess/Rook.java": "package org.acme.chess;\n\npublic class Rook extends Piece {\n    @Override\n    public boolean mayMove(int dx, long dy) {\n        return dx == 0 ^ dy == 0;\n    }\n}\n",
            "src/org/acme/chess/Board.java": "package org.acme.chess;\n\nimport java.util.Map;\n\npublic class Board {\n    private final Map<String, Piece> pieces = new HashMap<>();\n\n    public Piece at(String square) {\n        Piece piece = pieces.get(square);\n        if (piece = null) {\n            throw new NoSuchFieldException(square);\n        }\n        return piece.white;\n    }\n}\n",
        },
        "javac -d out $(find src -name '*.java' | sort)",
        "build",
        (
            ("src/org/acme/chess/Board.java", 6),
            ("src/org/acme/chess/Board.java", 10),
            ("src/org/acme/chess/Board.java", 13),
            ("src/org/acme/chess/Rook.java", 3),
            ("src/org/acme/chess/Rook.java", 4),
        ),
    ),
    Case(
        "javac",
        "by ant, as an older project's workflow does",
        {
            "build.xml": '<project name="planetarium" default="jar">\n  <target name="compile">\n    <mkdir dir="build/classes"/>\n    <javac srcdir="src" destdir="build/classes" includeantruntime="false" debug="on">\n      <compilerarg value="-Xlint:unchecked"/>\n    </javac>\n  </target>\n  <target name="jar" depends="compile">\n    <jar destfile="build/planetarium.jar" basedir="build/classes"/>\n  </target>\n</project>\n',
            "src/org/acme/sky/Star.java": "package org.acme.sky;\n\npublic class Star {\n    private String name;\n\n    public String getName() { return name; }\n}\n",
            "src/org/acme/sky/Catalogue.java": "package org.acme.sky;\n\nimport java.util.*;\n\npublic class Catalogue {\n    private List stars = new ArrayList();\n\n    public void add(Star star) {\n        stars.add(star);\n    }\n\n    public Star brightest() {\n        return Collections.max(stars, Comparator.comparing(Star::getMagnitude));\n    }\n\n    public String name(int i) {\n        Star star = stars.get(i);\n        return star.getName()\n    }\n}\n",
        },
        "ant",
        "build",
        (("src/org/acme/sky/Catalogue.java", 18),),
    ),
    Case(
        "javac",
        "an import of what is not on the class path, in several files",
        {
            "src/org/acme/feed/Feed.java": "package org.acme.feed;\n\nimport com.fasterxml.nowhere.ObjectMapper;\nimport java.io.IOException;\n\npublic class Feed {\n    private final ObjectMapper mapper = new ObjectMapper();\n\n    public Entry read(String json) throws IOException {\n        return mapper.readValue(json, Entry.class);\n    }\n}\n",
            "src/org/acme/feed/Entry.java": "package org.acme.feed;\n\npublic class Entry {\n    public final String title;\n\n    public Entry(String title) {\n        title = title;\n    }\n\n    @Overide\n    public String toString() {\n        return title;\n    }\n}\n",
        },
        "javac -encoding UTF-8 -Xlint -d out src/org/acme/feed/*.java",
        "build",
        (
            ("src/org/acme/feed/Feed.java", 3),
            ("src/org/acme/feed/Feed.java", 7),
            ("src/org/acme/feed/Entry.java", 10),
        ),
    ),
    Case(
        "junit",
        "JUnit 5 by its console launcher, as it prints by default",
        {
            "src/org/acme/playlist/Playlist.java": "package org.acme.playlist;\n\nimport java.util.ArrayDeque;\nimport java.util.Deque;\n\npublic class Playlist {\n    private final Deque<String> songs = new ArrayDeque<>();\n\n    public void add(String song) {\n        songs.push(song);\n    }\n\n    public String next() {\n        return songs.pop();\n    }\n}\n",
            "test/org/acme/playlist/PlaylistTest.java": 'package org.acme.playlist;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\nimport static org.junit.jupiter.api.Assertions.assertTrue;\n\nimport org.junit.jupiter.api.BeforeEach;\nimport org.junit.jupiter.api.Test;\n\nclass PlaylistTest {\n    private Playlist playlist;\n\n    @BeforeEach\n    void create() {\n        playlist = new Playlist();\n    }\n\n    @Test\n    void playsInOrder() {\n        playlist.add("first");\n        playlist.add("second");\n        assertEquals("first", playlist.next());\n    }\n\n    @Test\n    void endsQuietly() {\n        assertTrue(playlist.next().isEmpty(), "no song is left");\n    }\n\n    @Test\n    void playsTheOnlyOne() {\n        playlist.add("only");\n        assertEquals("only", playlist.next());\n    }\n}\n',
        },
        "CP=$(ls /usr/share/java/junit-jupiter*.jar /usr/share/java/junit-platform*.jar /usr/share/java/opentest4j*.jar /usr/share/java/apiguardian*.jar /usr/share/java/univocity*.jar /usr/share/java/picocli*.jar 2>/dev/null | tr '\\n' ':'); javac -d out -cp $CP $(find src test -name '*.java') && java -cp out:$CP org.junit.platform.console.ConsoleLauncher --scan-classpath out --disable-banner --disable-ansi-colors",
        "test",
        (
            ("org/acme/playlist/Playlist.java", 14),
            ("org/acme/playlist/PlaylistTest.java", 21),
        ),
        (
            "org.acme.playlist.PlaylistTest.playsInOrder",
            "org.acme.playlist.PlaylistTest.endsQuietly",
        ),
    ),
    Case(
        "junit",
        "JUnit 4: setting up once fails for one class, a timeout in another",
        {
            "test/org/acme/probe/ProbeTest.java": 'package org.acme.probe;\n\nimport static org.junit.Assert.assertEquals;\n\nimport java.io.IOException;\nimport java.nio.file.Files;\nimport java.nio.file.Path;\nimport org.junit.BeforeClass;\nimport org.junit.Test;\n\npublic class ProbeTest {\n    static String settings;\n\n    @BeforeClass\n    public static void read() throws IOException {\n        settings = Files.readString(Path.of("probe.properties"));\n    }\n\n    @Test\n    public void hasRate() {\n        assertEquals("rate=5", settings);\n    }\n}\n',
            "test/org/acme/probe/PollTest.java": "package org.acme.probe;\n\nimport static org.junit.Assert.assertArrayEquals;\n\nimport org.junit.Test;\n\npublic class PollTest {\n    @Test(timeout = 200)\n    public void polls() throws InterruptedException {\n        while (true) {\n            Thread.sleep(10);\n        }\n    }\n\n    @Test\n    public void rows() {\n        assertArrayEquals(new int[] {1, 2}, new int[] {1, 3});\n    }\n}\n",
        },
        "CP=/usr/share/java/junit4.jar:/usr/share/java/hamcrest-core.jar; javac -d out -cp $CP test/org/acme/probe/*.java && java -cp out:$CP org.junit.runner.JUnitCore org.acme.probe.ProbeTest org.acme.probe.PollTest",
        "test",
        (
            ("org/acme/probe/ProbeTest.java", 16),
            ("org/acme/probe/PollTest.java", 17),
            ("org/acme/probe/PollTest.java", 11),
        ),
        (
            "org.acme.probe.ProbeTest",
            "org.acme.probe.PollTest.rows",
            "org.acme.probe.PollTest.polls",
        ),
    ),
    Case(
        "junit",
        "JUnit 5 with a name of its own and a nested class",
        {
            "test/org/acme/iban/IbanTest.java": 'package org.acme.iban;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\n\nimport org.junit.jupiter.api.DisplayName;\nimport org.junit.jupiter.api.Nested;\nimport org.junit.jupiter.api.Test;\n\nclass IbanTest {\n    static String country(String iban) {\n        return iban.substring(0, 2);\n    }\n\n    @Test\n    @DisplayName("knows the country")\n    void knowsCountry() {\n        assertEquals("de", country("DE68 2105"));\n    }\n\n    @Nested\n    class WhenShort {\n        @Test\n        void isRefused() {\n            assertEquals("", country("D"));\n        }\n\n        @Test\n        void isFine() {\n            assertEquals("CH", country("CH"));\n        }\n    }\n}\n',
        },
        "CP=$(ls /usr/share/java/junit-jupiter*.jar /usr/share/java/junit-platform*.jar /usr/share/java/opentest4j*.jar /usr/share/java/apiguardian*.jar /usr/share/java/univocity*.jar /usr/share/java/picocli*.jar 2>/dev/null | tr '\\n' ':'); javac -d out -cp $CP $(find test -name '*.java') && java -cp out:$CP org.junit.platform.console.ConsoleLauncher --scan-classpath out --disable-banner --disable-ansi-colors",
        "test",
        (
            ("org/acme/iban/IbanTest.java", 17),
            ("org/acme/iban/IbanTest.java", 11),
        ),
        (
            "org.acme.iban.IbanTest.knowsCountry",
            "org.acme.iban.IbanTest$WhenShort.isRefused",
        ),
    ),
    Case(
        "testng",
        "a class by its command line, told one by one",
        {
            "test/org/acme/stock/StockTest.java": 'package org.acme.stock;\n\nimport java.util.HashMap;\nimport java.util.Map;\nimport org.testng.Assert;\nimport org.testng.annotations.BeforeMethod;\nimport org.testng.annotations.Test;\n\npublic class StockTest {\n    private Map<String, Integer> stock;\n\n    @BeforeMethod\n    public void fill() {\n        stock = new HashMap<>();\n        stock.put("nails", 100);\n    }\n\n    @Test\n    public void isCounted() {\n        Assert.assertEquals(stock.get("nails").intValue(), 99, "after one was sold");\n    }\n\n    @Test\n    public void isEmptyOfScrews() {\n        Assert.assertTrue(stock.get("screws") == 0);\n    }\n\n    @Test\n    public void hasNails() {\n        Assert.assertTrue(stock.containsKey("nails"));\n    }\n}\n',
        },
        "CP=/usr/share/java/testng.jar:/usr/share/java/jcommander.jar:/usr/share/java/bsh.jar:/usr/share/java/snakeyaml.jar; javac -d out -cp $CP test/org/acme/stock/*.java && java -cp out:$CP org.testng.TestNG -verbose 2 -testclass org.acme.stock.StockTest",
        "test",
        (
            ("org/acme/stock/StockTest.java", 20),
            ("org/acme/stock/StockTest.java", 25),
        ),
        (
            "isCounted",
            "isEmptyOfScrews",
        ),
    ),
    Case(
        "testng",
        "by a suite's file with groups, several expectations at once",
        {
            "testng.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<suite name="Nightly" verbose="2">\n  <test name="orders">\n    <groups><run><include name="fast"/></run></groups>\n    <packages><package name="org.acme.orders"/></packages>\n  </test>\n</suite>\n',
            "test/org/acme/orders/OrderTest.java": 'package org.acme.orders;\n\nimport java.util.List;\nimport org.testng.Assert;\nimport org.testng.annotations.Test;\nimport org.testng.asserts.SoftAssert;\n\npublic class OrderTest {\n    @Test(groups = "fast")\n    public void hasLines() {\n        SoftAssert soft = new SoftAssert();\n        soft.assertEquals(List.of("a", "b").size(), 3, "lines");\n        soft.assertTrue("EUR".isEmpty(), "currency");\n        soft.assertAll();\n    }\n\n    @Test(groups = "slow")\n    public void isSent() {\n        Assert.fail("never run");\n    }\n}\n',
            "test/org/acme/orders/RefundTest.java": 'package org.acme.orders;\n\nimport org.testng.annotations.Test;\n\npublic class RefundTest {\n    @Test(groups = {"fast", "refunds"})\n    public void isRounded() {\n        int cents = Integer.parseInt("12.5");\n        assert cents == 12;\n    }\n}\n',
        },
        "CP=/usr/share/java/testng.jar:/usr/share/java/jcommander.jar:/usr/share/java/bsh.jar:/usr/share/java/snakeyaml.jar; javac -d out -cp $CP test/org/acme/orders/*.java && java -cp out:$CP org.testng.TestNG testng.xml",
        "test",
        (
            ("org/acme/orders/OrderTest.java", 14),
            ("org/acme/orders/RefundTest.java", 8),
        ),
        (
            "hasLines",
            "isRounded",
        ),
    ),
    Case(
        "scalac",
        "a few classes by a plain call",
        {
            "src/sail/Boat.scala": 'package sail\n\ncase class Boat(name: String, metres: Double)\n\nobject Fleet {\n  val boats: List[Boat] = List(Boat("Aurora", 9.5), Boat("Borea", "12"))\n\n  def longest: Boat = boats.maxBy(_.length)\n\n  def names: Seq[Int] = boats.map(_.name)\n}\n',
            "src/sail/Crew.scala": "package sail\n\ntrait Sailor { def name: String; def years: Int }\n\nclass Skipper(val name: String) extends Sailor {\n  def sail(boat: Boat): Unit = boat match {\n    case Boat(n) => println(n)\n  }\n}\n",
        },
        "mkdir -p out && scalac -d out src/sail/*.scala",
        "build",
        (
            ("src/sail/Boat.scala", 6),
            ("src/sail/Boat.scala", 8),
            ("src/sail/Boat.scala", 10),
            ("src/sail/Crew.scala", 7),
        ),
    ),
    Case(
        "scalac",
        "a file that does not parse among others, with features that are asked for",
        {
            "src/main/scala/cube/Cube.scala": "package cube\n\nobject Cube {\n  def turn(face: Char, times: Int = 1): String = {\n    val moves = for (i <- 1 to times yield face\n    moves.mkString\n  }\n}\n",
            "src/main/scala/cube/Solver.scala": "package cube\n\nobject Solver {\n  def solve(moves: List[String]): Int = moves.size\n}\n",
        },
        "mkdir -p out && scalac -deprecation -feature -unchecked -Xfatal-warnings -d out $(find src -name '*.scala' | sort)",
        "build",
        (
            ("src/main/scala/cube/Cube.scala", 5),
            ("src/main/scala/cube/Cube.scala", 6),
        ),
    ),
)
VERSIONS: dict[str, str] = {}
