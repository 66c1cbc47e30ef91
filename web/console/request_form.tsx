/** One request, to be stated anew or edited; what the form does not name stays as it is. */
import { useState } from "preact/hooks";
import { readNumber } from "../markup/numbers.ts";
import { useAsked } from "./asked.ts";
import { call } from "./calls.ts";
import { asStated } from "./edits.ts";
import { Problem } from "./problem.tsx";
import type { Request } from "./shapes.ts";
import { lang, say } from "./words.ts";

const WORDS = ["shop", "product", "contact_name", "contact_phone", "notes"] as const;
type Place = { id: string; name: string; district: string };
interface Editing {
  request: Request | undefined;
  onDone: () => void;
  onClose: () => void;
}

/** What the form states; an empty weight of a new request is left to packs of the product. */
export function readRequest(form: FormData): Record<string, unknown> {
  const words = (name: string): string => String(form.get(name) ?? "").trim();
  const weight = readNumber(words("weight_kg"));
  return {
    ...Object.fromEntries(WORDS.map((name) => [name, words(name)])),
    ...(words("place") && { place: words("place") }),
    ...(weight !== undefined && { weight_kg: Number.isNaN(weight) ? words("weight_kg") : weight }),
    count: Number(words("count") || 0),
    ready: words("ready"),
    due: words("due"),
    required: form.get("required") !== null,
  };
}

export function RequestForm({ request, onDone, onClose }: Editing) {
  const [refusal, setRefusal] = useState<Error>();
  const [typed, setTyped] = useState("");
  const places = useAsked(
    async () => (typed.length > 1 ? (await call<{ items: Place[] }>("GET", `places?q=${encodeURIComponent(typed)}`)).items : []),
    [typed],
  );
  const path = request && `requests/${encodeURIComponent(request.id)}`;
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const stated = readRequest(new FormData(event.currentTarget as HTMLFormElement));
    const kept = (name: "ready" | "due"): string =>
      request && request[name].slice(0, 10) === stated[name] ? request[name] : String(stated[name]);
    const days = { ready: kept("ready"), due: kept("due") };
    const sent = path
      ? call("PUT", path, { body: asStated(request, { ...stated, ...days }), version: request.version })
      : call("POST", "requests", { body: { ...stated, ...days }, once: true });
    sent.then(onDone, setRefusal);
  };
  const cancel = (): void => {
    if (path) {
      call("POST", `${path}/cancel`, { once: true }).then(onDone, setRefusal);
    }
  };
  return (
    <form class="card" onSubmit={send} data-part="request">
      <h2>{request ? request.id : say("new_request")}</h2>
      <p class="fields">
        {(!request || request.place) && (
          <label>
            {say("col_place")}
            <input name="place" required list="places" defaultValue={request?.place} onInput={(event) => setTyped(event.currentTarget.value)} />
          </label>
        )}
        <datalist id="places">
          {places.value?.map((place) => (
            <option key={place.id} value={place.name}>
              {place.district}
            </option>
          ))}
        </datalist>
        {(["shop", "product"] as const).map((name) => (
          <label key={name}>
            {say(`col_${name}`)}
            <input name={name} defaultValue={request?.[name]} />
          </label>
        ))}
        <label>
          {say("packs")}
          <input name="count" type="number" min="0" defaultValue={request?.count ?? 0} />
        </label>
        <label>
          {say("weight_kg")}
          <input name="weight_kg" inputMode="decimal" size={8} defaultValue={weightOf(request)} />
        </label>
        <label>
          {say("col_from")}
          <input name="ready" type="date" required defaultValue={request?.ready.slice(0, 10)} />
        </label>
        <label>
          {say("col_until")}
          <input name="due" type="date" required defaultValue={request?.due.slice(0, 10)} />
        </label>
        {(["contact_name", "contact_phone", "notes"] as const).map((name) => (
          <label key={name}>
            {say(name)}
            <input name={name} defaultValue={request?.[name]} />
          </label>
        ))}
        <label class="tick">
          <input name="required" type="checkbox" defaultChecked={request?.required ?? true} />
          {say("required")}
        </label>
      </p>
      <Problem refusal={refusal} />
      <p class="acts">
        <button class="main" data-do="save">
          {say("save")}
        </button>
        {request?.state === "booked" && (
          <button type="button" data-do="cancel-request" onClick={cancel}>
            {say("cancel_request")}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {say("close")}
        </button>
      </p>
    </form>
  );
}

/** A weight that follows from the packs is not stated again. */
function weightOf(request: Request | undefined): string {
  const isOwn = request && request.weight_kg !== null && !request.derived.includes("weight_g");
  return isOwn ? String(request.weight_kg).replace(".", lang() === "vi" ? "," : ".") : "";
}
