/** What the service tells; its types are its own, but for plans, which stand in plan.json's page. */
import type { components } from "../generated/api.ts";

type Schemas = components["schemas"];
export type Session = Schemas["SessionRead"];
export type RoadMap = Schemas["RoadMap"];
export type Hub = Schemas["HubRead"];
export type Closure = Schemas["ClosureRead"];
export type Preview = Schemas["ClosurePreview"];
export type PlanRow = Schemas["PlanRow"];
export type Plan = Schemas["PlanRead"];
export type Request = Schemas["RequestRead"];
export type Vehicle = Schemas["VehicleRead"];
export type Imported = Schemas["ImportRead"];

export interface Stop {
  id: string;
  seq: number;
  kind: string;
  request: string | null;
  part: number | null;
  parts: number | null;
  weight_g: number;
  place: string;
  place_name: string | null;
  lon: number;
  lat: number;
  arrival: string;
  start: string;
  departure: string;
  leg_distance_m: number;
  leg_driving_s: number;
  leg_roads: string[];
  load_g: number;
  window: { start: string; end: string } | null;
  product: string | null;
  shop: string | null;
}
export interface Route {
  id: string;
  vehicle: string;
  driver: string | null;
  profile: string;
  date: string;
  start_hub: string;
  end_hub: string;
  start: string;
  end: string;
  distance_m: number;
  driving_s: number;
  cost_minor: number;
  peak_load_g: number;
  capacity_g: number | null;
  geometry: string;
  elevation: [number, number][];
  stops: Stop[];
}
export interface Repair {
  text: string;
  text_en: string;
  verified: boolean;
  extra_minor: number;
  key: string;
  params: Record<string, string | number>;
}
export interface Dropped {
  request: string;
  part: number;
  weight_g: number | null;
  state: "dropped" | "deferred";
  reasons: { code: string; detail: string; detail_en: string }[];
  repair?: Repair;
}
