"""Blind cases of which not everything that their logs tell is told yet, as they were first read."""

SIXTH = frozenset(
    {
        ("clippy", "denied groups, tests included, shortly"),
        ("coverage", "of unittest, two modules under the limit"),
        ("go", "tables, a parallel test, logs that speak of failing, through tee"),
        ("test-unit", "data, setting up and a difference"),
        ("yamllint", "workflows and charts, strictly, coloured"),
    }
)
"""Of the sixth round, what was not learnt yet."""
SEVENTH = frozenset(
    {
        ("mocha", "time that runs out, and what nobody caught"),
        ("pytest-cov", "too little by a workflow's limit, all tests pass"),
        ("webpack", "TypeScript and styles for production, as npm calls it"),
        ("yamllint", "on a runner, strictly, it knows by itself where it is"),
    }
)
"""Of the seventh."""
EIGHTH = frozenset(
    {
        ("alembic", "two heads of a migration's tree"),
        ("ant", "its task of JUnit, told in short"),
        ("astro", "pages whose frontmatter does not fit"),
        ("build", "a backend that refuses the project's file"),
        ("cargo", "documentation with links to nothing, warnings denied"),
        ("check", "a suite that forks: a value, a crash, one that never ends"),
        ("cmocka", "two tests of a group, a set up that fails"),
        ("criterion", "assertions of two suites, one crashes"),
        ("deptry", "what is imported and not asked for, what is asked for and not used"),
        ("django", "its checks of models and addresses, before the tests"),
        ("djlint", "templates of a page"),
        ("go", "a table with names, what is cleaned up fails, a panic in a goroutine"),
        ("gotestsum", "dots, what failed and a package that does not build, with a report"),
        ("graphql-codegen", "a query that asks for what its schema does not have"),
        ("hatch", "a script of an environment that is none"),
        ("javadoc", "comments that its doclint refuses"),
        ("just", "a module of the repository in which a variable is none"),
        ("lerna", "a script of all packages that have one, linting fails in one"),
        ("luacheck", "globals and what is not used, of a plugin"),
        ("make", "each package's tests by a loop, all of them are run"),
        ("meson", "its own tests, with the logs of those that failed"),
        ("minitest", "told by the reporters of a gem, specifications"),
        ("npm-run-all", "scripts side by side, each line says whose it is"),
        (
            "phpunit",
            "doubles that were not called, exceptions that are not thrown, by a configuration that stops",
        ),
        ("playwright", "an interface's tests in two projects, a hook and a step fail, as a list"),
        ("publint", "what a package points to is not there"),
        ("pytest", "a notebook whose cell raises"),
        ("pytest", "a worker that dies under a test, another whose test fails"),
        ("pytest", "an interface of FastAPI's, told by sugar"),
        (
            "pytest",
            "coroutines in the automatic mode: a client that cannot be set up, a task that takes too long",
        ),
        ("pytest", "told at once and then in a table"),
        ("python", "a program's own smoke test in a container's way, its log as JSON"),
        ("rollup", "TypeScript by its plugin, a library whose types do not fit"),
        ("shunit2", "functions of a script, two tests fail"),
        ("stestr", "tests of a service run in parallel, two fail"),
        ("task", "a task of a workspace: the types of its command line"),
        ("terraform", "its own tests: an assertion, an input that is refused"),
        ("tsd", "declarations that say otherwise than the tests of types"),
        ("typos", "words of code and documents"),
        ("valgrind", "what is read after its end, and what is never freed"),
        ("vite", "a component of Vue whose template is not closed"),
        ("vitest", "fixtures that throw, tests side by side, projects with names in a monorepo"),
        ("webpack", "a client and a server, each with an error of its own"),
    }
)
"""Of the eighth."""
