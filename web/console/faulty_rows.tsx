/** The rows of a file that cannot be taken, each with its faults, to be put right here. */
import { useState } from "preact/hooks";
import type { Fault } from "./calls.ts";
import type { Table } from "./csv.ts";
import { fold } from "./search.ts";
import { count, either, say } from "./words.ts";
import { Wide } from "./wide.tsx";

const MOST = 100;
const wordsOf = (fault: Fault): string => either(fault.message_vi, fault.message_en);

interface Faulty {
  table: Table | undefined;
  faults: Fault[];
  onSend: (table: Table) => void;
  onClose: () => void;
}

export function FaultyRows({ table, faults, onSend, onClose }: Faulty) {
  const [rows, setRows] = useState(table?.rows ?? []);
  const head = table?.rows[0] ?? [];
  const rowOf = (fault: Fault): number => (fault.row ? (table?.lines.indexOf(fault.row) ?? -1) : -1);
  const elsewhere = faults.filter((fault) => rowOf(fault) < 1);
  const faulty = [...new Set(faults.map(rowOf))].filter((at) => at > 0 && at < rows.length).slice(0, MOST);
  const put = (at: number, column: number, cell: string): void =>
    setRows((before) => before.map((row, i) => (i === at ? head.map((_name, j) => (j === column ? cell : (row[j] ?? ""))) : row)));
  return (
    <div role="group" aria-label={say("faults", { n: count(faults.length) })}>
      <p class="bad" role="alert">
        {say("faults", { n: count(faults.length) })}
      </p>
      {elsewhere.length > 0 && (
        <ul>
          {elsewhere.slice(0, MOST).map((fault, i) => (
            <li key={i}>
              {fault.row ? `${say("row", { n: fault.row })}: ` : ""}
              {wordsOf(fault)}
            </li>
          ))}
        </ul>
      )}
      {faulty.length > 0 && (
        <Wide name={say("faults", { n: count(faults.length) })}>
          <table>
            <thead>
              <tr>
                <th scope="col">#</th>
                {head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {faulty.map((at) => {
                const found = faults.filter((fault) => rowOf(fault) === at);
                return (
                  <tr key={at}>
                    <th scope="row">{table?.lines[at]}</th>
                    {head.map((name, column) => {
                      const here = found.filter((fault) => fault.column && fold(fault.column) === fold(name));
                      return (
                        <td key={name}>
                          <input
                            aria-label={`${table?.lines[at]} ${name}`}
                            aria-invalid={here.length > 0}
                            size={Math.max(6, Math.min(24, (rows[at]?.[column] ?? "").length + 1))}
                            value={rows[at]?.[column] ?? ""}
                            onInput={(event) => put(at, column, event.currentTarget.value)}
                          />
                          {here.map((fault, i) => (
                            <small key={i} class="bad">
                              {wordsOf(fault)}
                            </small>
                          ))}
                        </td>
                      );
                    })}
                    <td>
                      {found
                        .filter((fault) => !head.some((name) => fault.column && fold(fault.column) === fold(name)))
                        .map((fault, i) => (
                          <small key={i} class="bad">
                            {wordsOf(fault)}
                          </small>
                        ))}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Wide>
      )}
      <p class="acts">
        {table && faulty.length > 0 && (
          <button type="button" class="main" data-do="send-again" onClick={() => onSend({ ...table, rows })}>
            {say("send_again")}
          </button>
        )}
        {!table && <span>{say("mend_in_excel")}</span>}
        <button type="button" onClick={onClose}>
          {say("close")}
        </button>
      </p>
    </div>
  );
}
