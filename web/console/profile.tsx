/** The climb of a route with what is on board along it. */
import type { Route } from "./shapes.ts";
import { count, kg, km, say } from "./words.ts";

const [WIDTH, HEIGHT, LOAD] = [800, 110, 40];

export function Profile({ route, colour, at }: { route: Route; colour: string; at: number }) {
  const heights = route.elevation.map(([, height]) => height);
  if (heights.length < 2 || route.distance_m === 0) {
    return null;
  }
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const x = (m: number): number => (m / route.distance_m) * WIDTH;
  const y = (height: number): number => 6 + ((high - height) / Math.max(high - low, 1)) * (HEIGHT - 12);
  const top = Math.max(route.capacity_g ?? 0, route.peak_load_g, 1);
  const z = (g: number): number => HEIGHT + LOAD - (g / top) * (LOAD - 4);
  let driven = 0;
  const halts = route.stops.map((stop) => ({ stop, m: (driven += stop.leg_distance_m) }));
  const ground = route.elevation.map(([m, height]) => `${x(m)} ${y(height)}`).join("L");
  const load = halts.map(({ stop, m }) => `H${x(m)}V${z(stop.load_g)}`).join("");
  const mark = halts[at];
  const told = say("profile", { low: count(low), high: count(high), km: km(route.distance_m), kg: kg(route.peak_load_g) });
  return (
    <figure class="profile">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + LOAD}`} preserveAspectRatio="none" role="img" aria-label={told}>
        <path class="ground" d={`M0 ${HEIGHT}L${ground}L${WIDTH} ${HEIGHT}Z`} fill={colour} />
        <path class="load" d={`M0 ${HEIGHT + LOAD}${load}V${HEIGHT + LOAD}Z`} />
        {halts.map(({ stop, m }) => (
          <line key={stop.id} class={stop === mark?.stop ? "halt here" : "halt"} x1={x(m)} x2={x(m)} y1={0} y2={HEIGHT + LOAD} />
        ))}
      </svg>
      <figcaption>{told}</figcaption>
    </figure>
  );
}
