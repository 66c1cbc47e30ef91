/** How the map looks: our own roads, no tiles, no glyphs but those the browser draws itself. */
import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";

export const SOURCES = ["roads", "closed", "places", "routes", "stops", "hubs"] as const;
export type SourceName = (typeof SOURCES)[number];

const FONT = ["Noto Sans", "sans-serif"];
const WIDTH: ExpressionSpecification = [
  "interpolate",
  ["linear"],
  ["zoom"],
  7,
  ["match", ["get", "kind"], ["national", "expressway"], 1.6, "provincial", 1, 0.5],
  13,
  ["match", ["get", "kind"], ["national", "expressway"], 6, "provincial", 4.5, 2.5],
];
const round = { "line-cap": "round", "line-join": "round" } as const;
const halo = { "text-halo-color": "#fbfaf5", "text-halo-width": 1.6 } as const;

const LAYERS: LayerSpecification[] = [
  { id: "ground", type: "background", paint: { "background-color": "#f3f1e7" } },
  { id: "roads", type: "line", source: "roads", layout: round, paint: { "line-color": "#b9b29c", "line-width": WIDTH } },
  // Wide and unseen, so that a finger finds a road.
  { id: "roads-hit", type: "line", source: "roads", paint: { "line-width": 14, "line-opacity": 0 } },
  {
    id: "routes",
    type: "line",
    source: "routes",
    layout: { ...round, "line-sort-key": ["case", ["get", "chosen"], 1, 0] },
    paint: {
      "line-color": ["get", "colour"],
      "line-width": ["case", ["get", "chosen"], 5, 2.5],
      "line-opacity": ["case", ["get", "faint"], 0.25, 0.9],
    },
  },
  {
    id: "closed",
    type: "line",
    source: "closed",
    paint: {
      "line-color": ["case", ["get", "asked"], "#7a1fa2", "#c62828"],
      "line-width": 6,
      "line-dasharray": [1.2, 0.8],
    },
  },
  {
    id: "stops",
    type: "circle",
    source: "stops",
    paint: {
      "circle-color": ["get", "colour"],
      "circle-radius": ["case", ["get", "chosen"], 7, 4],
      "circle-stroke-color": "#fff",
      "circle-stroke-width": 1.5,
      "circle-opacity": ["case", ["get", "faint"], 0.3, 1],
    },
  },
  {
    id: "road-names",
    type: "symbol",
    source: "roads",
    minzoom: 9,
    layout: { "symbol-placement": "line", "text-field": ["get", "label"], "text-font": FONT, "text-size": 11 },
    paint: { "text-color": "#6b654f", ...halo },
  },
  {
    id: "place-names",
    type: "symbol",
    source: "places",
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": ["step", ["get", "rank"], 14, 1, 13, 2, 11],
      "text-offset": [0, 0.8],
      "text-anchor": "top",
      "symbol-sort-key": ["get", "rank"],
    },
    paint: { "text-color": "#3a3a32", ...halo },
  },
  {
    id: "numbers",
    type: "symbol",
    source: "stops",
    filter: ["get", "chosen"],
    layout: { "text-field": ["get", "seq"], "text-font": FONT, "text-size": 9, "text-allow-overlap": true },
    paint: { "text-color": "#fff" },
  },
  {
    id: "hubs",
    type: "symbol",
    source: "hubs",
    layout: {
      "text-field": ["concat", "◆ ", ["get", "name"]],
      "text-font": FONT,
      "text-size": 13,
      "text-allow-overlap": true,
    },
    paint: { "text-color": "#0b3d2e", "text-halo-color": "#fff", "text-halo-width": 2 },
  },
];

export function buildStyle(): StyleSpecification {
  const empty: SourceSpecification = { type: "geojson", data: { type: "FeatureCollection", features: [] } };
  return { version: 8, sources: Object.fromEntries(SOURCES.map((name) => [name, empty])), layers: LAYERS };
}
