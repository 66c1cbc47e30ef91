/** Asks for a plan: from when, how many days, how long to search, what to keep. */
import { useState } from "preact/hooks";
import { call } from "./calls.ts";
import { Problem } from "./problem.tsx";
import type { PlanRow } from "./shapes.ts";
import { say } from "./words.ts";

interface Asking {
  inForce: PlanRow | undefined;
  onAsked: (id: string) => void;
}

export function NewPlan({ inForce, onAsked }: Asking) {
  const [refusal, setRefusal] = useState<Error>();
  const [isSending, setSending] = useState(false);
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = {
      start: form.get("start"),
      days: Number(form.get("days")),
      time_limit_s: Number(form.get("time")),
      ...(form.get("keep") && inForce ? { from_plan: inForce.id, keep_days: Number(form.get("keep_days")) } : {}),
    };
    setSending(true);
    call<{ id: string }>("POST", "plans", { body, once: true })
      .then((made) => onAsked(made.id), setRefusal)
      .finally(() => setSending(false));
  };
  const today = new Date().toLocaleDateString("sv");
  return (
    <form class="card" onSubmit={send}>
      <p class="fields">
        <label>
          {say("first_day")}
          <input name="start" type="date" required defaultValue={inForce?.start ?? today} />
        </label>
        <label>
          {say("days_number")}
          <input name="days" type="number" min="1" max="31" required defaultValue={inForce?.days ?? 6} />
        </label>
        <label>
          {say("search_s")}
          <input name="time" type="number" min="1" max="3600" required defaultValue="20" />
        </label>
      </p>
      {inForce && (
        <p class="fields">
          <label class="tick">
            <input name="keep" type="checkbox" defaultChecked />
            {say("keep_promises")}
          </label>
          <label>
            {say("keep_days")}
            <input name="keep_days" type="number" min="0" max="31" defaultValue="0" />
          </label>
        </p>
      )}
      <Problem refusal={refusal} />
      <button class="main" disabled={isSending}>
        {say("start_search")}
      </button>
    </form>
  );
}
