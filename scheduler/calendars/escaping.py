"""A TEXT value that leaves as it was written."""

from icalendar.prop import vText


class Text(vText):
    r"""A text of people.

    icalendar takes a backslash before a capital N for a line break that is escaped already, and
    would break ``C:\New`` in two.
    """

    def to_ical(self) -> bytes:
        """Return the text escaped (RFC 5545 §3.3.11)."""
        return rb"\\N".join(vText(part).to_ical() for part in self.split("\\N"))
