"""What the tests of a group's own power share.

Belongs here: the people, and rounds in the words of people. May not enter: what they decide.
"""

from tests.e2e.conftest import ana as ana
from tests.e2e.conftest import ben as ben
from tests.e2e.conftest import chi as chi
from tests.e2e.conftest import clean_logs as clean_logs
from tests.e2e.conftest import dee as dee
from tests.e2e.conftest import scene as scene
