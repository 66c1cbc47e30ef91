/** Which lists there are, and what of each row is shown. */
import type { components } from "../generated/api.ts";
import { clock, count, either, type Key, moment, money, sayOf } from "./words.ts";

type Schemas = components["schemas"];
export type Cell = string;
type Row = Record<string, unknown>;
type Column = readonly [head: Head, show: (row: Row) => Cell];
type Head = Key extends infer K ? (K extends `col_${infer Name}` ? Name : never) : never;
interface Sheet {
  path: string;
  columns: readonly Column[];
  /** The list comes whole, not in pages. */
  isWhole?: boolean;
}

type Columns<T> = readonly (readonly [head: Head, show: (row: T) => Cell])[];
/** Rows are what the service says they are: each sheet knows its own. */
const sheet = <T>(path: string, columns: Columns<T>, isWhole = false): Sheet => ({
  path,
  columns: columns as unknown as readonly Column[],
  isWhole,
});
const kilos = (value: number | null | undefined): string => (value == null ? "–" : `${count(value, 1)} kg`);
const amount = (value: { amount: number; currency?: string }): string => money(value.amount, value.currency);

export const SHEETS = {
  hubs: sheet<Schemas["HubRead"]>("hubs", [
    ["id", (hub) => hub.id],
    ["name", (hub) => hub.name],
    ["place", (hub) => hub.place],
    ["time", (hub) => `${hub.open}–${hub.close}`],
    ["intake", (hub) => kilos(hub.intake_kg_per_day)],
  ]),
  vehicles: sheet<Schemas["VehicleRead"]>("vehicles", [
    ["id", (vehicle) => vehicle.id],
    ["profile", (vehicle) => sayOf("profile", vehicle.profile)],
    ["hub", (vehicle) => vehicle.hub],
    ["count", (vehicle) => count(vehicle.count)],
    ["capacity", (vehicle) => kilos(vehicle.capacity_kg)],
    ["shift", (vehicle) => `${vehicle.shift_start}–${vehicle.shift_end}`],
    ["per_km", (vehicle) => amount(vehicle.cost_per_km)],
    ["per_day", (vehicle) => amount(vehicle.cost_per_day)],
    ["driver", (vehicle) => vehicle.driver],
  ]),
  closures: sheet<Schemas["ClosureRead"]>("closures", [
    ["road", (closure) => closure.road_ref || closure.edge_ids.join(", ") || closure.from_place],
    ["from", (closure) => moment(closure.start)],
    ["until", (closure) => moment(closure.end)],
    ["effect", (closure) => (closure.speed_factor ? `× ${count(closure.speed_factor, 2)}` : sayOf("effect", "closed"))],
    ["profile", (closure) => closure.profiles.map((each) => sayOf("profile", each)).join(", ")],
    ["reason", (closure) => closure.reason],
    ["state", (closure) => sayOf("closure", closure.state)],
  ]),
  bookings: sheet<Schemas["BookingRead"]>("bookings", [
    ["code", (booking) => booking.code],
    ["state", (booking) => sayOf("booking", booking.state)],
    ["shop", (booking) => booking.shop],
    ["day", (booking) => booking.promise.day],
    ["time", (booking) => `${clock(booking.promise.window.start)}–${clock(booking.promise.window.end)}`],
    ["price", (booking) => amount(booking.price)],
  ]),
  users: sheet<Schemas["UserRead"]>("users", [
    ["name", (user) => user.name],
    ["role", (user) => sayOf("role", user.role)],
    ["subject", (user) => user.subject],
    ["hub", (user) => user.hubs.join(", ")],
    ["state", (user) => sayOf("user", user.state)],
  ]),
  products: sheet<Schemas["ProductRead"]>(
    "products",
    [
      ["id", (product) => product.id],
      ["name", (product) => either(product.name_vi, product.name_en)],
      ["pack", (product) => `${product.pack_vi} · ${kilos(product.pack_kg)}`],
      ["tags", (product) => product.tags.join(", ")],
    ],
    true,
  ),
  inbox: sheet<Schemas["MessageRead"]>("inbox", [
    ["time", (message) => moment(message.created_at)],
    ["to", (message) => message.shop || message.vehicle || sayOf("role", message.to)],
    ["message", (message) => either(message.vi, message.en)],
  ]),
  changes: sheet<Schemas["ChangeRead"]>("changes", [
    ["time", (change) => moment(change.at)],
    ["who", (change) => change.actor],
    ["what", (change) => `${change.noun} ${change.subject}`],
    ["did", (change) => change.action],
  ]),
} as const;
export type SheetName = keyof typeof SHEETS;
