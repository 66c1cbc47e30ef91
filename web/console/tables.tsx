/** What the service holds, list by list. */
import { useState } from "preact/hooks";
import { useAsked } from "./asked.ts";
import { call, listAll } from "./calls.ts";
import { Problem } from "./problem.tsx";
import type { Cell } from "./sheets.ts";
import { SHEETS, type SheetName } from "./sheets.ts";
import { fold } from "./search.ts";
import { count, say, sayOf } from "./words.ts";
import { Wide } from "./wide.tsx";

type Row = Record<string, unknown>;

const fetchRows = async (path: string, isWhole: boolean): Promise<Row[]> =>
  isWhole ? (await call<{ items: Row[] }>("GET", path)).items : listAll<Row>(path);

export function Tables() {
  const [name, setName] = useState<SheetName>("hubs");
  const [wanted, setWanted] = useState("");
  const sheet = SHEETS[name];
  const rows = useAsked(async () => ({ name, items: await fetchRows(sheet.path, sheet.isWhole ?? false) }), [name]);
  const all = rows.value?.name === name ? rows.value.items : undefined;
  const cells = all?.map((row) => ({ row, cells: sheet.columns.map(([, show]) => show(row)) }));
  const shown = cells?.filter(({ cells }) => fold(cells.join(" ")).includes(fold(wanted)));
  return (
    <section class="page">
      <p class="looks" role="group" aria-label={say("view_tables")}>
        {(Object.keys(SHEETS) as SheetName[]).map((each) => (
          <button key={each} type="button" aria-pressed={each === name} onClick={() => setName(each)}>
            {sayOf("sheet", each)}
          </button>
        ))}
      </p>
      <p>
        <label>
          {say("search")}{" "}
          <input type="search" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
        </label>{" "}
        {shown && all && say("shown_of", { n: count(shown.length), all: count(all.length) })}
      </p>
      <Problem refusal={rows.refusal} onClose={rows.again} />
      {shown && <Sheet heads={sheet.columns.map(([head]) => say(`col_${head}`))} rows={shown.map(({ cells }) => cells)} />}
    </section>
  );
}

function Sheet({ heads, rows }: { heads: string[]; rows: Cell[][] }) {
  return (
    <Wide name={say("view_tables")}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, i) => (
            <tr key={i}>
              {cells.map((cell, j) => (
                <td key={j}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
