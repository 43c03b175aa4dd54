# SPDX-License-Identifier: GPL-3.0-or-later
"""How long things are kept, wait or are good for: settings, in days."""

from glamwiki import env

# How long an advocate is kept, from when that runs, and how long before the end we remind. As the foundation runs it:
# 90 days from `partnership_closed`.
CONTACT_RETENTION_DAYS = env.days("CONTACT_RETENTION_DAYS", "730")
CONTACT_RETENTION_FROM = env.one_of("CONTACT_RETENTION_FROM", "last_contact", "partnership_closed")
CONTACT_REMINDER_DAYS = env.days("CONTACT_REMINDER_DAYS", "60")
# After how many days without a contact we ask whether there is still one; never where people are kept for less
CONTACT_FIRST_REMINDER_DAYS = env.days("CONTACT_FIRST_REMINDER_DAYS", "365")

# How long the address of a calendar feed leads somewhere after it was made: at most a year
FEED_DAYS = env.count("FEED_DAYS", "90", most=365, of=" of days, at most 365")

# How long after its day an open commitment may still be settled by somebody; then it counts as lapsed
COMMITMENT_GRACE_DAYS = env.days("COMMITMENT_GRACE_DAYS", "30")
