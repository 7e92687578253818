"""Calendar entries in, iCalendar bytes out: values only, no session and no HTTP."""
