/** A file of requests, dropped or chosen: taken whole, or its faults shown where they stand. */
import { useState } from "preact/hooks";
import { call, type Fault, Refusal } from "./calls.ts";
import { readCsv, type Table, writeCsv } from "./csv.ts";
import { FaultyRows } from "./faulty_rows.tsx";
import { Problem } from "./problem.tsx";
import type { Imported } from "./shapes.ts";
import { count, either, say } from "./words.ts";

interface Read {
  name: string;
  table: Table | undefined;
  faults: Fault[];
}

export function ImportFile({ onDone }: { onDone: () => void }) {
  const [read, setRead] = useState<Read>();
  const [done, setDone] = useState<Imported>();
  const [refusal, setRefusal] = useState<Error>();
  const [isOver, setOver] = useState(false);
  const send = async (file: File): Promise<void> => {
    setDone(undefined);
    setRefusal(undefined);
    const form = new FormData();
    form.set("file", file);
    try {
      setDone(await call<Imported>("POST", "requests/import", { form, once: true }));
      setRead(undefined);
      onDone();
    } catch (error) {
      if (!(error instanceof Refusal) || error.faults.length === 0) {
        setRefusal(error as Error);
        return;
      }
      const table = file.name.toLowerCase().endsWith(".xlsx") ? undefined : readCsv(await file.text());
      setRead({ name: file.name, table, faults: error.faults });
    }
  };
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file) {
      void send(file);
    }
  };
  const sendAgain = (table: Table): void => {
    void send(new File([writeCsv(table)], read?.name ?? "requests.csv", { type: "text/csv" }));
  };
  return (
    <div
      class={isOver ? "card drop over" : "card drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <label>
        {say("drop_file")}{" "}
        <input
          type="file"
          accept=".csv,.xlsx"
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
      </label>
      {done && (
        <p class="good" role="status">
          {say("imported", { n: count(done.imported) })}
        </p>
      )}
      {done && done.warnings.length > 0 && (
        <ul>
          {done.warnings.map((fault, i) => (
            <li key={i}>{either(fault.message_vi, fault.message_en)}</li>
          ))}
        </ul>
      )}
      <Problem refusal={refusal} onClose={() => setRefusal(undefined)} />
      {read && <FaultyRows key={read.name + read.faults.length} {...read} onSend={sendAgain} onClose={() => setRead(undefined)} />}
    </div>
  );
}
