"""When the next check-ins are, and what stewards change about it.

Belongs here: the names under which the others know it. May not enter: the conversation itself;
the modules
hold it. The posts are in `checkins`, the words on them in `words`.
"""

from handlers.schedules.listing import arrive as arrive
from handlers.schedules.listing import show_all as show_all
from handlers.schedules.listing import show_list as show_list
from handlers.schedules.listing import show_removal as show_removal
from handlers.schedules.listing import show_wanted as show_wanted
from handlers.schedules.pauses import bring_back as bring_back
from handlers.schedules.pauses import pause as pause
from handlers.schedules.pauses import show_pauses as show_pauses
from handlers.schedules.pauses import skip as skip
from handlers.schedules.screens import our_schedule as our_schedule
from handlers.schedules.screens import show_one as show_one
from handlers.schedules.screens import steward_schedule as steward_schedule
