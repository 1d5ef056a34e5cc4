"""Looking back: evidence without watching (G12).

Belongs here: the tick and the posts (`rounds`), the questions (`asking`), the screens and what the
group shows of itself (`screens`, `report`). May not enter: an answer beside whoever gave it.
"""

from handlers.evidence.rounds import tick as tick
