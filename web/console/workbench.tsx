/** The plan: which one, which day, its routes as list, map, table and timeline. */
import { useMemo, useState } from "preact/hooks";
import { useAsked } from "./asked.ts";
import { call, listAll } from "./calls.ts";
import { drawClosed, drawRoutes, drawStops, colourVehicles } from "./features.ts";
import { touches, useClosures, useGround } from "./ground.ts";
import { LeftOut } from "./left_out.tsx";
import { type Position, readPolyline } from "./lines.ts";
import { CAN_DRAW_MAPS, MapView } from "./map.tsx";
import { NewPlan } from "./new_plan.tsx";
import { DayPicker, PlanPicker } from "./pickers.tsx";
import { PlanState } from "./plan_state.tsx";
import { Problem } from "./problem.tsx";
import { RouteDetail } from "./route_detail.tsx";
import { RouteList, RouteTable } from "./route_list.tsx";
import type { Dropped, Plan, PlanRow, Route } from "./shapes.ts";
import { Timeline } from "./timeline.tsx";
import { daysAfter, say, sayOf } from "./words.ts";

const LOOKS = ["map", "timeline", "table"] as const;
const POLL_MS = 1_000;
const ACTIVE = new Set(["queued", "running", "cancelling"]);
const NONE: Route[] = [];

interface Result {
  routes: Route[];
  dropped: Dropped[];
}

const pointsOf = (route: Route): Position[] => route.stops.map((stop) => [stop.lon, stop.lat]);

async function fetchResult(plan: Plan): Promise<Result | undefined> {
  if (!plan.links["routes"]) {
    return undefined;
  }
  const [routes, dropped] = await Promise.all([
    listAll<Route>(`plans/${plan.id}/routes?geometry=true`),
    listAll<Dropped>(`plans/${plan.id}/dropped`),
  ]);
  return { routes, dropped };
}

export function Workbench() {
  const ground = useGround();
  const closures = useClosures();
  const plans = useAsked(() => listAll<PlanRow>("plans"), []);
  const [asked, setAsked] = useState(() => location.hash.split("/")[2] ?? "");
  const newest = plans.value?.at(-1)?.id;
  const id = asked || (plans.value?.find((plan) => plan.in_force)?.id ?? newest ?? "");
  const [isActive, setActive] = useState(false);
  const plan = useAsked(
    async () => {
      const found = id ? await call<Plan>("GET", `plans/${id}`) : undefined;
      setActive(ACTIVE.has(found?.status ?? ""));
      return found;
    },
    [id],
    isActive ? POLL_MS : 0,
  );
  const shown = plan.value?.id === id ? plan.value : undefined;
  const result = useAsked(
    async () => shown && fetchResult(shown),
    [shown?.id, shown?.status, shown?.plan_version],
  );
  const [day, setDay] = useState("");
  const [chosen, setChosen] = useState("");
  const [look, setLook] = useState<(typeof LOOKS)[number]>(CAN_DRAW_MAPS ? "map" : "table");
  const [isPlanning, setPlanning] = useState(false);

  const all = result.value?.routes ?? NONE;
  const colours = useMemo(() => colourVehicles(all), [all]);
  const routes = useMemo(() => (day ? all.filter((route) => route.date === day) : all), [all, day]);
  const route = routes.find((each) => each.id === chosen);
  const focus = useMemo(() => (route ? readPolyline(route.geometry) : routes.flatMap(pointsOf)), [route, routes]);
  const first = day || shown?.start || "";
  const last = day || (shown ? daysAfter(shown.start, shown.days - 1) : "");
  const drawing = useMemo(
    () => ({
      ...ground.value?.drawing,
      routes: drawRoutes(routes, colours, chosen),
      stops: drawStops(routes, colours, chosen),
      closed: drawClosed(
        (closures.value ?? []).filter((closure) => touches(closure, first, last)),
        [],
        ground.value?.roads ?? [],
      ),
    }),
    [ground.value, closures.value, routes, colours, chosen, first, last],
  );
  const take = (planId: string): void => {
    setAsked(planId);
    setChosen("");
    setPlanning(false);
    plans.again();
  };
  const refresh = (): void => {
    plan.again();
    plans.again();
  };
  const choose = (routeId: string): void => setChosen(routeId === chosen ? "" : routeId);
  const refusal = plans.refusal ?? plan.refusal ?? result.refusal ?? ground.refusal ?? closures.refusal;
  return (
    <div class="bench">
      <section class="side" aria-label={say("plan")}>
        <Problem refusal={refusal} onClose={refresh} />
        <PlanPicker plans={plans.value ?? []} id={id} onPick={take} onNew={() => setPlanning(!isPlanning)} />
        {isPlanning && <NewPlan inForce={plans.value?.find((each) => each.in_force)} onAsked={take} />}
        {plans.value?.length === 0 && !isPlanning && <p>{say("no_plan")}</p>}
        {shown && <PlanState plan={shown} onTaken={take} onChanged={refresh} />}
        {shown && <DayPicker start={shown.start} days={shown.days} day={day} onPick={setDay} />}
        {result.value && <LeftOut dropped={result.value.dropped} onPlan={() => setPlanning(true)} />}
        <RouteList routes={routes} colours={colours} chosen={chosen} onChoose={choose} />
      </section>
      <section class="stage" aria-label={say("routes")}>
        <p class="looks" role="group" aria-label={say("look")}>
          {LOOKS.filter((name) => name !== "map" || CAN_DRAW_MAPS).map((name) => (
            <button key={name} type="button" aria-pressed={look === name} onClick={() => setLook(name)}>
              {sayOf("look", name)}
            </button>
          ))}
          {!CAN_DRAW_MAPS && <small>{say("no_webgl")}</small>}
        </p>
        {look === "map" && ground.value && (
          <MapView
            drawing={drawing}
            bounds={ground.value.bounds}
            focus={focus}
            credit={ground.value.map.credit}
            schematic={ground.value.map.schematic}
            onRoad={() => undefined}
            onStop={choose}
          />
        )}
        {look === "table" && <RouteTable routes={routes} colours={colours} chosen={chosen} onChoose={choose} />}
        {look === "timeline" && <Timeline routes={routes} colours={colours} chosen={chosen} onChoose={choose} />}
        {route && shown && <RouteDetail plan={shown} route={route} colour={colours.get(route.vehicle) ?? "#333"} />}
      </section>
    </div>
  );
}
