/** One route: its climb with what is on board, its stops, its papers. */
import { useState } from "preact/hooks";
import { Profile } from "./profile.tsx";
import type { Plan, Route } from "./shapes.ts";
import { clock, duration, kg, km, lang, say, sayOf, weekday } from "./words.ts";
import { Wide } from "./wide.tsx";

const PAPERS = ["html", "txt", "sms", "gpx"] as const;

export function RouteDetail({ plan, route, colour }: { plan: Plan; route: Route; colour: string }) {
  const [at, setAt] = useState(-1);
  const paper = `/api/v1/plans/${plan.id}/routes/${encodeURIComponent(route.id)}/route`;
  return (
    <article class="route">
      <h2>
        {route.vehicle} · {weekday(route.date)}
      </h2>
      <p class="acts">
        {PAPERS.map((form) => (
          <a key={form} href={`${paper}.${form}?lang=${lang()}`} target="_blank" rel="noopener">
            {sayOf("paper", form)}
          </a>
        ))}
      </p>
      <Profile route={route} colour={colour} at={at} />
      <Wide name={route.id}>
        <table>
          <thead>
            <tr>
              {(["seq", "time", "place", "what", "load", "leg"] as const).map((name) => (
                <th key={name} scope="col">
                  {say(`col_${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {route.stops.map((stop, i) => (
              <tr key={stop.id} onMouseEnter={() => setAt(i)} onMouseLeave={() => setAt(-1)}>
                <td>{stop.seq}</td>
                <td>
                  {clock(stop.arrival)}
                  {stop.departure !== stop.arrival && `–${clock(stop.departure)}`}
                </td>
                <th scope="row">{stop.place_name ?? stop.place}</th>
                <td>
                  {sayOf("kind", stop.kind)}
                  {stop.request && ` ${stop.request} · ${kg(stop.weight_g)}`}
                  {stop.shop && <small>{stop.shop}</small>}
                </td>
                <td class="n">{kg(stop.load_g)}</td>
                <td>
                  {stop.leg_distance_m > 0 && `${km(stop.leg_distance_m)} · ${duration(stop.leg_driving_s)}`}
                  {stop.leg_roads.length > 0 && <small>{stop.leg_roads.join(", ")}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </article>
  );
}
