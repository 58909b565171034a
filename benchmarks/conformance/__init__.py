"""Conformance, measured: cases that others wrote, the two readings, and FEEL beside the browser's.

The cases of others are not part of the product. Where they lie is said by the environment variable
PERSPECTIEF_CONFORMANCE; without them only what is ours is measured, and the page keeps its figures.
"""

from benchmarks.conformance import others, ours, page


def main(words: list[str]) -> int:
    """`python -m benchmarks conformance`: print the figures and write them into docs/conformance.md.

    `print` after it only prints; `reasons` lists why each model that must be refused was refused.
    """
    place = others.folder()
    if words == ["reasons"] and place is not None:
        for name, notes in others.refused_by(place):
            print(name, *notes, sep="\n    ")
        return 0
    rows = [*(others.rows(place) if place else []), *ours.rows()]
    for row in rows:
        print(f"{row.what:52} {row.passed:6} of {row.all:6}  {row.share:>8}  {row.remark}")
    if place is None:
        print(
            f"The cases of the DMN TCK and betsy are not here, so they were not run. Set {others.VARIABLE} to their folder."
        )
    elif words != ["print"]:
        page.write(rows)
    return 0 if all(row.passed == row.all or row.remark for row in rows) else 1
