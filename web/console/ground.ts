/** What lies under every plan: the roads, fetched once a version, the hubs and the closures. */
import { useAsked } from "./asked.ts";
import { call, listAll } from "./calls.ts";
import { drawHubs, drawPlaces, drawRoads } from "./features.ts";
import { type Position, type Road, readRoads } from "./lines.ts";
import type { Drawing } from "./map.tsx";
import type { Closure, Hub, RoadMap } from "./shapes.ts";

export interface Ground {
  map: RoadMap;
  hubs: Hub[];
  roads: Road[];
  drawing: Drawing;
  bounds: Position[];
  /** How far the clock of the area is ahead, as the service's own times have it. */
  offset: string;
}

async function fetchGround(): Promise<Ground> {
  const [map, hubs] = await Promise.all([call<RoadMap>("GET", "roads"), listAll<Hub>("hubs")]);
  const roads = readRoads(map);
  const drawing = { roads: drawRoads(roads), places: drawPlaces(map), hubs: drawHubs(hubs, map) };
  return { map, hubs, roads, drawing, bounds: roads.flatMap((road) => road.line.slice(0, 1)), offset: hubs[0]?.created_at.slice(-6) ?? "+07:00" };
}

let fetched: Promise<Ground> | undefined;

export function useGround() {
  return useAsked(() => (fetched ??= fetchGround()), []);
}

export const useClosures = (turn = 0) => useAsked(() => listAll<Closure>("closures"), [turn]);

/** Whether a closure holds on one of the days. */
export const touches = (closure: Closure, first: string, last: string): boolean =>
  closure.start.slice(0, 10) <= last && closure.end.slice(0, 10) >= first;
