/** What is different in a route that was planned anew while the driver was on the way. */
import type { Route, Stop } from "./shapes.ts";

const NOTED_MIN = 5;

export type Change =
  | { kind: "added" | "removed" | "goods" | "contact"; stop_id: string; name: string; time: string }
  | { kind: "moved"; stop_id: string; name: string; time: string; before: string };

/** List the differences a driver has to know of, in the order of the new route. */
export function listChanges(before: Route, after: Route): Change[] {
  if (before.route_id !== after.route_id) {
    return [];
  }
  const old = new Map(before.stops.map((stop) => [stop.stop_id, stop]));
  const kept = new Set(after.stops.map((stop) => stop.stop_id));
  const isMoved = findMoved(before, after);
  const found = after.stops.flatMap((stop) => compare(old.get(stop.stop_id), stop, isMoved.has(stop.stop_id)));
  const removed = before.stops.filter((stop) => isCall(stop) && !kept.has(stop.stop_id));
  return [...found, ...removed.map((stop) => named("removed", stop))];
}

function compare(old: Stop | undefined, stop: Stop, isMoved: boolean): Change[] {
  if (!old) {
    return isCall(stop) ? [named("added", stop)] : [];
  }
  const found: Change[] = [];
  if (isMoved || Math.abs(minuteOf(stop) - minuteOf(old)) >= NOTED_MIN) {
    found.push({ ...named("moved", stop), kind: "moved", before: timeOf(old) });
  }
  if (JSON.stringify(stop.items) !== JSON.stringify(old.items)) {
    found.push(named("goods", stop));
  }
  if (JSON.stringify([stop.contact, stop.notes]) !== JSON.stringify([old.contact, old.notes])) {
    found.push(named("contact", stop));
  }
  return found;
}

/** Stops whose place in the order changed among those that both routes have. */
function findMoved(before: Route, after: Route): Set<string> {
  const both = (route: Route, other: Route): string[] => {
    const ids = new Set(other.stops.map((stop) => stop.stop_id));
    return route.stops.filter((stop) => isCall(stop) && ids.has(stop.stop_id)).map((stop) => stop.stop_id);
  };
  const [was, is] = [both(before, after), both(after, before)];
  return new Set(is.filter((id, i) => was[i] !== id));
}

export function isCall(stop: Stop): boolean {
  return stop.kind === "pickup" || stop.kind === "delivery";
}

/** The local clock time as the service tells it; the phone's zone is never asked. */
export function timeOf(stop: Stop): string {
  return stop.plan_time.slice(11, 16);
}

function minuteOf(stop: Stop): number {
  return Date.parse(stop.plan_time) / 60_000;
}

function named<K extends Change["kind"]>(kind: K, stop: Stop): { kind: K; stop_id: string; name: string; time: string } {
  return { kind, stop_id: stop.stop_id, name: stop.name, time: timeOf(stop) };
}
