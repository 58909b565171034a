"""From what a page posts to answers."""

from forms import add_row, remove_row, unflatten


def test_lines_of_a_list_follow_their_numbers():
    pairs = [("goals[2].goal", "c"), ("goals[0].goal", "a"), ("goals[0].due", "1-2-2027"), ("alias", "Sam")]
    assert unflatten(pairs) == {"goals": [{"goal": "a", "due": "1-2-2027"}, {"goal": "c"}], "alias": "Sam"}


def test_a_name_that_comes_more_often_is_a_list():
    assert unflatten([("a", "x"), ("a", "y"), ("b", "z")]) == {"a": ["x", "y"], "b": "z"}
    assert unflatten([("g[0].a", "x"), ("g[0].a", "y")]) == {"g": [{"a": ["x", "y"]}]}


def test_a_name_of_another_shape_stays_as_it_is_and_is_refused_later():
    odd = ["__proto__[x]", "a[9999].b", "a[-1].b", "a[0].b.c", "a[٣].b", "a[0]b", ""]
    assert set(unflatten([(name, "x") for name in odd])) == set(odd)


def test_a_flood_of_pairs_is_not_read():
    assert len(unflatten([(f"a{at}", "x") for at in range(20_000)])) == 5_000


def test_a_line_can_be_added_and_removed():
    answers = add_row({"goals": [{"goal": "a"}]}, "goals")
    assert answers == {"goals": [{"goal": "a"}, {}]}
    assert remove_row(answers, "goals[0]") == {"goals": [{}]}
    assert add_row({}, "goals") == {"goals": [{}]}


def test_removing_a_line_that_is_not_there_changes_nothing():
    assert remove_row({"goals": [{"goal": "a"}]}, "goals[7]") == {"goals": [{"goal": "a"}]}
    assert remove_row({"goals": [{"goal": "a"}]}, "goals") == {"goals": [{"goal": "a"}]}
