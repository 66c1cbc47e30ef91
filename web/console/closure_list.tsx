/** The closures that are kept; each can be ended now or taken back. */
import { useState } from "preact/hooks";
import { call } from "./calls.ts";
import { Problem } from "./problem.tsx";
import type { Closure } from "./shapes.ts";
import { moment, say, sayOf } from "./words.ts";

export function ClosureList({ closures, onChanged }: { closures: readonly Closure[]; onChanged: () => void }) {
  const [refusal, setRefusal] = useState<Error>();
  const act = (method: string, closure: Closure, more = ""): void => {
    setRefusal(undefined);
    const path = `closures/${encodeURIComponent(closure.id)}${more}`;
    call(method, path, { version: closure.version }).then(onChanged, setRefusal);
  };
  return (
    <>
      <h2>{say("sheet_closures")}</h2>
      <Problem refusal={refusal} onClose={() => setRefusal(undefined)} />
      {closures.length === 0 && <p>{say("no_closures")}</p>}
      <ul class="cards">
        {closures.map((closure) => (
          <li key={closure.id} class="card">
            <strong>{nameOf(closure)}</strong> {closure.speed_factor > 0 ? say("slowed_to", { share: Math.round(100 * closure.speed_factor) }) : say("effect_closed")}
            <small>
              {moment(closure.start)} – {moment(closure.end)} · {closure.profiles.map((each) => sayOf("profile", each)).join(", ") || say("everybody")}
            </small>
            {closure.reason && <small>{closure.reason}</small>}
            {closure.state !== "as_stated" && <small class="bad">{sayOf("closure", closure.state)}</small>}
            <p class="acts">
              <button type="button" onClick={() => act("POST", closure, "/end")}>
                {say("open_now")}
              </button>
              <button type="button" onClick={() => act("DELETE", closure)}>
                {say("take_back")}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function nameOf(closure: Closure): string {
  const km = closure.km_from === null ? "" : ` Km ${closure.km_from}–${closure.km_to ?? ""}`;
  const places = closure.from_place ? ` ${closure.from_place} – ${closure.to_place}` : "";
  return `${closure.road_ref}${km}${places}`.trim() || closure.edge_ids.slice(0, 2).join(", ") || closure.id;
}
