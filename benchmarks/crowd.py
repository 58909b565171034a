"""Plays the crowd of which the demonstration's figures are told, and holds it against the file that ships.

    python3 dev.py bench crowd            play it, and say what differs from perspectief/demo/months.yaml
    python3 dev.py bench crowd --write    play it, and write that file

It takes about seven minutes of one processor. Whoever changes a process, a term or an outcome may see other figures: they are then
written anew.
"""

import difflib
import sys
import time

from perspectief.demo import crowd, months


def main(words: list[str]) -> int:
    began = time.process_time()
    played = crowd.played()
    told = months.written(crowd.PEOPLE, played.months, played.year)
    print(f"{crowd.PEOPLE} people played in {time.process_time() - began:.0f} s of processor time")
    if "--write" in words:
        months.FILE.write_text(told, encoding="utf-8")
        return 0
    ships = months.FILE.read_text(encoding="utf-8")
    sys.stdout.writelines(difflib.unified_diff(ships.splitlines(True), told.splitlines(True), "ships", "played"))
    print(
        "the file that ships is what was played" if told == ships else "the file that ships is another: write it anew"
    )
    return int(told != ships)
