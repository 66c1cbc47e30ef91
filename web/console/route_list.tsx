/** The routes of the days shown, as a short list and as a table. */
import type { Route } from "./shapes.ts";
import { clock, count, duration, kg, km, money, percent, say, weekday } from "./words.ts";
import { Wide } from "./wide.tsx";

export interface Choosing {
  routes: readonly Route[];
  colours: Map<string, string>;
  chosen: string;
  onChoose: (id: string) => void;
}

export const visitsOf = (route: Route): number => route.stops.filter((stop) => stop.request).length;
const fullness = (route: Route): string => (route.capacity_g ? percent(route.peak_load_g / route.capacity_g) : "");

export function RouteList({ routes, colours, chosen, onChoose }: Choosing) {
  return (
    <ul class="routes">
      {routes.map((route) => (
        <li key={route.id}>
          <button type="button" aria-pressed={route.id === chosen} onClick={() => onChoose(route.id)}>
            <i class="swatch" style={{ background: colours.get(route.vehicle) }} />
            <span>
              <strong>{route.driver ? `${route.driver} · ${route.vehicle}` : route.vehicle}</strong> {weekday(route.date)}{" "}
              {clock(route.start)}–{clock(route.end)}
              <small>
                {say("route_facts", { stops: count(visitsOf(route)), kg: kg(route.peak_load_g), full: fullness(route), km: km(route.distance_m) })}
              </small>
            </span>
            <span class="n">{money(route.cost_minor)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function RouteTable({ routes, colours, chosen, onChoose }: Choosing) {
  return (
    <Wide name={say("routes")}>
      <table>
        <thead>
          <tr>
            {(["vehicle", "day", "time", "stops", "load", "full", "distance", "driving", "cost"] as const).map((name) => (
              <th key={name} scope="col">
                {say(`col_${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {routes.map((route) => (
            <tr key={route.id} aria-selected={route.id === chosen}>
              <th scope="row">
                <i class="swatch" style={{ background: colours.get(route.vehicle) }} />
                <button type="button" class="plain" onClick={() => onChoose(route.id)}>
                  {route.vehicle}
                </button>
              </th>
              <td>{weekday(route.date)}</td>
              <td>
                {clock(route.start)}–{clock(route.end)}
              </td>
              <td class="n">{count(visitsOf(route))}</td>
              <td class="n">{kg(route.peak_load_g)}</td>
              <td class="n">{fullness(route)}</td>
              <td class="n">{km(route.distance_m)}</td>
              <td class="n">{duration(route.driving_s)}</td>
              <td class="n">{money(route.cost_minor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
