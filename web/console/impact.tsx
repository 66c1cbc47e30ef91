/** What a closure does: to promises, to villages, to the ways between. */
import type { ComponentChildren } from "preact";
import type { Preview } from "./shapes.ts";
import { count, duration, kg, km, moment, money, say, sayOf, signed } from "./words.ts";

const MOST = 30;
type Trip = Preview["impact"][number]["detours"][number];

export function ImpactView({ preview, children }: { preview: Preview; children: ComponentChildren }) {
  const { plan } = preview;
  return (
    <div class="card" data-part="impact">
      <h2>{say("impact")}</h2>
      <p>{say("touched_roads", { n: count(preview.edges), km: km(preview.length_m), roads: preview.roads.join(", ") })}</p>
      {plan && (
        <>
          <p>
            <strong class={plan.at_risk.length > 0 ? "bad" : "good"}>
              {say("promises_broken", { n: count(plan.at_risk.length), kg: kg(1000 * plan.at_risk_kg), kept: count(plan.kept) })}
            </strong>
          </p>
          <p>
            {say("routes_longer", {
              n: count(plan.changed_routes.length),
              km: signed(plan.extra_m, km),
              time: signed(plan.extra_s, duration),
              cost: signed(plan.extra_cost.amount, (amount) => money(amount, plan.extra_cost.currency)),
            })}
          </p>
          <ul>
            {plan.at_risk.slice(0, MOST).map((hit) => (
              <li key={hit.request}>
                {hit.request} · {hit.place} · {count(hit.weight_kg, 1)} kg · {moment(hit.start)}
                {hit.shop && ` · ${hit.shop}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {preview.impact.map((one) => (
        <details key={one.profile} open={one.cut_off.length > 0}>
          <summary>
            {sayOf("profile", one.profile)}: {say("cut_and_round", { cut: count(one.cut_off.length), round: count(one.detours.length) })}
          </summary>
          {one.cut_off.length > 0 && (
            <p class="bad">
              {say("cut_off")}: {one.cut_off.map((trip) => trip.name).join(", ")}
            </p>
          )}
          <ul>
            {one.detours.slice(0, MOST).map((trip) => (
              <li key={trip.place}>{roundOf(trip)}</li>
            ))}
          </ul>
        </details>
      ))}
      <div class="acts">{children}</div>
    </div>
  );
}

const roundOf = (trip: Trip): string =>
  `${trip.name} → ${trip.goal_name}: ${signed(trip.extra_s ?? 0, duration)}, ${signed(trip.extra_m ?? 0, km)}`;
