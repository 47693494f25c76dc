// What ical.js reads of calendar files: standard input is a list of their texts (JSON), standard output what each says, with
// moments in UTC, and the file as ical.js writes it again.

import { readFileSync } from "node:fs";
import ICAL from "./ical.min.mjs";

function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const entries = calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      status: component.getFirstPropertyValue("status"),
      summary: event.summary,
      location: event.location,
      starts: event.startDate.toJSDate().toISOString(),
      ends: event.endDate.toJSDate().toISOString(),
      clock: [event.startDate.toString(), event.endDate.toString()],
      zone: event.startDate.zone.tzid,
    };
  });
  ICAL.TimezoneService.reset();
  return { method: calendar.getFirstPropertyValue("method"), entries, written: calendar.toString() };
}

const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(read)));
