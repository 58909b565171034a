"""What pages load besides themselves is asked for once."""

import re

from tests.web.world import World


def test_a_page_names_its_files_so_that_a_browser_keeps_them(shown: World) -> None:
    visitor = shown.visit()
    sheet = re.search(r'href="(/static/web/build/app\.css\?v=[^"]+)"', visitor.get("/melden").text)
    assert sheet
    assert visitor.get(sheet[1]).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_without_the_mark_is_asked_for_again(shown: World) -> None:
    assert shown.visit().get("/static/web/build/app.css").headers["Cache-Control"] == "no-cache"


def test_a_file_that_is_not_there_is_kept_by_nobody(shown: World) -> None:
    answer = shown.visit().get("/static/web/build/nothing.css?v=1")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")
