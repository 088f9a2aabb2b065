"""Words that modules share: what an event does to a line, what dates a table's rows, which tables speak of rows."""

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
ABOUT_ROWS = ("decisions", "second_reading")
ANNOUNCED_BY = {"silence": "announced-cut", "contact": "announced-restoration"}
