"""How to cite the record: the version and the fingerprint of what was used, in APA or BibTeX."""

from hotline.record import Record

TITLE = "Hotline: a record of the communication lines between North and South Korea"
STYLES = ("apa", "bibtex")
YEAR = 2026


def cite(record: Record, style: str = "apa") -> str:
    """Return how to cite this record, with its version, the day of its last check, and its fingerprint.

    The fingerprint is the SHA-256 of the tables as they were loaded: who cites the same one used the same rows.

    Raises
    ------
    ValueError
        `style` is neither "apa" nor "bibtex".
    """
    if style not in STYLES:
        raise ValueError(f"style is '{style}', but it must be one of {', '.join(STYLES)}")
    stated = f"checked through {record.checked_through}, SHA-256 {record.fingerprint}"
    if style == "apa":
        return f"Hotline contributors. ({YEAR}). {TITLE} (Version {record.version}) [Data set]. {stated}."
    return (
        f"@misc{{hotline_{record.version.replace('.', '_')},\n"
        f"  author = {{{{Hotline contributors}}}},\n"
        f"  title = {{{{{TITLE}}}}},\n"
        f"  year = {{{YEAR}}},\n"
        f"  version = {{{record.version}}},\n"
        f"  note = {{Data set, {stated}}},\n"
        f"}}"
    )
