"""Published totals of talks beside the talks on record, each counted under its stated rule."""

import pandas as pd

from hotline.queries import select
from hotline.record import Record


def reconciled(record: Record) -> pd.DataFrame:
    """Return every published total with our count under the same rule.

    Returns
    -------
    One row a total: what, published, ours, difference (ours - published), rule, note, source_ids. `rule` is
    one of `hotline.queries` over `record.talks`.
    """
    totals = record.official_totals
    ours = [len(select(record.talks, rule)) for rule in totals["rule"]]
    published = totals["published_figure"].astype(int)
    return pd.DataFrame(
        {
            "what": totals["what"],
            "published": published,
            "ours": ours,
            "difference": ours - published,
            "rule": totals["rule"],
            "note": totals["note"],
            "source_ids": totals["source_ids"],
        }
    )
