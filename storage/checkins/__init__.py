"""Check-ins at rest: schedules, what they bring about, the answers, the questions.

Belongs here: the names under which the others know it. May not enter: statements; `schedules`,
`rounds`, `answers` and `prompts` hold them.
"""

from storage.checkins.answers import NAMES_POST as NAMES_POST
from storage.checkins.answers import Answer as Answer
from storage.checkins.answers import answers_of as answers_of
from storage.checkins.answers import record as record
from storage.checkins.answers import show_name as show_name
from storage.checkins.answers import shown as shown
from storage.checkins.answers import take_back as take_back
from storage.checkins.answers import take_names_off as take_names_off
from storage.checkins.answers import words as words
from storage.checkins.prompts import order_of as order_of
from storage.checkins.prompts import set_order as set_order
from storage.checkins.proposals import Prompt as Prompt
from storage.checkins.proposals import keep_prompt as keep_prompt
from storage.checkins.proposals import kept_prompts as kept_prompts
from storage.checkins.proposals import prompt as prompt
from storage.checkins.proposals import propose_prompt as propose_prompt
from storage.checkins.proposals import remove_prompt as remove_prompt
from storage.checkins.proposals import rested_prompts as rested_prompts
from storage.checkins.proposals import want_prompt as want_prompt
from storage.checkins.quiet import Quiet as Quiet
from storage.checkins.quiet import keep_quiet as keep_quiet
from storage.checkins.quiet import quiet_of as quiet_of
from storage.checkins.rounds import CheckinRow as CheckinRow
from storage.checkins.rounds import cards_met as cards_met
from storage.checkins.rounds import checkin as checkin
from storage.checkins.rounds import close as close
from storage.checkins.rounds import closing as closing
from storage.checkins.rounds import foresee as foresee
from storage.checkins.rounds import last_in_doubt as last_in_doubt
from storage.checkins.rounds import last_told as last_told
from storage.checkins.rounds import open_checkin as open_checkin
from storage.checkins.rounds import tell as tell
from storage.checkins.schedules import ScheduleRow as ScheduleRow
from storage.checkins.schedules import add_schedule as add_schedule
from storage.checkins.schedules import change as change
from storage.checkins.schedules import due as due
from storage.checkins.schedules import leave_days_out as leave_days_out
from storage.checkins.schedules import leave_out as leave_out
from storage.checkins.schedules import next_due as next_due
from storage.checkins.schedules import pause as pause
from storage.checkins.schedules import remove_schedule as remove_schedule
from storage.checkins.schedules import remove_schedules as remove_schedules
from storage.checkins.schedules import rename_word as rename_word
from storage.checkins.schedules import schedule as schedule
from storage.checkins.schedules import schedules_of as schedules_of
from storage.checkins.schedules import set_next as set_next
