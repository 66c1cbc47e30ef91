/** Where a road is closed or slowed, for whom and how long. */
import { useState } from "preact/hooks";
import { say, sayOf } from "./words.ts";

export type Stated = Record<string, unknown>;
interface Piece {
  id: string;
  label: string;
}
interface Stating {
  touched: readonly Piece[];
  profiles: readonly string[];
  firstDay: string | undefined;
  /** Of the clock where the roads are, such as +07:00. */
  offset: string;
  onDrop: (id: string) => void;
  onLook: (closure: Stated) => void;
}

/** Read the form: only what was filled in is stated. */
export function readClosure(form: FormData, edgeIds: readonly string[], offset: string): Stated {
  const words = (name: string): string => String(form.get(name) ?? "").trim();
  const filled = (names: readonly string[]): Stated =>
    Object.fromEntries(names.filter((name) => words(name)).map((name) => [name, name.startsWith("km_") ? Number(words(name)) : words(name)]));
  const where = edgeIds.length > 0 ? { edge_ids: edgeIds } : filled(["road_ref", "km_from", "km_to", "from_place", "to_place"]);
  return {
    ...where,
    start: `${words("start")}:00${offset}`,
    end: `${words("end")}:00${offset}`,
    speed_factor: Number(words("speed")) / 100,
    profiles: form.getAll("profile"),
    reason: words("reason"),
  };
}

export function ClosureForm({ touched, profiles, firstDay, offset, onDrop, onLook }: Stating) {
  const [speed, setSpeed] = useState("0");
  const day = firstDay ?? new Date().toLocaleDateString("sv");
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    onLook(readClosure(form, touched.map((piece) => piece.id), offset));
  };
  return (
    <form class="card" onSubmit={send}>
      <h2>{say("close_a_road")}</h2>
      {touched.length > 0 ? (
        <p class="acts">
          {touched.map((piece) => (
            <button key={piece.id} type="button" onClick={() => onDrop(piece.id)} title={piece.id}>
              {piece.label} ✕
            </button>
          ))}
        </p>
      ) : (
        <>
          <p class="facts">{say("touch_or_name")}</p>
          <p class="fields">
            <Field name="road_ref" size={8} hint="QL4D" />
            <Field name="km_from" size={5} hint="25.3" pattern="[0-9.]*" />
            <Field name="km_to" size={5} hint="25.5" pattern="[0-9.]*" />
            <Field name="from_place" size={14} />
            <Field name="to_place" size={14} />
          </p>
        </>
      )}
      <p class="fields">
        <label>
          {say("closed_from")}
          <input name="start" type="datetime-local" required defaultValue={`${day}T00:00`} />
        </label>
        <label>
          {say("closed_until")}
          <input name="end" type="datetime-local" required defaultValue={`${day}T23:59`} />
        </label>
        <label>
          {say("how_much")}
          <select name="speed" value={speed} onChange={(event) => setSpeed(event.currentTarget.value)}>
            <option value="0">{say("effect_closed")}</option>
            {[25, 50, 75].map((share) => (
              <option key={share} value={share}>
                {say("slowed_to", { share })}
              </option>
            ))}
          </select>
        </label>
      </p>
      <fieldset>
        <legend>{say("for_whom")}</legend>
        {profiles.map((profile) => (
          <label key={profile} class="tick">
            <input name="profile" type="checkbox" value={profile} />
            {sayOf("profile", profile)}
          </label>
        ))}
      </fieldset>
      <p>
        <label>
          {say("col_reason")} <input name="reason" maxLength={200} />
        </label>
      </p>
      <button class="main" data-do="preview">
        {say("see_impact")}
      </button>
    </form>
  );
}

function Field({ name, size, hint, pattern }: { name: "road_ref" | "km_from" | "km_to" | "from_place" | "to_place"; size: number; hint?: string; pattern?: string }) {
  return (
    <label>
      {say(name)}
      <input name={name} size={size} placeholder={hint} pattern={pattern} />
    </label>
  );
}
