// Reads a calendar on standard input with ical.js, as Thunderbird does, and prints what it found.
// The first argument is the module's address.

import { readFileSync } from "node:fs";

const { default: ICAL } = await import(process.argv[2]);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf-8")));

for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}

const instant = (component, name) => {
  const time = component.getFirstPropertyValue(name);
  if (time === null) return null;
  return time.isDate ? time.toString() : time.toJSDate().toISOString();
};

const found = calendar
  .getAllSubcomponents()
  .filter((component) => component.name !== "vtimezone")
  .map((component) => ({
    kind: component.name,
    uid: component.getFirstPropertyValue("uid"),
    title: component.getFirstPropertyValue("summary"),
    description: component.getFirstPropertyValue("description"),
    categories: component.getAllProperties("categories").flatMap((each) => each.getValues()),
    starts: instant(component, "dtstart"),
    ends: instant(component, "dtend"),
    due: instant(component, "due"),
  }));

process.stdout.write(JSON.stringify(found));
