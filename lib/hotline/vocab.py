"""What modules share: what each kind of event does to a line, and which column dates the rows of a table."""

STATE_AFTER = {
    "opened": "contact",
    "announced-cut": None,
    "cut": "silence",
    "unanswered": "silence",
    "withdrawn": "silence",
    "destroyed": "silence",
    "announced-restoration": None,
    "restored": "contact",
    "closed": "closed",
    "used": None,
    "observed": None,
    "untracked": "unknown",
}
DATED_BY = {
    "status_events": "date",
    "talks": "start_date",
    "messages": "date",
    "context": "start_date",
}
ANNOUNCED_BY = {"silence": "announced-cut", "contact": "announced-restoration"}
