"""Blind cases of a ninth round: Java, Scala and Haskell.

The round's rule: of each tool that the promise names and that is there, one or two ordinary failures, called
as its own documentation calls it first, but for what it takes to run without a network.
"""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "mvn",
        "a module's tests: a value and an exception",
        {
            "pom.xml": '<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>org.example</groupId>\n  <artifactId>bakery</artifactId>\n  <version>1.0</version>\n  <properties>\n    <maven.compiler.source>17</maven.compiler.source>\n    <maven.compiler.target>17</maven.compiler.target>\n    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>\n  </properties>\n  <dependencies>\n    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.13.2</version><scope>test</scope></dependency>\n  </dependencies>\n</project>\n',
            "src/main/java/org/example/bakery/Oven.java": "package org.example.bakery;\n\npublic class Oven {\n    private Integer degrees;\n\n    public int fahrenheit() {\n        return degrees * 9 / 5 + 32;\n    }\n\n    public static int loaves(int grams) {\n        return grams / 700;\n    }\n}\n",
            "src/test/java/org/example/bakery/OvenTest.java": "package org.example.bakery;\n\nimport static org.junit.Assert.assertEquals;\n\nimport org.junit.Test;\n\npublic class OvenTest {\n    @Test\n    public void loavesOfADough() {\n        assertEquals(3, Oven.loaves(2000));\n    }\n\n    @Test\n    public void isCold() {\n        assertEquals(32, new Oven().fahrenheit());\n    }\n\n    @Test\n    public void noLoaves() {\n        assertEquals(0, Oven.loaves(0));\n    }\n}\n",
        },
        "mvn -o -Dmaven.repo.local=/usr/share/maven-repo test",
        "test",
        (("org/example/bakery/OvenTest.java", 10), ("org/example/bakery/OvenTest.java", 15)),
        ("org.example.bakery.OvenTest.loavesOfADough", "org.example.bakery.OvenTest.isCold"),
    ),
    Case(
        "gradle",
        "a class that does not compile",
        {
            "settings.gradle": "rootProject.name = 'ferryboat'\n",
            "build.gradle": "plugins {\n    id 'java'\n}\n",
            "src/main/java/org/example/Deck.java": "package org.example;\n\nimport java.util.List;\n\npublic class Deck {\n    private final List<String> cars;\n\n    public int length() {\n        int metres = cars.size() * 4.5;\n        return metre;\n    }\n}\n",
        },
        "gradle --offline build",
        "build",
        (("src/main/java/org/example/Deck.java", 9), ("src/main/java/org/example/Deck.java", 10)),
        (),
    ),
    Case(
        "javac",
        "two classes",
        {
            "src/Pond.java": 'import java.util.List;\n\npublic class Pond {\n    private final List<String> fish = List.of("carp", 3);\n\n    public String first() {\n        return fish.get("0");\n    }\n}\n',
            "src/Angler.java": "public class Angler implements Runnable {\n    public void cast(Pond pond) {\n        pond.throwIn();\n    }\n}\n",
        },
        "javac -d out src/*.java",
        "build",
        (("src/Pond.java", 4), ("src/Pond.java", 7), ("src/Angler.java", 1), ("src/Angler.java", 3)),
        (),
    ),
    Case(
        "junit",
        "the console: a value, and a nested class whose set-up fails",
        {
            "test/org/example/TramTest.java": 'package org.example;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\n\nimport org.junit.jupiter.api.BeforeEach;\nimport org.junit.jupiter.api.Nested;\nimport org.junit.jupiter.api.Test;\n\nclass TramTest {\n    static int seats(int cars) {\n        return cars * 64;\n    }\n\n    @Test\n    void twoCars() {\n        assertEquals(130, seats(2));\n    }\n\n    @Test\n    void noCar() {\n        assertEquals(0, seats(0));\n    }\n\n    @Nested\n    class OnALine {\n        String line;\n\n        @BeforeEach\n        void setOut() {\n            line.trim();\n        }\n\n        @Test\n        void stops() {\n            assertEquals("7", line);\n        }\n    }\n}\n'
        },
        "CP=$(ls /usr/share/java/junit-jupiter*.jar /usr/share/java/junit-platform*.jar /usr/share/java/opentest4j*.jar /usr/share/java/apiguardian*.jar /usr/share/java/univocity*.jar /usr/share/java/picocli*.jar 2>/dev/null | tr '\\n' ':'); javac -d out -cp $CP $(find test -name '*.java') && java -cp out:$CP org.junit.platform.console.ConsoleLauncher --scan-classpath out",
        "test",
        (("org/example/TramTest.java", 16), ("org/example/TramTest.java", 30)),
        ("org.example.TramTest.twoCars", "org.example.TramTest$OnALine.stops"),
    ),
    Case(
        "testng",
        "two tests of a class, one with data",
        {
            "test/org/example/KiteTest.java": 'package org.example;\n\nimport static org.testng.Assert.assertEquals;\n\nimport org.testng.annotations.DataProvider;\nimport org.testng.annotations.Test;\n\npublic class KiteTest {\n    @DataProvider\n    public Object[][] winds() {\n        return new Object[][] {{2, false}, {5, true}};\n    }\n\n    @Test(dataProvider = "winds")\n    public void flies(int beaufort, boolean expected) {\n        assertEquals(beaufort > 5, expected);\n    }\n\n    @Test\n    public void hasATail() {\n        String tail = new String[] {"red"}[1];\n        assertEquals(tail, "red");\n    }\n}\n'
        },
        "CP=/usr/share/java/testng.jar:/usr/share/java/jcommander.jar:/usr/share/java/bsh.jar:/usr/share/java/snakeyaml.jar; javac -d out -cp $CP test/org/example/*.java && java -cp out:$CP org.testng.TestNG -testclass org.example.KiteTest",
        "test",
        (),
        (),
    ),
    Case(
        "scalac",
        "a class with three mistakes",
        {
            "Lighthouse.scala": 'class Lighthouse(height: Int) {\n  val flashes: List[Int] = List("3", "7")\n  def range: Double = math.sqrt(hight * 13)\n}\n\nobject Main extends App {\n  new Lighthouse(40).blink()\n}\n'
        },
        "mkdir out && scalac -d out Lighthouse.scala",
        "build",
        (("Lighthouse.scala", 2), ("Lighthouse.scala", 3), ("Lighthouse.scala", 7)),
        (),
    ),
    Case(
        "ghc",
        "a module with two mistakes",
        {
            "Main.hs": 'module Main where\n\nimport Data.List (sortOn)\n\ndata Bee = Bee { name :: String, age :: Int }\n\noldest :: [Bee] -> String\noldest bees = last (sortOn age bees)\n\nmain :: IO ()\nmain = do\n  putStrLn (oldest [Bee "Maja" 3])\n  putStrLn ("bees: " ++ count)\n'
        },
        "ghc Main.hs -o bees",
        "build",
        (("Main.hs", 13),),
        (),
    ),
)
VERSIONS: dict[str, str] = {}
