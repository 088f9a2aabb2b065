"""Hotline: when the telephone lines between North and South Korea were open, and when they were silent.

import hotline

record = hotline.load()
spells = hotline.spells(record, as_of=record.checked_through)
hotline.silences(spells)
"""

from hotline.check import DatasetError, check
from hotline.citation import cite
from hotline.measures import share_of_time, state_on
from hotline.record import Record, load
from hotline.silences import silences
from hotline.spells import clip, spells

__version__ = "0.2.0"
__all__ = ["DatasetError", "Record", "check", "cite", "clip", "load", "share_of_time", "silences", "spells", "state_on"]
