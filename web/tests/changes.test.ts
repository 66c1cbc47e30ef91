import assert from "node:assert/strict";
import test from "node:test";
import { listChanges } from "../driver/changes.ts";
import type { Route, Stop } from "../driver/shapes.ts";

function stop(name: string, minute: number, more: Partial<Stop> = {}): Stop {
  const time = `2026-05-19T08:${String(minute).padStart(2, "0")}:00+07:00`;
  return {
    stop_id: `r/${name}`,
    seq: 1,
    kind: "pickup",
    place: name,
    name,
    lonlat: [103, 22],
    plan_time: time,
    window: null,
    items: [{ booking_id: name, product: "tea", count: 1, weight_g: 1000 }],
    contact: null,
    leg: { m: 1, s: 1, climb_m: 0, roads: [], warnings: [] },
    ...more,
  };
}

function route(stops: Stop[], route_id = "r"): Route {
  return { route_id, version: 1, date: "2026-05-19", vehicle: "v", driver: "", schematic: false, stops };
}

const before = route([stop("A", 0), stop("B", 10), stop("C", 20)]);

function kinds(after: Route): string[] {
  return listChanges(before, after).map((each) => `${each.kind} ${each.name}`);
}

test("the same route has no changes, another day none that matter", () => {
  assert.deepEqual(kinds(before), []);
  assert.deepEqual(kinds(route([stop("Z", 0)], "other")), []);
});

test("what is new and what is gone is told", () => {
  assert.deepEqual(kinds(route([stop("A", 0), stop("N", 12), stop("C", 20)])), ["added N", "removed B"]);
});

test("another order is told even at like times", () => {
  assert.deepEqual(kinds(route([stop("B", 0), stop("A", 3), stop("C", 20)])), ["moved B", "moved A"]);
});

test("five minutes matter, four do not", () => {
  assert.deepEqual(kinds(route([stop("A", 4), stop("B", 15), stop("C", 20)])), ["moved B"]);
  const [moved] = listChanges(before, route([stop("A", 0), stop("B", 15), stop("C", 20)]));
  assert.deepEqual(moved, { kind: "moved", stop_id: "r/B", name: "B", time: "08:15", before: "08:10" });
});

test("cancelled goods and another contact are told", () => {
  const items = [{ booking_id: "A", product: "tea", count: 1, weight_g: 1000, cancelled: true }];
  const contact = { name: "Páo", phone: "0912" };
  const after = route([stop("A", 0, { items }), stop("B", 10, { contact }), stop("C", 20)]);
  assert.deepEqual(kinds(after), ["goods A", "contact B"]);
});

test("hubs and rests come and go in silence", () => {
  const rest = stop("rest", 15, { kind: "break" });
  assert.deepEqual(kinds(route([...before.stops, rest])), []);
  assert.deepEqual(listChanges(route([...before.stops, rest]), before), []);
});
