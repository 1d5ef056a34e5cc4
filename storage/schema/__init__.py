"""The tables, once, for both databases; a module a part of Kith.

Belongs here: the list of them. May not enter: statements. Times are UTC seconds. A new column that
could hold an identity or words is sealed, or it is listed with its reason in
tests/integration/test_schema_privacy.py.
"""

from storage.schema.changes import changes as changes
from storage.schema.checkins import answers as answers
from storage.schema.checkins import checkins as checkins
from storage.schema.checkins import prompt_orders as prompt_orders
from storage.schema.checkins import prompt_voices as prompt_voices
from storage.schema.checkins import prompts as prompts
from storage.schema.checkins import quiet_times as quiet_times
from storage.schema.checkins import schedules as schedules
from storage.schema.columns import metadata as metadata
from storage.schema.entries import entries as entries
from storage.schema.evidence import evidence as evidence
from storage.schema.evidence import evidence_marks as evidence_marks
from storage.schema.evidence import evidence_rounds as evidence_rounds
from storage.schema.evidence import evidence_tallies as evidence_tallies
from storage.schema.gatherings import comings as comings
from storage.schema.gatherings import gatherings as gatherings
from storage.schema.gatherings import speakers as speakers
from storage.schema.groups import group_aliases as group_aliases
from storage.schema.groups import groups as groups
from storage.schema.groups import invites as invites
from storage.schema.groups import members as members
from storage.schema.holds import holds as holds
from storage.schema.own import cards as cards
from storage.schema.own import erased as erased
from storage.schema.own import farewells as farewells
from storage.schema.own import own_checkins as own_checkins
from storage.schema.own import own_rounds as own_rounds
from storage.schema.own import preferences as preferences
from storage.schema.own import spoken as spoken
from storage.schema.own import toolbox as toolbox
from storage.schema.pairs import pair_apart as pair_apart
from storage.schema.pairs import pair_concerns as pair_concerns
from storage.schema.pairs import pair_offers as pair_offers
from storage.schema.pairs import pair_reports as pair_reports
from storage.schema.pairs import pair_requests as pair_requests
from storage.schema.pairs import pair_seats as pair_seats
from storage.schema.pairs import pair_settings as pair_settings
from storage.schema.pairs import pair_standing as pair_standing
from storage.schema.pairs import pair_ties as pair_ties
from storage.schema.pairs import pairs as pairs
from storage.schema.parting import parting_voices as parting_voices
from storage.schema.people import keys as keys
from storage.schema.people import people as people
from storage.schema.roles import role_turns as role_turns
from storage.schema.roles import role_willing as role_willing
from storage.schema.roles import roles as roles
from storage.schema.rounds import pair_likes as pair_likes
from storage.schema.rounds import pair_met as pair_met
from storage.schema.rounds import round_joins as round_joins
from storage.schema.rounds import round_plans as round_plans
from storage.schema.rounds import rounds as rounds
from storage.schema.signposts import local_lines as local_lines
from storage.schema.signposts import own_countries as own_countries
from storage.schema.signposts import wrong_numbers as wrong_numbers
from storage.schema.steering import agreement_yes as agreement_yes
from storage.schema.steering import agreements as agreements
from storage.schema.steering import drafts as drafts
from storage.schema.steering import proposal_answers as proposal_answers
from storage.schema.steering import proposals as proposals
from storage.schema.steering import steering as steering
from storage.schema.trials import setups as setups
from storage.schema.trials import trial_voices as trial_voices
from storage.schema.trials import trials as trials
from storage.schema.turn import buttons as buttons
from storage.schema.turn import fields as fields
from storage.schema.turn import outbox as outbox
from storage.schema.turn import pace as pace
from storage.schema.turn import updates as updates
from storage.schema.turns import turn_seats as turn_seats
from storage.schema.turns import turns as turns
from storage.schema.welcomes import welcomes as welcomes
