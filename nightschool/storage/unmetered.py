"""SQLite without its counting of memory, where the library lets itself be told.

SQLite adds up all memory that it takes and frees, under one lock of the process, unless it is told
not to when it starts. Nothing here asks for the sum. A package that is checked while another is
merged waits for that lock at every page that is split and every text that is copied.
"""

import ctypes
from types import ModuleType

_MEMSTATUS = 9
"""`SQLITE_CONFIG_MEMSTATUS`."""


def stop_counting(extension: ModuleType) -> bool:
    """Tell the SQLite in that extension module; only for before its first connection.

    False where the module does not show SQLite's functions, as on Windows: the counting only costs
    time.
    """
    if extension.__file__ is None:
        return False
    try:
        library = ctypes.PyDLL(extension.__file__)
        shutdown, config = library.sqlite3_shutdown, library.sqlite3_config
        start = library.sqlite3_initialize
    except (OSError, AttributeError):
        return False
    told = shutdown() == 0 and config(_MEMSTATUS, ctypes.c_int(0)) == 0
    return bool(start() == 0) and told
