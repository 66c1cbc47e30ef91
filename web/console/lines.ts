/** Lines as the service packs them, unpacked into positions. */
import type { RoadMap } from "./shapes.ts";

export type Position = [lon: number, lat: number];

/** Read an encoded polyline of 1e-6 degrees, latitude first (Google's algorithm). */
export function readPolyline(text: string): Position[] {
  const found: Position[] = [];
  let [at, lat, lon] = [0, 0, 0];
  const next = (): number => {
    let [value, shift, piece] = [0, 0, 0];
    do {
      piece = text.charCodeAt(at++) - 63;
      value |= (piece & 31) << shift;
      shift += 5;
    } while (piece >= 32);
    return value & 1 ? ~(value >> 1) : value >> 1;
  };
  while (at < text.length) {
    lat += next();
    lon += next();
    found.push([lon / 1e6, lat / 1e6]);
  }
  return found;
}

export interface Road {
  id: string;
  label: string;
  kind: string;
  line: Position[];
}

/** Unpack all roads. */
export function readRoads(map: RoadMap): Road[] {
  const { id, label, road_class, points, lon, lat } = map.lines;
  let [at, x, y] = [0, 0, 0];
  return id.map((name, i) => {
    const line: Position[] = [];
    for (let n = points[i] ?? 0; n > 0; n--, at++) {
      x += lon[at] ?? 0;
      y += lat[at] ?? 0;
      line.push([x / 1e5, y / 1e5]);
    }
    return {
      id: name,
      label: map.words[label[i] ?? 0] ?? "",
      kind: map.classes[road_class[i] ?? 0] ?? "",
      line,
    };
  });
}

/** The id of the same piece driven the other way: `way:from:to[:k]`. */
export function otherWay(id: string): string {
  const [way = "", from = "", to = "", ...more] = id.split(":");
  return [way, to, from, ...more].join(":");
}
