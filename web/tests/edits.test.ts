import assert from "node:assert/strict";
import { test } from "node:test";
import { asStated, hoursAfter, onDate, widen } from "../console/edits.ts";
import { otherWay, readPolyline } from "../console/lines.ts";

test("hours are added on the clock of the place", () => {
  assert.equal(hoursAfter("2025-05-19T23:30:00+07:00", 2), "2025-05-20T01:30:00+07:00");
  assert.equal(hoursAfter("2025-05-19T00:30:00+07:00", -1), "2025-05-18T23:30:00+07:00");
});

test("what the service states itself is left out of an edit", () => {
  const read = { id: "R1", version: 3, derived: ["weight_g"], weight_kg: 5, place: "Sìn Hồ", lonlat: null, to: { lonlat: null, place: "x" } };
  assert.deepEqual(asStated(read, { notes: "n" }), { place: "Sìn Hồ", to: { place: "x" }, notes: "n" });
});

test("windows are widened within the day", () => {
  const request = { ready: "2025-05-19T06:00:00+07:00", due: "2025-05-19T20:00:00+07:00", windows: [{ start: "01:00", end: "23:30" }] };
  assert.deepEqual(widen(request, 2, 1)["windows"], [{ start: "00:00", end: "24:00" }]);
});

test("a date of a repair is in the year of the request", () => {
  assert.equal(onDate("2025-05-19T06:00:00+07:00", "22.05."), "2025-05-22T06:00:00+07:00");
});

test("a line is unpacked as it was packed", () => {
  assert.deepEqual(readPolyline("_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI").length, 3);
  assert.deepEqual(readPolyline("_izlhA~rlgdF")[0], [-120.2, 38.5]);
});

test("a road piece is known from its other end, too", () => {
  assert.equal(otherWay("way/1:a:b:2"), "way/1:b:a:2");
});
