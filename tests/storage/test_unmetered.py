import _ctypes
import ctypes

import pytest
from sqlcipher3 import _sqlite3

from nightschool.storage import sqlcipher, unmetered


@pytest.mark.skipif(sqlcipher.COUNTS_MEMORY, reason="the driver does not show SQLite's functions")
def test_sqlite_counts_no_memory() -> None:
    open_one = sqlcipher.empty()
    assert ctypes.PyDLL(_sqlite3.__file__).sqlite3_memory_used() == 0
    open_one.close()


def test_a_library_that_shows_nothing_is_left_as_it_is() -> None:
    assert not unmetered.stop_counting(_ctypes)
