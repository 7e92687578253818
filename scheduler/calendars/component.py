"""One entry as the bytes of one component, always the same for the same entry.

The revision of the row drives SEQUENCE, DTSTAMP and LAST-MODIFIED together, so that the bytes can
be stored and a feed is a concatenation of stored bytes.
"""

from datetime import UTC, datetime
from typing import Final

from icalendar import Alarm, Component
from icalendar import Event as Vevent
from icalendar import Todo as Vtodo
from icalendar.prop import vText

from scheduler.calendars.entries import Entry, Event, EventStatus, Todo
from scheduler.calendars.escaping import Text
from scheduler.calendars.text import clean_line, clean_text, clean_uri

_FREE: Final = "X-MICROSOFT-CDO-BUSYSTATUS"
_ALL_DAY: Final = "X-MICROSOFT-CDO-ALLDAYEVENT"


def component_text(entry: Entry) -> bytes:
    """Return ``entry`` as one VEVENT or VTODO with CRLF line ends, folded at 75 octets.

    A cancelled event is written as free time without alarm, whatever the entry says.
    """
    component = _todo(entry) if isinstance(entry, Todo) else _event(entry)
    text: bytes = component.to_ical()
    return text


def _event(event: Event) -> Component:
    component = Vevent()
    _add_common(component, event)
    cancelled = event.status is EventStatus.CANCELLED
    transparent = event.transparent or cancelled
    component.add("DTSTART", event.starts)
    component.add("DTEND", event.ends)
    component.add("STATUS", event.status.value)
    component.add("TRANSP", "TRANSPARENT" if transparent else "OPAQUE")
    # Outlook reads neither TRANSP nor the bare dates reliably, only its own words.
    if transparent:
        component.add(_FREE, vText("FREE"))
    if event.all_day:
        component.add(_ALL_DAY, vText("TRUE"))
    if location := clean_line(event.location):
        component.add("LOCATION", Text(location))
    if conference := clean_uri(event.conference_url):
        # RFC 7986 §5.11 asks for the VALUE parameter although there is only one type.
        component.add("CONFERENCE", conference, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    if not cancelled:
        for offset in event.alarms:
            alarm = Alarm()
            alarm.add("ACTION", "DISPLAY")
            alarm.add("TRIGGER", offset)
            # Without a description strict readers refuse the whole feed.
            alarm.add("DESCRIPTION", Text(_title(event) or "-"))
            component.add_component(alarm)
    return component


def _todo(todo: Todo) -> Component:
    component = Vtodo()
    _add_common(component, todo)
    component.add("DUE", todo.due)
    component.add("STATUS", todo.status.value)
    component.add("PERCENT-COMPLETE", todo.percent)
    component.add("PRIORITY", todo.priority)
    if todo.completed_at is not None:
        component.add("COMPLETED", _utc(todo.completed_at))
    return component


def _add_common(component: Component, entry: Entry) -> None:
    changed_at = _utc(entry.changed_at)
    component.add("UID", Text(clean_line(entry.uid)))
    component.add("SEQUENCE", entry.sequence)
    component.add("CREATED", _utc(entry.created_at))
    component.add("DTSTAMP", changed_at)
    component.add("LAST-MODIFIED", changed_at)
    component.add("SUMMARY", Text(_title(entry)))
    component.add("URL", clean_uri(entry.url))
    if description := clean_text(entry.description):
        component.add("DESCRIPTION", Text(description))
    categories = [name for name in map(clean_line, entry.categories) if name]
    if categories:
        component.add("CATEGORIES", categories)
    for relation in entry.related_to:
        parameters = {"RELTYPE": relation.reltype.value}
        component.add("RELATED-TO", Text(clean_line(relation.uid)), parameters=parameters)


def _title(entry: Entry) -> str:
    mark = clean_line(entry.mark)
    title = clean_line(entry.summary)
    return f"[{mark}] {title}".rstrip() if mark else title


def _utc(instant: datetime) -> datetime:
    # iCalendar has no fractions of a second; cut here, so that nobody compares them later.
    return instant.astimezone(UTC).replace(microsecond=0)
