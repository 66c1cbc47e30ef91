/** The requests: found by words, state and day, edited, added, and brought in as a file. */
import { useMemo, useState } from "preact/hooks";
import { useAsked } from "./asked.ts";
import { listAll } from "./calls.ts";
import { ImportFile } from "./import_file.tsx";
import { Problem } from "./problem.tsx";
import { RequestForm } from "./request_form.tsx";
import { fold } from "./search.ts";
import type { Request } from "./shapes.ts";
import { Wide } from "./wide.tsx";
import { count, moment, say, sayOf } from "./words.ts";

const MOST = 200;
const COLUMNS = ["id", "place", "shop", "product", "weight", "from", "until", "state"] as const;

const wordsOf = (request: Request): string =>
  fold([request.id, request.place, request.shop, request.product, request.contact_name, request.contact_phone, request.notes].join(" "));

export function Requests() {
  const asked = useAsked(() => listAll<Request>("requests"), []);
  const [wanted, setWanted] = useState("");
  const [state, setState] = useState("booked");
  const [day, setDay] = useState("");
  const [open, setOpen] = useState<Request | "new">();
  const found = useMemo(
    () =>
      (asked.value ?? []).filter(
        (request) =>
          (!state || request.state === state) &&
          (!day || (request.ready.slice(0, 10) <= day && request.due.slice(0, 10) >= day)) &&
          wordsOf(request).includes(fold(wanted)),
      ),
    [asked.value, wanted, state, day],
  );
  const done = (): void => {
    setOpen(undefined);
    asked.again();
  };
  return (
    <section class="page">
      <Problem refusal={asked.refusal} onClose={asked.again} />
      <p class="fields">
        <label>
          {say("search")}
          <input type="search" name="wanted" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
        </label>
        <label>
          {say("col_state")}
          <select value={state} onChange={(event) => setState(event.currentTarget.value)}>
            {["booked", "cancelled", ""].map((each) => (
              <option key={each} value={each}>
                {each ? sayOf("request", each) : say("every")}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say("day")}
          <input type="date" value={day} onInput={(event) => setDay(event.currentTarget.value)} />
        </label>
        <button type="button" class="main" data-do="new-request" onClick={() => setOpen("new")}>
          {say("new_request")}
        </button>
      </p>
      <ImportFile onDone={done} />
      {open && <RequestForm key={open === "new" ? "" : open.id} request={open === "new" ? undefined : open} onDone={done} onClose={() => setOpen(undefined)} />}
      {asked.value && <p>{say("shown_of", { n: count(found.length), all: count(asked.value.length) })}</p>}
      <Wide name={say("view_requests")}>
        <table>
          <thead>
            <tr>
              {COLUMNS.map((name) => (
                <th key={name} scope="col">
                  {say(`col_${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, MOST).map((request) => (
              <tr key={request.id} aria-selected={open !== "new" && open?.id === request.id}>
                <th scope="row">
                  <button type="button" class="plain" onClick={() => setOpen(request)}>
                    {request.id}
                  </button>
                </th>
                <td>{request.place}</td>
                <td>{request.shop}</td>
                <td>{request.product}</td>
                <td class="n">{request.weight_kg === null ? say("unweighed") : `${count(request.weight_kg, 1)} kg`}</td>
                <td>{moment(request.ready)}</td>
                <td>{moment(request.due)}</td>
                <td>{sayOf("request", request.state)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {found.length > MOST && <p>{say("and_more", { n: count(found.length - MOST) })}</p>}
    </section>
  );
}
