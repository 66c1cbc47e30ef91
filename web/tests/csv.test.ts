import assert from "node:assert/strict";
import { test } from "node:test";
import { readCsv, writeCsv } from "../console/csv.ts";

test("quotes, line breaks in cells and empty cells are read", () => {
  const { rows, lines } = readCsv('id,notes\r\nR1,"a ""b"", c\nd"\r\nR2,\r\n');
  assert.deepEqual(lines.slice(0, 3), [1, 2, 4]);
  assert.deepEqual(rows, [["id", "notes"], ["R1", 'a "b", c\nd'], ["R2", ""]]);
});

test("the separator is that of the first line, its mark of UTF-8 is no letter", () => {
  const { separator, rows } = readCsv("\ufeffid;kg\nR1;1,5");
  assert.deepEqual({ separator, rows }, { separator: ";", rows: [["id", "kg"], ["R1", "1,5"]] });
});

test("what was read is written so that it reads the same", () => {
  const table = { separator: ";", rows: [["a", 'say "x"; y'], ["", "2\n3"]] };
  assert.deepEqual(readCsv(writeCsv(table)).rows, table.rows);
});
