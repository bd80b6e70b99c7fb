"""What every test can ask for, and what holds for all of them."""

from __future__ import annotations

import os
import uuid
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from toolkit_extract.schemas.toolkit import Toolkit
from toolkit_extract.toolkits import load_toolkit
from toolkit_extract.toolkits.load import parse_toolkit

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden-update",
        action="store_true",
        help="write the expected records of tests/golden instead of comparing",
    )


def _fail_if_skipped_in_ci(report: pytest.TestReport | pytest.CollectReport) -> None:
    """A machine that checks a change must be able to run every test."""
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where a skip is a failure: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail_if_skipped_in_ci(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_if_skipped_in_ci(report)
    return report


@pytest.fixture(scope="session")
def amhp() -> Toolkit:
    return load_toolkit("amhp")


@pytest.fixture(scope="session")
def other_toolkit() -> Toolkit:
    """The example of docs/toolkits.md: other questions, other options, a standard numbered `A1`."""
    page = (ROOT / "docs" / "toolkits.md").read_text(encoding="utf-8")
    return parse_toolkit(page.split("```toml\n")[1].split("```")[0], "docs/toolkits.md")


@pytest.fixture
def postgres() -> Iterator[str]:
    """A database of its own on the server that TOOLKIT_EXTRACT_TEST_POSTGRES names; it is dropped afterwards."""
    import sqlalchemy as sa

    server = os.environ.get("TOOLKIT_EXTRACT_TEST_POSTGRES")
    if not server:
        pytest.skip("TOOLKIT_EXTRACT_TEST_POSTGRES names no PostgreSQL server")
    name = f"toolkit_extract_{uuid.uuid4().hex}"
    address = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()
