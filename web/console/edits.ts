/** What was read of a thing, made into what may be stated of it. */
import type { Request } from "./shapes.ts";

const KEPT = ["id", "version", "created_at", "updated_at", "state", "derived"];

type Members = Record<string, unknown>;

/** Leave out what the service states itself, so that an edit changes nothing but what it names. */
export function asStated(read: object, changes: Members = {}): Members {
  const told: Members = { ...read };
  const derived = (told["derived"] ?? []) as string[];
  const without = new Set([...KEPT, ...derived.map(wireName)]);
  const stated = { ...Object.fromEntries(Object.entries(told).filter(([name]) => !without.has(name))), ...changes };
  // A place stands for its position: no position is stated beside it.
  return JSON.parse(JSON.stringify(stated, (name, value) => (name === "lonlat" && value === null ? undefined : value)));
}

const wireName = (member: string): string =>
  ({ weight_g: "weight_kg", volume_ml: "volume_m3" })[member] ?? member;

const clockMinutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** The same moment some hours later or, when negative, earlier, in the offset it has. */
export function hoursAfter(time: string, hours: number): string {
  const offset = time.slice(19);
  const ahead = offset === "Z" ? 0 : (offset.startsWith("-") ? -1 : 1) * clockMinutes(offset.slice(1));
  const local = Date.parse(time) + ahead * 60_000 + hours * 3_600_000;
  return new Date(local).toISOString().slice(0, 19) + offset;
}

/** When a request may be served, with some hours more before and after. */
export function widen(request: Pick<Request, "ready" | "due" | "windows">, before: number, after: number): Members {
  return {
    ready: hoursAfter(request.ready, -before),
    due: hoursAfter(request.due, after),
    windows: request.windows.map((window) => ({
      start: clockOf(Math.max(0, clockMinutes(window["start"] ?? "00:00") - before * 60)),
      end: clockOf(Math.min(1440, clockMinutes(window["end"] ?? "24:00") + after * 60)),
    })),
  };
}

/** A time of day as it is stored, on a date given as `dd.mm.` in the year of another time. */
export function onDate(time: string, date: string): string {
  return `${time.slice(0, 4)}-${date.slice(3, 5)}-${date.slice(0, 2)}${time.slice(10)}`;
}
