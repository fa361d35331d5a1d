"""The whole job on a sample: from the county's office to the school and back, station by station.

Everything goes through the use cases that terminal and window call, and lies under one folder.
"""

from nightschool.services.demo.job import Station, new_password, run

__all__ = ["Station", "new_password", "run"]
