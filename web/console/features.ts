/** What the map shows, as GeoJSON features. */
import { otherWay, type Position, type Road, readPolyline } from "./lines.ts";
import type { Closure, Hub, RoadMap, Route } from "./shapes.ts";

type Feature = GeoJSON.Feature;
type Properties = Record<string, string | number | boolean>;

// Told apart by most colour-blind people (after Paul Tol, "bright" and "muted").
const COLOURS = ["#1f5fa8", "#b8336a", "#1b7f4d", "#8a5a00", "#6a3fa0", "#007c89", "#b3401a", "#4a5a1c", "#333a73", "#86225c"];

/** One colour a vehicle, the same on every day of a plan. */
export function colourVehicles(routes: readonly Route[]): Map<string, string> {
  const names = [...new Set(routes.map((route) => route.vehicle))].sort();
  return new Map(names.map((name, i) => [name, COLOURS[i % COLOURS.length] ?? "#333"]));
}

const line = (coordinates: Position[], properties: Properties): Feature => ({
  type: "Feature",
  geometry: { type: "LineString", coordinates },
  properties,
});
const point = (coordinates: Position, properties: Properties): Feature => ({
  type: "Feature",
  geometry: { type: "Point", coordinates },
  properties,
});

export const drawRoads = (roads: readonly Road[]): Feature[] =>
  roads.map(({ id, label, kind, line: points }) => line(points, { id, label, kind }));

export const drawPlaces = (map: RoadMap): Feature[] =>
  map.places
    .filter((place) => place.rank < 4)
    .map(({ name, rank, lonlat }) => point([lonlat.lon, lonlat.lat], { name, rank }));

export function drawHubs(hubs: readonly Hub[], map: RoadMap): Feature[] {
  const known = new Map(map.places.flatMap((place) => [[place.id, place.lonlat], [place.name, place.lonlat]] as const));
  return hubs.flatMap((hub) => {
    const at = hub.lonlat ?? known.get(hub.place);
    return at ? [point([at.lon, at.lat], { name: hub.name })] : [];
  });
}

/** Closed roads in red; those that are only `asked` about, in another colour. */
export function drawClosed(closures: readonly Closure[], asked: readonly string[], roads: readonly Road[]): Feature[] {
  const closed = new Set(closures.flatMap((each) => each.closed_edges));
  const wanted = new Set(asked);
  const has = (edges: Set<string>, id: string): boolean => edges.has(id) || edges.has(otherWay(id));
  return roads
    .filter(({ id }) => has(closed, id) || has(wanted, id))
    .map(({ id, line: points }) => line(points, { id, asked: has(wanted, id) }));
}

export function drawRoutes(routes: readonly Route[], colours: Map<string, string>, chosen: string): Feature[] {
  return routes
    .filter((route) => route.geometry)
    .map((route) =>
      line(readPolyline(route.geometry), {
        id: route.id,
        colour: colours.get(route.vehicle) ?? "#333",
        chosen: route.id === chosen,
        faint: chosen !== "" && route.id !== chosen,
      }),
    );
}

export function drawStops(routes: readonly Route[], colours: Map<string, string>, chosen: string): Feature[] {
  return routes.flatMap((route) =>
    route.stops
      .filter((stop) => stop.request)
      .map((stop) =>
        point([stop.lon, stop.lat], {
          id: route.id,
          seq: String(stop.seq),
          colour: colours.get(route.vehicle) ?? "#333",
          chosen: route.id === chosen,
          faint: chosen !== "" && route.id !== chosen,
        }),
      ),
  );
}
