/** The map as a part of the page; where the browser cannot draw it, it says so once. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Position } from "./lines.ts";
import type { Features, MapCanvas, Touched } from "./map_canvas.ts";
import type { SourceName } from "./map_style.ts";
import { say } from "./words.ts";

export type Drawing = Partial<Record<SourceName, Features>>;
interface Shown extends Touched {
  drawing: Drawing;
  bounds: Position[];
  focus: Position[];
  credit: string;
  schematic: boolean;
}

/** Asked once: each try takes one of the few drawings a browser keeps at a time. */
export const CAN_DRAW_MAPS = document.createElement("canvas").getContext("webgl2") !== null;

export function MapView(shown: Shown) {
  const frame = useRef<HTMLDivElement>(null);
  const latest = useRef(shown);
  latest.current = shown;
  const [canvas, setCanvas] = useState<MapCanvas>();
  useEffect(() => {
    let made: MapCanvas | undefined;
    let isGone = false;
    void import("./map_canvas.ts").then(({ MapCanvas }) => {
      if (frame.current && !isGone) {
        made = new MapCanvas(frame.current, shown.bounds, {
          onRoad: (id) => latest.current.onRoad(id),
          onStop: (id) => latest.current.onStop(id),
        });
        setCanvas(made);
      }
    });
    return () => {
      isGone = true;
      made?.close();
    };
  }, []);
  useEffect(() => {
    for (const [name, features] of Object.entries(shown.drawing)) {
      canvas?.draw(name as SourceName, features);
    }
  });
  useEffect(() => canvas?.fit(shown.focus), [canvas, shown.focus]);
  return (
    <div class="map" role="region" aria-label={say("map")}>
      <div class="canvas" ref={frame} />
      <p class="zoom">
        <button type="button" aria-label={say("zoom_in")} onClick={() => canvas?.zoom(1)}>
          +
        </button>
        <button type="button" aria-label={say("zoom_out")} onClick={() => canvas?.zoom(-1)}>
          −
        </button>
      </p>
      <p class="credit">
        {shown.schematic && `${say("schematic")} `}
        {shown.credit}
      </p>
    </div>
  );
}
