"""What package managers, and tools that do not even begin, complain of."""

from tests.orient.diagnosis.formats import Row

LOGS: tuple[Row, ...] = (
    (
        "nox: a Python that is not there",
        "nox > Running session lint-3.8\nnox > Session lint-3.8 failed: Python interpreter 3.8 not found.\n",
        "configuration",
        "nox",
        (),
        (),
    ),
    (
        "pyright: settings that cannot be parsed, and nothing else",
        'Config file "/app/pyrightconfig.json" could not be parsed. Verify that JSON is correct.\n'
        "0 errors, 0 warnings, 0 informations\n",
        "configuration",
        "pyright",
        (("pyrightconfig.json", None),),
        (),
    ),
    (
        "pre-commit: an environment of pip's",
        "An unexpected error has occurred: CalledProcessError: command: ('/c/bin/python', '-mpip', 'install', '.')\n"
        "return code: 1\nstderr:\n    ERROR: Could not find a version that satisfies the requirement ghost\n"
        "Check the log at /c/pre-commit.log\n",
        "dependency",
        "pip",
        (),
        (),
    ),
    (
        "pre-commit: an environment of npm's",
        "An unexpected error has occurred: CalledProcessError: command: ('/usr/bin/npm', 'install', '-g')\n"
        "return code: 1\nCheck the log at /c/pre-commit.log\n",
        "dependency",
        "pre-commit",
        (),
        (),
    ),
    (
        "sphinx: what autodoc cannot import, where warnings are errors",
        "WARNING: autodoc: failed to import class 'Fee' from module 'pay.fee'; the following exception was raised:\n"
        "Traceback (most recent call last):\n"
        '  File "/usr/lib/python3/dist-packages/sphinx/ext/autodoc/importer.py", line 9, in import_object\n    x\n'
        '  File "/app/src/pay/fee.py", line 6, in <module>\n    FEE = 1 / 0\nZeroDivisionError: division by zero\n'
        "build finished with problems, 1 warning (with warnings treated as errors).\n",
        "build",
        "sphinx",
        (("src/pay/fee.py", 6),),
        (),
    ),
    (
        "rubocop: an extension that is not installed",
        "cannot load such file -- rubocop-ghost\n"
        "/usr/lib/gems/rubocop-1.60.2/lib/rubocop/feature_loader.rb:46:in `rescue in load'\n",
        "configuration",
        "rubocop",
        (),
        (),
    ),
    (
        "bundler: a lock file that may not be changed",
        "You are trying to install in deployment mode after changing\nyour Gemfile. Run `bundle install` elsewhere\n\n"
        "You have added to the Gemfile:\n* rack\n",
        "dependency",
        "bundler",
        (),
        (),
    ),
    (
        "bundler 2.5: a lock file that may not be changed",
        "The dependencies in your gemfile changed, but the lockfile can't be updated because frozen mode is set\n",
        "dependency",
        "bundler",
        (),
        (),
    ),
    (
        "bundler: a program that is none of the bundle's",
        "bundler: command not found: standardrb\nInstall missing gem executables with `bundle install`\n",
        "configuration",
        "bundler",
        (),
        (),
    ),
    (
        "composer: a lock file that is not the project's",
        "Warning: The lock file is not up to date with the latest changes in composer.json.\n"
        '- Required (in require-dev) package "ghost/till" is not present in the lock file.\n',
        "dependency",
        "composer",
        (),
        (),
    ),
    (
        "composer: a script that is none",
        'In RunScriptCommand.php line 98:\n\n  Script "cs" is not defined in this package  \n\n',
        "configuration",
        "composer",
        (),
        (),
    ),
    (
        "mix: dependencies that were not fetched",
        "Unchecked dependencies for environment dev:\n* till (Hex package)\n  the dependency is not available\n"
        "** (Mix) Can't continue due to errors on dependencies\n",
        "dependency",
        "mix",
        (),
        (),
    ),
    (
        "gradle 7: a task that is none",
        "* What went wrong:\nTask 'ktlint' not found in root project 'till'. Some candidates are: 'lint'.\n\n* Try:\n",
        "configuration",
        "gradle",
        (),
        (),
    ),
    (
        "gradle 8: a task that is none",
        "* What went wrong:\n"
        "Cannot locate tasks that match ':pay:lint' as task 'lint' not found in project ':pay'.\n\n* Try:\n",
        "configuration",
        "gradle",
        (),
        (),
    ),
    (
        "go: a module that its sums do not have",
        "pay/fee.go:7:2: missing go.sum entry for module providing package ghost.test/till; to add:\n\tgo get shop/pay\n",
        "dependency",
        "go",
        (("pay/fee.go", 7),),
        (),
    ),
    (
        "cmake: its own module complains of what the repository asks for",
        "CMake Error at /usr/share/cmake-3.28/Modules/FindPackageHandleStandardArgs.cmake:230 (message):\n"
        "  Could NOT find CURL (missing: CURL_LIBRARY)\nCall Stack (most recent call first):\n"
        "  /usr/share/cmake-3.28/Modules/FindCURL.cmake:9 (_FPHSA_FAILURE_MESSAGE)\n"
        "  cmake/Net.cmake:4 (find_package)\n  CMakeLists.txt:12 (include)\n\n\n-- Configuring incomplete\n",
        "configuration",
        "cmake",
        (("cmake/Net.cmake", 4),),
        (),
    ),
    (
        "cmake: its own module, asked by nobody it names",
        "CMake Error at /usr/share/cmake-3.28/Modules/FindCURL.cmake:9 (message):\n  no\n\n-- Configuring incomplete\n",
        "configuration",
        "cmake",
        (),
        (),
    ),
)
