"""Blind cases of a seventh round: PHP and shells."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "phpunit",
        "a class's tests, as it is called by default",
        {
            "src/Slug.php": "<?php\n\ndeclare(strict_types=1);\n\nnamespace Acme\\Text;\n\nfinal class Slug\n{\n    public static function of(string $title): string\n    {\n        $slug = preg_replace('/[^a-z0-9]+/', '-', strtolower($title));\n\n        return trim($slug, '-');\n    }\n\n    public static function unique(string $title, array $taken): string\n    {\n        $slug = self::of($title);\n        while (in_array($slug, $taken, true)) {\n            $slug = self::next($slug);\n        }\n\n        return $slug;\n    }\n\n    private static function next(string $slug): string\n    {\n        return intdiv($slug, 1) . '-2';\n    }\n}\n",
            "tests/SlugTest.php": "<?php\n\ndeclare(strict_types=1);\n\nnamespace Acme\\Text\\Tests;\n\nuse Acme\\Text\\Slug;\nuse PHPUnit\\Framework\\TestCase;\n\nrequire_once __DIR__ . '/../src/Slug.php';\n\nfinal class SlugTest extends TestCase\n{\n    public function testWords(): void\n    {\n        self::assertSame('hello-world', Slug::of('Hello, World!'));\n    }\n\n    public function testUmlauts(): void\n    {\n        self::assertSame('groesse', Slug::of('Größe'));\n    }\n\n    public function testUnique(): void\n    {\n        self::assertSame('a-2', Slug::unique('A', ['a']));\n    }\n}\n",
        },
        "phpunit tests",
        "test",
        (
            ("tests/SlugTest.php", 21),
            ("src/Slug.php", 28),
        ),
        (
            "Acme\\Text\\Tests\\SlugTest::testUmlauts",
            "Acme\\Text\\Tests\\SlugTest::testUnique",
        ),
    ),
    Case(
        "phpunit",
        "by Composer's script with the project's configuration, two suites",
        {
            "composer.json": '{\n    "name": "acme/calendar",\n    "scripts": { "test": "phpunit --colors=never --testsuite unit,feature" },\n    "config": { "process-timeout": 60 }\n}\n',
            "phpunit.xml.dist": '<?xml version="1.0" encoding="UTF-8"?>\n<phpunit bootstrap="tests/bootstrap.php" failOnWarning="true" verbose="true">\n  <testsuites>\n    <testsuite name="unit"><directory>tests/Unit</directory></testsuite>\n    <testsuite name="feature"><directory>tests/Feature</directory></testsuite>\n  </testsuites>\n</phpunit>\n',
            "tests/bootstrap.php": "<?php\n\nspl_autoload_register(function (string $class): void {\n    $file = __DIR__ . '/../src/' . str_replace(['Acme\\\\Calendar\\\\', '\\\\'], ['', '/'], $class) . '.php';\n    if (is_file($file)) {\n        require $file;\n    }\n});\n",
            "src/Event.php": '<?php\n\nnamespace Acme\\Calendar;\n\nclass Event\n{\n    public function __construct(public string $title, public \\DateTimeImmutable $start, public int $minutes)\n    {\n        if ($minutes <= 0) {\n            throw new \\InvalidArgumentException("an event of $minutes minutes");\n        }\n    }\n\n    public function end(): \\DateTimeImmutable\n    {\n        return $this->start->modify("+{$this->minutes} hours");\n    }\n}\n',
            "tests/Unit/EventTest.php": "<?php\n\nnamespace Acme\\Calendar\\Tests\\Unit;\n\nuse Acme\\Calendar\\Event;\nuse PHPUnit\\Framework\\TestCase;\n\nclass EventTest extends TestCase\n{\n    /** @dataProvider ends */\n    public function testEnd(int $minutes, string $end): void\n    {\n        $event = new Event('Review', new \\DateTimeImmutable('2026-05-04 09:00'), $minutes);\n        $this->assertEquals($end, $event->end()->format('H:i'));\n    }\n\n    public function ends(): array\n    {\n        return ['half an hour' => [30, '09:30'], 'nothing' => [0, '09:00']];\n    }\n}\n",
            "tests/Feature/ExportTest.php": "<?php\n\nnamespace Acme\\Calendar\\Tests\\Feature;\n\nuse Acme\\Calendar\\Export;\nuse PHPUnit\\Framework\\TestCase;\n\nclass ExportTest extends TestCase\n{\n    public function testIsEmpty(): void\n    {\n        $this->assertSame('', (new Export())->text([]));\n    }\n\n    public function testLater(): void\n    {\n        $this->markTestIncomplete('later');\n    }\n}\n",
        },
        "COMPOSER_ALLOW_SUPERUSER=1 composer run-script --no-ansi test",
        "test",
        (
            ("src/Event.php", 10),
            ("tests/Unit/EventTest.php", 14),
            ("tests/Feature/ExportTest.php", 12),
        ),
        (
            'Acme\\Calendar\\Tests\\Unit\\EventTest::testEnd with data set "half an hour"',
            'Acme\\Calendar\\Tests\\Unit\\EventTest::testEnd with data set "nothing"',
            "Acme\\Calendar\\Tests\\Feature\\ExportTest::testIsEmpty",
        ),
    ),
    Case(
        "phpunit",
        "a test file that does not parse",
        {
            "tests/MenuTest.php": "<?php\n\nuse PHPUnit\\Framework\\TestCase;\n\nclass MenuTest extends TestCase\n{\n    public function testOpens(): void\n    {\n        $this->assertTrue(true)\n    }\n}\n",
            "tests/PageTest.php": "<?php\n\nuse PHPUnit\\Framework\\TestCase;\n\nclass PageTest extends TestCase\n{\n    public function testTitle(): void\n    {\n        $this->assertSame('a', 'a');\n    }\n}\n",
        },
        "phpunit --testdox tests",
        "test",
        (("tests/MenuTest.php", 10),),
    ),
    Case(
        "phpcs",
        "a standard and one file, by default",
        {
            "src/Router.php": "<?php\n\nnamespace Acme\\Http;\n\nclass router\n{\n    private $routes = array();\n\n    function add($path,$handler) {\n        $this->routes[$path]=$handler;\n    }\n\n    public function match($path)\n    {\n        foreach($this->routes as $route => $handler) {\n            if (strpos($path, $route) === 0) return $handler;\n        }\n        return null;\n    }\n}\n",
        },
        "phpcs --standard=PSR12 src",
        "lint",
        (
            ("src/Router.php", 5),
            ("src/Router.php", 9),
            ("src/Router.php", 10),
            ("src/Router.php", 15),
            ("src/Router.php", 16),
        ),
    ),
    Case(
        "phpcs",
        "by the project's own ruleset, with sources of what it says",
        {
            "phpcs.xml": '<?xml version="1.0"?>\n<ruleset name="Acme">\n  <file>app</file>\n  <arg name="basepath" value="."/>\n  <arg value="s"/>\n  <arg name="colors"/>\n  <rule ref="Generic.Arrays.DisallowLongArraySyntax"/>\n  <rule ref="Generic.Files.LineLength"><properties><property name="lineLimit" value="80"/></properties></rule>\n  <rule ref="Squiz.WhiteSpace.SuperfluousWhitespace"/>\n</ruleset>\n',
            "app/Cart/Totals.php": "<?php\n\nfunction totals(array $lines)\n{\n    $out = array();  \n    foreach ($lines as $line) {\n        $out[$line['currency']] = ($out[$line['currency']] ?? 0) + $line['cents'] * $line['count'];\n    }\n\n    return $out;\n}\n",
            "app/helpers.php": "<?php\n\n$rates = array('CHF' => 1);\n",
        },
        "phpcs --no-colors --report-width=100",
        "lint",
        (
            ("app/Cart/Totals.php", 5),
            ("app/helpers.php", 3),
        ),
    ),
    Case(
        "composer",
        "requirements that this machine does not meet",
        {
            "composer.json": '{\n    "name": "acme/reports",\n    "type": "project",\n    "require": {\n        "php": ">=8.9",\n        "ext-nowhere": "*"\n    },\n    "repositories": [{ "packagist.org": false }]\n}\n',
        },
        "export COMPOSER_ALLOW_SUPERUSER=1; composer install --no-interaction --prefer-dist --no-progress --no-ansi",
        "dependency",
    ),
    Case(
        "composer",
        "a script that is none, as a workflow's step calls it",
        {
            "composer.json": '{\n    "name": "acme/reports-ui",\n    "scripts": { "lint": "php -l src/index.php" },\n    "repositories": [{ "packagist.org": false }]\n}\n',
        },
        "COMPOSER_ALLOW_SUPERUSER=1 composer run-script --no-interaction --no-ansi phpstan",
        "configuration",
    ),
    Case(
        "composer",
        "a lock file that is not of this project, before an install",
        {
            "composer.json": '{\n    "name": "acme/shopfront",\n    "require": { "acme/money": "^2.0" },\n    "repositories": [{ "packagist.org": false }, { "type": "path", "url": "packages/money" }]\n}\n',
            "packages/money/composer.json": '{ "name": "acme/money", "version": "1.4.0" }\n',
            "composer.lock": '{\n    "_readme": ["This file locks the dependencies of your project to a known state"],\n    "content-hash": "0123456789abcdef0123456789abcdef",\n    "packages": [\n        {\n            "name": "acme/money",\n            "version": "1.4.0",\n            "dist": { "type": "path", "url": "packages/money", "reference": "abc" },\n            "type": "library"\n        }\n    ],\n    "packages-dev": [],\n    "aliases": [],\n    "minimum-stability": "stable",\n    "stability-flags": [],\n    "prefer-stable": false,\n    "prefer-lowest": false,\n    "platform": [],\n    "platform-dev": [],\n    "plugin-api-version": "2.3.0"\n}\n',
        },
        "export COMPOSER_ALLOW_SUPERUSER=1; composer install --no-interaction --prefer-dist --no-progress --no-ansi",
        "dependency",
    ),
    Case(
        "php",
        "a console's command that meets what it does not know",
        {
            "bin/console": "<?php\n\nrequire __DIR__ . '/../src/Migrations.php';\n\n$migrations = new Migrations(__DIR__ . '/../migrations');\nforeach ($migrations->pending($argv[1] ?? 'test') as $name) {\n    echo \"migrating $name\\n\";\n    $migrations->run($name);\n}\n",
            "src/Migrations.php": '<?php\n\nclass MigrationFailed extends RuntimeException\n{\n}\n\nclass Migrations\n{\n    public function __construct(private string $folder)\n    {\n    }\n\n    public function pending(string $env): array\n    {\n        return [\'2026_01_users\'];\n    }\n\n    public function run(string $name): void\n    {\n        $file = "$this->folder/$name.sql";\n        if (!is_file($file)) {\n            throw new MigrationFailed("no file for $name");\n        }\n    }\n}\n',
        },
        "php bin/console ci",
        "build",
        (("src/Migrations.php", 22),),
    ),
    Case(
        "php",
        "a step that lints every file",
        {
            "src/Mailer.php": "<?php\n\nfinal class Mailer\n{\n    public function send(string $to, string $text): bool\n    {\n        if ($to === '') {\n            return false;\n\n        return mail($to, 'Hello', $text);\n    }\n}\n",
            "src/Template.php": "<?php\n\nfunction render(array $values)\n{\n    return \"Hello {$values['name'}\";\n}\n",
            "src/ok.php": "<?php\n\nreturn ['debug' => false];\n",
        },
        "find src -name '*.php' -print0 | sort -z | xargs -0 -n1 php -l -d display_errors=1 -d log_errors=0",
        "build",
        (("src/Mailer.php", 13),),
    ),
    Case(
        "shellcheck",
        "a repository's scripts, by a plain call",
        {
            "install.sh": '#!/usr/bin/env bash\nset -eu\n\nprefix=${1-/usr/local}\nfor file in $(ls bin); do\n  install -m 755 bin/$file $prefix/bin\ndone\n\nif [ -n $DESTDIR ]; then\n  echo "installed to $DESTDIR"\nfi\n',
            "scripts/backup.sh": '#!/bin/sh\ntarget=/backup/$(date +%F)\ncd /srv/data\ntar czf "$target/data.tgz" . && echo "done" || echo "failed"\nsource ./notify.sh\n',
        },
        "shellcheck install.sh scripts/*.sh",
        "lint",
        (
            ("install.sh", 5),
            ("install.sh", 6),
            ("install.sh", 9),
            ("scripts/backup.sh", 3),
            ("scripts/backup.sh", 5),
        ),
    ),
    Case(
        "shellcheck",
        "all that git knows, as GCC prints it, by a step of a workflow",
        {
            "ci/deploy.sh": '#!/bin/bash\nfunction deploy {\n  local host=$1\n  ssh $host "cd /srv && git pull"\n  local version=$(ssh "$host" cat /srv/VERSION)\n  echo "deployed $version" >> deploy.log\n  hosts=( $(cat hosts.txt) )\n  rm -rf "$ROOT/"*\n}\ndeploy $@\n',
            "ci/notify.sh": '#!/bin/bash\nmessage="deployed"\ncurl -fsS -d "text=$mesage" "$HOOK"\nread line\necho $[ 1 + 1 ]\n',
        },
        "git init -q . && git add -A && git ls-files '*.sh' | xargs shellcheck --format=gcc --severity=style",
        "lint",
        (
            ("ci/deploy.sh", 4),
            ("ci/deploy.sh", 5),
            ("ci/deploy.sh", 7),
            ("ci/deploy.sh", 8),
            ("ci/deploy.sh", 10),
            ("ci/notify.sh", 2),
            ("ci/notify.sh", 3),
            ("ci/notify.sh", 4),
            ("ci/notify.sh", 5),
        ),
    ),
    Case(
        "shellcheck",
        "a script without an ending beside one with styles and warnings",
        {
            "bin/entrypoint": '#!/bin/sh\nset -e\nif [ "$1" = "serve" ]; then\n  exec gunicorn app:app\nelif [ "$1" = migrate ] then\n  exec flask db upgrade\nfi\n',
            "bin/wait.sh": "#!/bin/sh\nfor i in `seq 1 10`; do\n  nc -z $HOST 5432 && exit 0\n  sleep 1\ndone\nexit 1\n",
        },
        "shellcheck bin/*",
        "lint",
        (
            ("bin/entrypoint", 5),
            ("bin/wait.sh", 2),
            ("bin/wait.sh", 3),
        ),
    ),
    Case(
        "bash",
        "a deploy script that stops at a variable nobody set",
        {
            "ci/publish.sh": '#!/usr/bin/env bash\nset -euo pipefail\n\necho "publishing ${GITHUB_REF_NAME:-main}"\nversion=$(cat VERSION)\narchive="shop-${version}.tar.gz"\ntar czf "$archive" VERSION\necho "uploading $archive to ${BUCKET_URL}/releases"\n',
            "VERSION": "4.2.0\n",
        },
        "bash ci/publish.sh",
        "build",
        (("ci/publish.sh", 8),),
    ),
    Case(
        "bash",
        "a step of a workflow whose tool is not installed, in a function of a library",
        {
            "ci/lib.sh": 'log() { echo "[$(date +%H)] $*" | sed \'s/\\[..\\]/[ci]/\'; }\n\nrender() {\n  log "rendering $1"\n  mdbook-nowhere build "$1"\n}\n',
            "ci/docs.sh": "#!/bin/bash\nset -e\n. ci/lib.sh\nlog start\nrender docs\nlog done\n",
        },
        "set -e; bash -e ci/docs.sh",
        "configuration",
        (("ci/lib.sh", 5),),
    ),
    Case(
        "bash",
        "a script that does not parse",
        {
            "scripts/matrix.sh": '#!/bin/bash\nfor version in 3.10 3.11; do\n  if [[ $version == 3.11 ]]; then\n    echo "newest"\n  else\n    echo "older"\ndone\necho "all"\n',
        },
        "bash scripts/matrix.sh",
        "build",
        (("scripts/matrix.sh", 7),),
    ),
)
VERSIONS: dict[str, str] = {}
