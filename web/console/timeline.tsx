/** Each route as a bar over its day: where it drives, where it stands. */
import type { Choosing } from "./route_list.tsx";
import type { Route, Stop } from "./shapes.ts";
import { Wide } from "./wide.tsx";
import { clock, say, sayOf, weekday } from "./words.ts";

const DAY_MIN = 1440;

/** Minutes after the midnight at which a route's date begins. */
function minutes(route: Route, time: string): number {
  const days = time.slice(0, 10) > route.date ? 1 : 0;
  return days * DAY_MIN + Number(time.slice(11, 13)) * 60 + Number(time.slice(14, 16));
}

export function Timeline({ routes, colours, chosen, onChoose }: Choosing) {
  const first = Math.floor(Math.min(...routes.map((route) => minutes(route, route.start)), DAY_MIN) / 60);
  const last = Math.ceil(Math.max(...routes.map((route) => minutes(route, route.end)), first * 60 + 60) / 60);
  const place = (minute: number): string => `${(100 * (minute - first * 60)) / ((last - first) * 60)}%`;
  const hours = Array.from({ length: last - first }, (_none, i) => first + i);
  return (
    <Wide name={say("look_timeline")}>
      <div class="timeline" role="list">
      <div class="hours" aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour} style={{ left: place(hour * 60) }}>
            {hour % 24}h
          </span>
        ))}
      </div>
      {routes.map((route) => (
        <div key={route.id} role="listitem">
          <button type="button" aria-pressed={route.id === chosen} onClick={() => onChoose(route.id)}>
            <span class="who">
              {route.vehicle} <small>{weekday(route.date)}</small>
            </span>
            <span class="lane">
              <i
                class="drive"
                style={{
                  left: place(minutes(route, route.start)),
                  right: `calc(100% - ${place(minutes(route, route.end))})`,
                  background: colours.get(route.vehicle),
                }}
              />
              {route.stops.map((stop) => (
                <Halt key={stop.id} route={route} stop={stop} place={place} />
              ))}
            </span>
          </button>
        </div>
      ))}
      </div>
    </Wide>
  );
}

function Halt({ route, stop, place }: { route: Route; stop: Stop; place: (minute: number) => string }) {
  const [from, to] = [minutes(route, stop.arrival), minutes(route, stop.departure)];
  if (stop.kind === "start") {
    return null;
  }
  return (
    <i
      class={`halt ${stop.kind}`}
      title={`${clock(stop.arrival)} ${stop.place_name ?? stop.place} · ${sayOf("kind", stop.kind)}`}
      style={{ left: place(from), right: `calc(100% - ${place(Math.max(to, from + 4))})` }}
    />
  );
}
