"""Blind cases of a seventh round: Python itself, Kotlin, YAML and Terraform."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "python",
        "a script of a workflow that meets what it does not know",
        {
            "scripts/release_notes.py": '"""Writes the notes of a release from its changes."""\n\nimport json\nimport pathlib\nimport sys\n\nKINDS = {"feat": "Features", "fix": "Fixes"}\n\n\ndef section(kind, changes):\n    lines = [f"## {KINDS[kind]}"]\n    return lines + [f"- {change[\'title\']} (#{change[\'number\']})" for change in changes]\n\n\ndef notes(path):\n    changes = json.loads(pathlib.Path(path).read_text())\n    out = []\n    for kind, rows in sorted(changes.items()):\n        out += section(kind, rows)\n    return "\\n".join(out)\n\n\nif __name__ == "__main__":\n    print(notes(sys.argv[1]))\n',
            "changes.json": '{"fix": [{"title": "Round down", "number": 12}], "perf": [{"title": "Cache", "number": 14}]}\n',
        },
        'echo "Writing notes"; python scripts/release_notes.py changes.json > NOTES.md',
        "build",
        (("scripts/release_notes.py", 11),),
    ),
    Case(
        "python",
        "a module that a tool of the repository needs is not installed",
        {
            "tools/__init__.py": "",
            "tools/schema.py": "import json\n\nimport jsonschema_nowhere\n\n\ndef check(path):\n    jsonschema_nowhere.validate(json.load(open(path)))\n",
            "tools/validate.py": 'import sys\n\nfrom tools import schema\n\nif __name__ == "__main__":\n    for path in sys.argv[1:]:\n        schema.check(path)\n',
        },
        "python -m tools.validate data/*.json",
        "dependency",
        (("tools/schema.py", 3),),
    ),
    Case(
        "kotlinc",
        "a few files by a plain call",
        {
            "src/Trip.kt": 'data class Trip(val from: String, val to: String, val km: Int?)\n\nfun total(trips: List<Trip>): Int = trips.sumBy { it.km }\n\nfun label(trip: Trip): String {\n    val via: String = null\n    return "${trip.from} - ${trip.too} ($via)"\n}\n',
            "src/Main.kt": 'fun main() {\n    val trips = listOf(Trip("Bern", "Chur", 242), Trip("Chur", "Davos"))\n    println(total(trips))\n    trips = emptyList()\n}\n',
        },
        "kotlinc src/Trip.kt src/Main.kt -d trips.jar",
        "build",
        (
            ("src/Main.kt", 2),
            ("src/Main.kt", 4),
            ("src/Trip.kt", 3),
            ("src/Trip.kt", 6),
            ("src/Trip.kt", 7),
        ),
    ),
    Case(
        "kotlinc",
        "a file that does not parse among others",
        {
            "src/Queue.kt": "class Queue<T> {\n    private val items = mutableListOf<T>()\n\n    fun push(item: T) {\n        items.add(item)\n    }\n\n    fun pop(): T? = if (items.isEmpty()) null else items.removeAt(0\n\n    val size get() = items.size\n}\n",
            "src/App.kt": 'fun main(args: Array<String>) {\n    val unused = 3\n    println("app")\n}\n',
        },
        "kotlinc src -d app.jar",
        "build",
        (
            ("src/Queue.kt", 8),
            ("src/Queue.kt", 10),
        ),
    ),
    Case(
        "yamllint",
        "the whole repository by default",
        {
            "docker-compose.yml": "version: '3'\nservices:\n  web:\n    image: shop/web:latest\n    ports:\n      - \"8000:8000\"\n    environment:\n        - DEBUG=yes\n        - NAME=web \n  db:\n    image: postgres\n    image: postgres:16\n",
            ".github/workflows/release.yml": 'name: release\non:\n  push:\n    tags: [\'v*\']\njobs:\n  release:\n    runs-on: ubuntu-latest\n    steps:\n    - uses: actions/checkout@v4\n    - run: make release VERSION="${{ github.ref_name }}" CHANNEL=stable SIGN=yes NOTES="$(cat NOTES.md)"\n',
        },
        "yamllint .",
        "lint",
        (
            ("docker-compose.yml", 8),
            ("docker-compose.yml", 9),
            ("docker-compose.yml", 12),
            (".github/workflows/release.yml", 9),
            (".github/workflows/release.yml", 10),
        ),
    ),
    Case(
        "yamllint",
        "on a runner, strictly, it knows by itself where it is",
        {
            ".yamllint.yml": "extends: default\nrules:\n  line-length: {max: 100}\n  truthy: {check-keys: false}\n  document-start: disable\n",
            "deploy/values.yaml": "replicas: 2\nimage:\n  repository: acme/api\n  tag:   1.4.0\ningress:\n  enabled: yes\n  hosts: [ api.acme.test ]\n",
            "deploy/prod.yaml": "replicas: 4\n",
            "deploy/broken.yaml": "replicas: 4\n image: acme/api\n",
        },
        "GITHUB_ACTIONS=true GITHUB_WORKFLOW=lint yamllint --strict deploy/",
        "lint",
        (
            ("deploy/values.yaml", 4),
            ("deploy/values.yaml", 6),
            ("deploy/values.yaml", 7),
            ("deploy/broken.yaml", 2),
        ),
    ),
    Case(
        "terraform",
        "a validation, as most workflows do after init",
        {
            "main.tf": 'terraform {\n  required_version = ">= 1.3"\n}\n\nvariable "environment" {\n  type = string\n}\n\nlocals {\n  name = "site-${var.enviroment}"\n  tags = {\n    env = var.environment\n  }\n}\n\nresource "terraform_data" "site" {\n  input = {\n    name = local.name\n    tags = local.tag\n  }\n}\n',
            "outputs.tf": 'output "name" {\n  value = terraform_data.sites.output.name\n}\n',
        },
        "terraform init -backend=false -input=false -no-color > /dev/null && terraform validate -no-color",
        "configuration",
        (
            ("main.tf", 10),
            ("outputs.tf", 2),
        ),
    ),
    Case(
        "terraform",
        "what fmt would change, as a workflow checks it",
        {
            "main.tf": 'module "queue" {\n  source = "./modules/queue"\n  name   = "jobs"\n}\n',
            "modules/queue/main.tf": 'variable "name" {\ntype = string\n}\n',
            "modules/queue/outputs.tf": 'output "id" { value = "x" }\noutput   "name" {\n  value = var.name\n}\n',
        },
        "terraform fmt -check -recursive",
        "format",
        (
            ("modules/queue/main.tf", None),
            ("modules/queue/outputs.tf", None),
        ),
    ),
    Case(
        "terraform",
        "a plan whose condition does not hold",
        {
            "main.tf": 'variable "replicas" {\n  type    = number\n  default = 0\n\n  validation {\n    condition     = var.replicas > 0\n    error_message = "At least one replica is needed."\n  }\n}\n\nresource "terraform_data" "web" {\n  input = var.replicas\n}\n',
        },
        "terraform init -input=false -no-color > /dev/null && terraform plan -input=false -no-color",
        "configuration",
        (("main.tf", 1),),
    ),
)
VERSIONS: dict[str, str] = {}
