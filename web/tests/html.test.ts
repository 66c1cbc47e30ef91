import assert from "node:assert/strict";
import test from "node:test";
import { html } from "../markup/html.ts";

test("what is not markup is escaped, also in attributes", () => {
  const name = `<b onclick="x">'&`;
  const shown = html`<p title="${name}">${name}</p>`.html;
  const safe = "&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;";
  assert.equal(shown, `<p title="${safe}">${safe}</p>`);
});

test("markup inside markup stays, nothing is shown of what is not there", () => {
  assert.equal(html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}${false}${undefined}${null}${0}</ul>`.html, "<ul><li>1</li><li>2</li>0</ul>");
});
