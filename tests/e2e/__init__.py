"""The whole product at once: pages in a browser, calendars, letters, commands."""
