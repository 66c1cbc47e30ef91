/** The map itself, a part of its own since it is big: loaded after the first view. */
import "maplibre-gl/dist/maplibre-gl.css";
import { LngLatBounds, Map as GlMap, type GeoJSONSource, type MapLayerMouseEvent, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Position } from "./lines.ts";
import { buildStyle, type SourceName } from "./map_style.ts";

setWorkerUrl(workerUrl);

export type Features = GeoJSON.Feature[];
export interface Touched {
  onRoad: (id: string) => void;
  onStop: (id: string) => void;
}

export class MapCanvas {
  readonly #map: GlMap;
  readonly #drawn = new Map<SourceName, Features>();
  #isReady = false;

  constructor(container: HTMLElement, bounds: Position[], touched: Touched) {
    this.#map = new GlMap({
      container,
      style: buildStyle(),
      bounds: boundsOf(bounds),
      fitBoundsOptions: { padding: 30 },
      attributionControl: false,
      dragRotate: false,
      fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.on("load", () => {
      this.#isReady = true;
      for (const [name, features] of this.#drawn) {
        this.#put(name, features);
      }
    });
    const tell = (layer: string, told: (id: string) => void): void => {
      this.#map.on("click", layer, (event: MapLayerMouseEvent) => {
        const id: unknown = event.features?.[0]?.properties["id"];
        if (typeof id === "string" && !event.defaultPrevented) {
          event.preventDefault();
          told(id);
        }
      });
    };
    tell("stops", touched.onStop);
    tell("roads-hit", touched.onRoad);
    for (const layer of ["stops", "roads-hit"]) {
      this.#map.on("mouseenter", layer, () => (this.#map.getCanvas().style.cursor = "pointer"));
      this.#map.on("mouseleave", layer, () => (this.#map.getCanvas().style.cursor = ""));
    }
  }

  /** Draw what a source holds now; the same features are not drawn twice. */
  draw(name: SourceName, features: Features): void {
    if (this.#drawn.get(name) !== features) {
      this.#drawn.set(name, features);
      if (this.#isReady) {
        this.#put(name, features);
      }
    }
  }

  fit(points: Position[]): void {
    if (points.length > 0) {
      const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.#map.fitBounds(boundsOf(points), { padding: 50, maxZoom: 13, duration: isStill ? 0 : 400 });
    }
  }

  zoom(by: number): void {
    this.#map.zoomTo(this.#map.getZoom() + by);
  }

  close(): void {
    this.#map.remove();
  }

  #put(name: SourceName, features: Features): void {
    this.#map.getSource<GeoJSONSource>(name)?.setData({ type: "FeatureCollection", features });
  }
}

function boundsOf(points: Position[]): LngLatBounds {
  const found = new LngLatBounds();
  for (const point of points) {
    found.extend(point);
  }
  return found;
}
