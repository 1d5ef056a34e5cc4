"""Check-ins in the group: the post, the taps on it, and what time brings.

Belongs here: the names under which the others know it. May not enter: the conversation itself;
`posts`, `names`, `rounds`, `taps` and `reminders` hold it. When the next one is (`schedules`) and
the group's own words for the weather (`words`) have files of their own.
"""

from handlers.checkins.coming import of_groups as of_groups
from handlers.checkins.names import render_names as render_names
from handlers.checkins.posts import render as render
from handlers.checkins.posts import render_again as render_again
from handlers.checkins.posts import render_closed as render_closed
from handlers.checkins.posts import schedule_name as schedule_name
from handlers.checkins.posts import weather_word as weather_word
from handlers.checkins.reminders import remind as remind
from handlers.checkins.reminders import render_reminder as render_reminder
from handlers.checkins.reminders import show_reminder as show_reminder
from handlers.checkins.rounds import tick as tick
from handlers.checkins.rounds import topic_gone as topic_gone
from handlers.checkins.taps import record as record
from handlers.checkins.taps import show_answers as show_answers
from handlers.checkins.taps import show_name as show_name
from handlers.checkins.taps import take_back as take_back
