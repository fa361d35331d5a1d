"""The checks of a desk: what the rules find, and what schools are asked and answer about it."""

from nightschool.services.checks.asking import Asked as Asked
from nightschool.services.checks.asking import answer as answer
from nightschool.services.checks.asking import ask as ask
from nightschool.services.checks.asking import close as close
from nightschool.services.checks.asking import open_todos as open_todos
from nightschool.services.checks.asking import requests as requests
from nightschool.services.checks.running import run as run
from nightschool.services.checks.running import settings as settings
from nightschool.services.checks.setting import set_rule as set_rule
from nightschool.services.checks.shares import Line as Line
from nightschool.services.checks.shares import Shares as Shares
from nightschool.services.checks.shares import lines as lines
from nightschool.services.checks.shares import shares as shares
