import pytest
from reliability.rules import SECTIONS, rules_in, rules_tested


@pytest.mark.parametrize("section", SECTIONS)
def test_every_rule_has_a_test(section):
    assert [rule for rule in SECTIONS[section] if rule not in rules_tested()] == []


def test_every_test_proves_a_rule_that_is_in_the_table():
    known = {rule for rules in SECTIONS.values() for rule in rules}
    assert rules_tested() - known == set()


def test_no_two_rules_have_one_number():
    numbers = [rule for rules in SECTIONS.values() for rule in rules]
    assert sorted(set(numbers)) == sorted(numbers)


def test_each_test_names_its_rule():
    assert rules_in("test_a01_redirects_are_not_followed") == ["a01"]
    assert rules_in("test_a41_d3_sent_once") == ["a41", "d3"]
    assert rules_in("test_c_the_codes") == ["c"]
    assert rules_in("test_a104_something_new") == ["a104"]
    assert rules_in("test_anything_else") == []
