"""Rule `config`: a broken file is found in the repository that it is in, and nowhere else."""

import pytest

from bot.model.config_text import Invalid, Problem
from bot.model.facts import Mistakes
from bot.orient.rules.config_valid import RULE, findings
from tests.building import REPOSITORY, commit, snapshot
from tests.configuring import invalid


def broken(path: str) -> Invalid:
    return Invalid(path=path, problems=(Problem(line=2, key="mod", text="unknown key"),))


def test_the_repositorys_own_file_is_found_with_every_mistake() -> None:
    (found,) = findings(snapshot(commit("a"), mistakes=Mistakes(invalid=invalid())))
    assert (".github/andon.yml", (".github/andon.yml:2: mod: unknown key; did you mean mode?",)) == (
        found.subject,
        found.details,
    )


@pytest.mark.parametrize(("name", "subjects"), [("acme/.github", ["andon.yml"]), ("acme/shop", [])])
def test_the_organisations_file_is_found_once_in_its_own_repository(name: str, subjects: list[str]) -> None:
    its = REPOSITORY.model_copy(update={"name": name})
    mistakes = Mistakes(invalid=broken("acme/.github/andon.yml"))
    found = findings(snapshot(commit("a"), repository=its, mistakes=mistakes))
    assert subjects == [one.subject for one in found]


def test_a_valid_file_is_no_finding() -> None:
    assert () == findings(snapshot(commit("a")))


def test_people_mend_it() -> None:
    assert (("person",), "mend-config") == (RULE.ladder, RULE.type(".github/andon.yml"))
