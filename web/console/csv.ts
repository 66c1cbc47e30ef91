/** Tables as CSV (RFC 4180), read and written; commas, semicolons and tabs are told apart. */

const BREAKS = /["\r\n]/;

export interface Table {
  separator: string;
  rows: string[][];
  /** The line of the file, from 1, at which each row begins. */
  lines: number[];
}

export function readCsv(text: string): Table {
  const body = text.replace(/^\ufeff/, "");
  const head = body.slice(0, body.search(/[\r\n]|$/));
  const separator = [";", "\t", ","].find((sign) => head.includes(sign)) ?? ",";
  const rows: string[][] = [];
  const lines = [1];
  let line = 1;
  let [row, cell, isQuoted]: [string[], string, boolean] = [[], "", false];
  for (let at = 0; at < body.length; at++) {
    const sign = body[at];
    line += sign === "\n" ? 1 : 0;
    if (isQuoted) {
      if (sign !== '"') {
        cell += sign;
      } else if (body[at + 1] === '"') {
        cell += '"';
        at++;
      } else {
        isQuoted = false;
      }
    } else if (sign === '"' && cell === "") {
      isQuoted = true;
    } else if (sign === separator) {
      row.push(cell);
      cell = "";
    } else if (sign === "\n") {
      rows.push([...row, cell]);
      lines.push(line);
      [row, cell] = [[], ""];
    } else if (sign !== "\r") {
      cell += sign;
    }
  }
  return { separator, rows: cell || row.length > 0 ? [...rows, [...row, cell]] : rows, lines };
}

export function writeCsv({ separator, rows }: Pick<Table, "separator" | "rows">): string {
  const put = (cell: string): string =>
    BREAKS.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return rows.map((row) => `${row.map(put).join(separator)}\n`).join("");
}
