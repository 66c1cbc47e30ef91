/** What a plan leaves out, why, and the change that lets it in, made by one touch. */
import { useState } from "preact/hooks";
import { Problem } from "./problem.tsx";
import { applyRepair } from "./repairs.ts";
import type { Dropped } from "./shapes.ts";
import { count, either, kg, money, say, sayOf } from "./words.ts";

const MOST = 50;

export function LeftOut({ dropped, onPlan }: { dropped: readonly Dropped[]; onPlan: () => void }) {
  if (dropped.length === 0) {
    return <p class="good">{say("nothing_left_out")}</p>;
  }
  return (
    <details class="left-out">
      <summary>{say("left_out", { n: count(dropped.length) })}</summary>
      <ul>
        {dropped.slice(0, MOST).map((left) => (
          <Left key={`${left.request}.${left.part}`} left={left} onPlan={onPlan} />
        ))}
      </ul>
      {dropped.length > MOST && <p>{say("and_more", { n: count(dropped.length - MOST) })}</p>}
    </details>
  );
}

function Left({ left, onPlan }: { left: Dropped; onPlan: () => void }) {
  const [refusal, setRefusal] = useState<Error>();
  const [isDone, setDone] = useState(false);
  const repair = left.repair;
  const weight = left.weight_g === null ? say("unweighed") : kg(left.weight_g);
  const apply = (): void => {
    if (repair) {
      setRefusal(undefined);
      applyRepair(left.request, repair).then(() => setDone(true), setRefusal);
    }
  };
  return (
    <li>
      <strong>{left.request}</strong> · {weight} · {sayOf("left", left.state)}
      {left.reasons.map((reason, i) => (
        <small key={i}>{either(reason.detail, reason.detail_en)}</small>
      ))}
      {repair && !isDone && (
        <p class="acts">
          <span>
            {say("repair", { what: either(repair.text, repair.text_en), cost: money(repair.extra_minor) })}
            {repair.verified && ` · ${say("verified")}`}
          </span>
          <button type="button" data-do="repair" onClick={apply}>
            {say("apply")}
          </button>
        </p>
      )}
      {isDone && (
        <p class="acts">
          <span>{say("repaired")}</span>
          <button type="button" class="main" onClick={onPlan}>
            {say("new_plan")}
          </button>
        </p>
      )}
      <Problem refusal={refusal} onClose={() => setRefusal(undefined)} />
    </li>
  );
}
