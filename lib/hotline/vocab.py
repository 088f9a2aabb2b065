"""What each kind of status event does to a line: the one table that the rules and the spells share."""

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
ANNOUNCED_BY = {"silence": "announced-cut", "contact": "announced-restoration"}
