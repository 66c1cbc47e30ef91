/** What the service and this page tell each other; the types of the service are its own. */
import type { components } from "../generated/api.ts";

type Schemas = components["schemas"];
/** Members at their default are left out of a route. */
type Lean<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

export type Item = Lean<Schemas["DriverItem"], "part" | "cancelled" | "product_vi" | "product_en">;
export type Leg = Schemas["DriverLeg"];
export type Stop = Omit<Lean<Schemas["DriverStop"], "notes">, "items"> & { items: Item[] };
export type Route = Omit<Schemas["DriverRoute"], "stops"> & { stops: Stop[] };
export type StopState = Lean<Schemas["StopStateRead"], "reviews" | "photos">;
export type Result = Schemas["EventResult"];
export type Kind = "arrived" | "picked_up" | "failed" | "delayed";

/** One event, as `BatchIn` of the service shows it by its example. */
export interface SentEvent {
  id: string;
  device_id: string;
  seq: number;
  base_version: number;
  route_id: string;
  stop_id: string;
  kind: Kind;
  device_time: string;
  payload: Record<string, unknown>;
}

/** Who is signed in on this phone. `mark` tells their link from another one. */
export interface Session {
  subject: string;
  date: string | null;
  csrf: string;
  mark: string;
}

/** An event as it is kept until it was answered; `who` is whose session may send it. */
export interface Kept {
  n?: number;
  who: string;
  event: SentEvent;
}

/** An answered event, kept until what the service knows of its stop was read again. */
export interface Done {
  id: string;
  event: SentEvent;
  result: Result;
}
