"""What a planner does in Voilà can be done in JupyterLab just so: the same tests on one page there."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

import test_browser_core as core
import test_browser_export as export
import test_browser_leaving as leaving
import test_browser_moves as moves
import test_browser_rows as rows
import test_browser_together as together
import test_browser_typing as typing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from browser_warm import Warm

pytestmark = pytest.mark.browser

ALL = (
    core.test_the_countys_plan_opens_with_its_figures,
    core.test_a_speakers_minutes_move_periods_fee_and_total,
    core.test_a_quantity_moves_amount_and_total,
    core.test_undone_with_the_keys_of_a_spreadsheet,
    typing.test_rubbish_stays_in_its_cell_with_a_message,
    typing.test_hostile_text_is_text,
    typing.test_typing_on_while_answers_arrive_loses_nothing,
    typing.test_keys_go_where_a_spreadsheet_goes,
    rows.test_a_block_from_excel_lands_cell_by_cell,
    rows.test_rows_change_places,
    rows.test_nothing_is_drawn_anew_for_an_edit,
    together.test_both_changes_are_kept_where_they_do_not_touch,
    export.test_the_file_holds_what_the_screen_shows,
    export.test_an_error_stops_the_file_and_leads_to_the_cell,
    moves.test_one_button_leads_back_to_the_total,
    moves.test_the_language_of_the_page_is_changed,
    leaving.test_typing_that_was_not_left_is_asked_about,
    leaving.test_what_is_not_answered_yet_is_asked_about_and_seen,
    core.test_work_is_found_again_after_a_reload,
)


@pytest.mark.parametrize("checks", ALL, ids=lambda checks: checks.__name__.removeprefix("test_"))
def test_in_jupyterlab_just_so(checks: Callable[..., None], shown: Warm, tmp_path: Path) -> None:
    """The figures, the typing, the file: nothing depends on where the notebook is open."""
    has_file = "tmp_path" in inspect.signature(checks).parameters
    checks(shown.workbook("lab"), **({"tmp_path": tmp_path} if has_file else {}))
