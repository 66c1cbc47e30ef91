/** How far a plan is, what it costs, and what can be done with it. */
import { useState } from "preact/hooks";
import { call, Refusal } from "./calls.ts";
import { Curve } from "./curve.tsx";
import { Problem } from "./problem.tsx";
import type { Plan } from "./shapes.ts";
import { count, either, km, money, percent, say, sayOf } from "./words.ts";

interface Acting {
  plan: Plan;
  onTaken: (id: string) => void;
  onChanged: () => void;
}
interface Diff {
  diff?: { kept?: number; changed?: unknown[]; moved?: number; shifted?: number; lost?: number };
  current_plan?: string;
}

export function PlanState({ plan, onTaken, onChanged }: Acting) {
  const [refusal, setRefusal] = useState<Error>();
  const act = (name: string, once = false): void => {
    setRefusal(undefined);
    call<{ id?: string }>("POST", `plans/${plan.id}/${name}`, { once }).then((answer) => {
      if (name === "resume" && answer.id) {
        onTaken(answer.id);
      } else {
        onChanged();
      }
    }, setRefusal);
  };
  const isActive = ["queued", "running"].includes(plan.status);
  const isOver = ["done", "cancelled"].includes(plan.status) && plan.totals !== null;
  const { totals, progress } = plan;
  return (
    <div class="card" data-status={plan.status}>
      <p>
        <strong>{plan.in_force ? say("in_force") : sayOf("status", plan.status)}</strong>
        {isActive && progress.cost && ` · ${money(progress.cost.amount, progress.cost.currency)}`}
        {totals && ` · ${money(totals.cost.amount, totals.cost.currency)}`}
      </p>
      {isActive && <progress value={progress.fraction} aria-label={percent(progress.fraction)} />}
      {progress.curve.length > 1 && <Curve points={progress.curve} />}
      {totals && (
        <p class="facts">
          {say("totals", {
            routes: count(totals.routes),
            km: km(totals.distance_m),
            dropped: count(totals.dropped),
            deferred: count(totals.deferred),
          })}
        </p>
      )}
      {plan.error && <p role="alert">{either(plan.error.message_vi, plan.error.message_en)}</p>}
      {plan.error?.errors.map((fault, i) => <p key={i}>{either(fault.message_vi, fault.message_en)}</p>)}
      {plan.warnings.length > 0 && (
        <details>
          <summary>{say("warnings", { n: count(plan.warnings.length) })}</summary>
          <ul>
            {plan.warnings.map((fault, i) => (
              <li key={i}>{either(fault.message_vi, fault.message_en)}</li>
            ))}
          </ul>
        </details>
      )}
      <Problem refusal={refusal} onClose={() => setRefusal(undefined)} />
      {refusal instanceof Refusal && refusal.said?.code === "PLAN_STALE" && <Stale said={refusal.said as Diff} onTaken={onTaken} />}
      <p class="acts">
        {isActive && (
          <button type="button" data-do="cancel" onClick={() => act("cancel")}>
            {say("cancel_search")}
          </button>
        )}
        {isOver && !plan.in_force && (
          <button type="button" class="main" data-do="publish" onClick={() => act("publish", true)}>
            {say("publish")}
          </button>
        )}
        {isOver && (
          <button type="button" data-do="resume" onClick={() => act("resume", true)}>
            {say("search_on")}
          </button>
        )}
        {isOver && (
          <>
            <a href={`/api/v1/plans/${plan.id}/plan.json`} download={`${plan.id}.json`}>
              plan.json
            </a>
            <a href={`/api/v1/plans/${plan.id}/routes.geojson`} download={`${plan.id}.geojson`}>
              GeoJSON
            </a>
          </>
        )}
      </p>
    </div>
  );
}

/** Another plan is in force since: look at it first. */
function Stale({ said, onTaken }: { said: Diff; onTaken: (id: string) => void }) {
  const current = said.current_plan;
  return (
    <p>
      {say("stale_hint")}{" "}
      {current && (
        <button type="button" onClick={() => onTaken(current)}>
          {say("see_in_force")}
        </button>
      )}
    </p>
  );
}
