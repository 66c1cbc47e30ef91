/** Which plan and which of its days. */
import type { PlanRow } from "./shapes.ts";
import { daysAfter, moment, money, say, sayOf, weekday } from "./words.ts";

interface Plans {
  plans: readonly PlanRow[];
  id: string;
  onPick: (id: string) => void;
  onNew: () => void;
}

function nameOf(plan: PlanRow): string {
  const days = plan.days > 1 ? `${weekday(plan.start)} – ${weekday(daysAfter(plan.start, plan.days - 1))}` : weekday(plan.start);
  const state = plan.in_force ? say("in_force") : sayOf("status", plan.status);
  const cost = plan.cost ? ` · ${money(plan.cost.amount, plan.cost.currency)}` : "";
  return `${days} · ${state}${cost} · ${moment(plan.created_at)}`;
}

export function PlanPicker({ plans, id, onPick, onNew }: Plans) {
  return (
    <p class="pick">
      <label>
        <span>{say("plan")}</span>
        <select value={id} onChange={(event) => onPick(event.currentTarget.value)}>
          {[...plans].reverse().map((plan) => (
            <option key={plan.id} value={plan.id}>
              {nameOf(plan)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="main" data-do="new-plan" onClick={onNew}>
        {say("new_plan")}
      </button>
    </p>
  );
}

interface Days {
  start: string;
  days: number;
  day: string;
  onPick: (day: string) => void;
}

export function DayPicker({ start, days, day, onPick }: Days) {
  const dates = Array.from({ length: days }, (_none, i) => daysAfter(start, i));
  return (
    <p class="days" role="group" aria-label={say("day")}>
      {["", ...dates].map((date) => (
        <button key={date} type="button" aria-pressed={date === day} onClick={() => onPick(date)}>
          {date ? weekday(date) : say("all_days")}
        </button>
      ))}
    </p>
  );
}
