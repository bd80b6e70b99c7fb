"""What may go wrong in a batch, and which test shows that it goes no further.

Each promise names its tests: a file of `tests`, and a test in it, or with `corpus:` a file of the hostile corpus, that
`test_corpus` sends through `ingest`, where each other file must be read as if it were alone.
"""

from __future__ import annotations

import ast
from functools import cache

import pytest

from tests.conftest import ROOT
from tests.hostile.corpus import CORPUS

PROMISES: dict[str, tuple[str, ...]] = {
    "a page of endless paths is stopped in time, and the next file is read": (
        "corpus:path-bomb.pdf",
        "unit/batch/test_ingest.py::test_a_file_that_cannot_be_read_stops_no_other",
    ),
    "a stream of hundreds of megabytes is stopped at the cap of memory": (
        "corpus:flate-bomb.pdf",
        "corpus:flate-twice.pdf",
    ),
    "a cross-reference table that names itself ends": ("corpus:prev-loop.pdf",),
    "pages that the page tree announces and lacks are a finding": (
        "corpus:tree-loop.pdf",
        "unit/parsers/pdf/test_documents.py::test_a_loop_in_the_page_tree_ends",
    ),
    "a PDF that was cut off is damaged, makes no rows and is listed": ("corpus:cut.pdf",),
    "an empty file and a page that is called PDF are told by their bytes": (
        "unit/batch/test_ingest.py::test_a_file_that_cannot_be_read_stops_no_other",
        "corpus:zeros.pdf",
    ),
    "a file that needs a password says so; an empty one is tried": (
        "corpus:password.pdf",
        "corpus:owner.pdf",
    ),
    "a Word package with a document type is refused whole": ("corpus:doctype.docx",),
    "a package that unpacks a thousandfold is refused before it does": ("corpus:ratio.docx",),
    "a table of 200,000 rows is refused": ("corpus:rows.docx",),
    "a worker that ends or crashes costs its file one attempt": (
        "unit/batch/test_ingest.py::test_a_file_that_cannot_be_read_stops_no_other",
        "unit/batch/test_ingest.py::test_what_failed_is_read_again_only_when_asked_for_and_everything_by_force",
        "unit/batch/test_worker.py::test_a_worker_that_crashes_leaves_nothing_behind_that_it_started",
    ),
    "the same bytes under two names are read once, and both are named": (
        "unit/batch/test_ingest.py::test_the_same_bytes_under_two_names_are_read_once_and_both_are_named",
    ),
    "of two returns of one authority both are kept and one counts": (
        "unit/batch/test_ingest.py::test_of_two_returns_by_one_authority_the_later_counts_and_both_are_kept",
    ),
    "a run over unchanged files reads none and leaves the same bytes": (
        "unit/batch/test_ingest.py::test_what_was_read_is_not_read_again_and_the_tables_stand_as_they_were",
        "unit/outputs/test_workbook.py::test_the_same_tables_give_the_same_bytes_at_any_time",
    ),
    "the bytes are the same for 1, 2 and 8 workers and on a cluster": (
        "unit/batch/test_ingest.py::test_the_same_input_gives_the_same_bytes_whoever_reads",
        "unit/batch/test_tables.py::test_lines_are_the_same_bytes_whoever_makes_them",
        (
            "unit/batch/test_cluster.py::"
            "test_a_cluster_gives_the_same_bytes_keeps_deadlines_and_loses_one_file_s_time_at_most"
        ),
    ),
    "a run that is killed at 50 moments loses nothing and reads nothing twice": (
        "unit/batch/test_kill.py::test_a_run_that_is_killed_at_50_random_moments_loses_nothing_and_reads_nothing_twice",
    ),
    "a full disk leaves the tables of the run before": (
        "unit/batch/test_disk.py::test_a_full_disk_leaves_the_tables_of_the_run_before_and_the_next_run_goes_on",
    ),
    "the second of two runs on one folder is told who has it": (
        "cli/test_batch.py::test_a_folder_that_another_run_holds_ends_with_2_and_says_whose_it_is",
        (
            "unit/batch/test_upkeep.py::"
            "test_whatever_writes_in_a_folder_waits_for_the_run_that_has_it_and_says_whose_it_is"
        ),
    ),
    "no cell is run as a formula, and records keep the words": (
        "hostile/test_tables.py::test_no_cell_is_a_formula",
        "hostile/test_tables.py::test_an_answer_is_in_the_records_as_it_was",
        "unit/outputs/test_workbook.py::test_no_cell_is_a_formula_or_a_link",
        "unit/sharing/test_export.py::test_text_is_exported_as_it_was_before_csv_guarded_it",
    ),
    "odd characters and long answers leave tables that can be read": (
        "hostile/test_tables.py::test_a_table_is_rfc_4180_in_utf_8",
        "unit/outputs/test_workbook.py::test_a_text_that_is_too_long_is_cut_with_a_mark_and_counted_on_the_cover",
        "unit/sharing/test_redact_purge_annotate.py::test_answers_may_be_longer_than_python_s_reader_of_csv_takes",
    ),
    "two boxes ticked and none are states, never an option": (
        "spec/test_marks.py::test_what_is_not_known_is_not_claimed",
    ),
    "a number that a scan misread gives way to the statement": (
        "spec/test_recognised.py::test_a_misread_number_gives_way_to_the_wording_of_its_statement",
    ),
    "a turned page is read as it is displayed": (
        "unit/parsers/pdf/test_tables.py::test_a_rotated_page_is_read_as_it_is_displayed",
        "unit/parsers/scan/test_level_pages.py::test_places_on_a_turned_page_lead_back_to_the_page_as_displayed",
    ),
    "a correction that no longer fits is not applied, and is asked about again": (
        "unit/review/test_apply.py::test_a_correction_of_another_reading_is_stale_and_not_applied_and_asks_for_a_look",
        "unit/review/test_server.py::test_a_stale_correction_is_queued_again_with_what_the_person_had_said",
    ),
    "without a network, with no home and in any locale the result is the same": (
        "hostile/test_environments.py::test_a_return_reads_the_same_without_a_network",
        "hostile/test_environments.py::test_a_return_reads_the_same",
        "hostile/test_environments.py::test_a_batch_writes_the_same_tables_in_a_locale_that_is_not_utf_8",
        "hostile/test_mutations.py::test_no_damaged_sample_ends_in_what_nobody_declared",
    ),
}


@pytest.mark.parametrize("promise", PROMISES)
def test_each_promise_has_its_tests(promise: str) -> None:
    for name in PROMISES[promise]:
        if name.startswith("corpus:"):
            assert name.removeprefix("corpus:") in {file.name for file in CORPUS}
        else:
            path, _, test = name.partition("::")
            assert test in names_in(path), name


@cache
def names_in(path: str) -> frozenset[str]:
    """Names of the tests of a file."""
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
