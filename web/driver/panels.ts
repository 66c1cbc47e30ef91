/**
 * The forms behind the big buttons, each over the whole width of the phone. They are fetched right
 * after the first view; what they share with the page they are given.
 */
import type { Html, html } from "../markup/html.ts";
import type { Kind, Stop } from "./shapes.ts";
import type { Key, Lang, readNumber, say } from "./words.ts";

const REASONS = ["absent", "not_ready", "refused", "road", "too_big", "other"] as const;
const DELAYS_MIN = [15, 30, 60, 90, 120, 180] as const;

/** Kinds that ask for more than one touch. */
export type Asking = Exclude<Kind, "arrived">;

export interface Tools {
  lang: Lang;
  html: typeof html;
  say: typeof say;
}

export function showPanel(tools: Tools, kind: Asking, stop: Stop): Html {
  const { lang, html, say } = tools;
  const title: Key = kind === "picked_up" && stop.kind === "delivery" ? "do_delivered" : `do_${kind}`;
  const inside = { picked_up: pickedUp, failed, delayed }[kind](tools, stop);
  return html`<dialog aria-labelledby="panel-title"><form data-form="${kind}" data-at="${stop.stop_id}" method="dialog" novalidate>
<h2 id="panel-title">${say(lang, title)}: ${stop.name}</h2>
${inside}
<p class="refusal" role="alert"></p>
<div class="buttons"><button type="button" data-do="close">${say(lang, "back")}</button>
<button class="main" value="save">${say(lang, "save")}</button></div></form></dialog>`;
}

function pickedUp({ lang, html, say }: Tools, stop: Stop): Html {
  const items = stop.items.filter((item) => !item.cancelled);
  const isKnown = items.length > 0 && items.every((item) => item.weight_g !== null);
  const kg = items.reduce((sum, item) => sum + (item.weight_g ?? 0), 0) / 1000;
  const count = items.reduce((sum, item) => sum + item.count, 0);
  const shown = isKnown ? String(kg).replace(".", lang === "vi" ? "," : ".") : "";
  return html`<label>${say(lang, "weight")}<input name="weight_kg" inputmode="decimal" autocomplete="off" value="${shown}"></label>
<label>${say(lang, "count")}<input name="count" inputmode="numeric" autocomplete="off" value="${count || ""}"></label>
<label>${say(lang, "signed_by")}<input name="signed_by" autocomplete="off" maxlength="200" value="${stop.contact?.name}"></label>`;
}

function failed({ lang, html, say }: Tools): Html {
  return html`<fieldset><legend>${say(lang, "why")}</legend>
${REASONS.map((reason) => html`<label class="choice"><input type="radio" name="reason" value="${reason}"> ${say(lang, `reason_${reason}`)}</label>`)}</fieldset>
<label>${say(lang, "note")}<input name="note" autocomplete="off" maxlength="200"></label>`;
}

function delayed({ lang, html, say }: Tools): Html {
  return html`<fieldset><legend>${say(lang, "how_late")}</legend><div class="grid">
${DELAYS_MIN.map((m) => html`<label class="choice"><input type="radio" name="delay_min" value="${m}"> ${say(lang, "minutes", { m })}</label>`)}</div></fieldset>`;
}

/** What a form says, as the service reads it; or what is wrong with it. */
export function readPanel(
  kind: Asking,
  form: FormData,
  toNumber: typeof readNumber,
): { payload: Record<string, unknown> } | { refusal: Key } {
  const said = (name: string): string => String(form.get(name) ?? "").trim();
  const note = said("note");
  if (kind === "failed") {
    return said("reason") ? { payload: { reason: said("reason"), ...(note && { note }) } } : { refusal: "choose_one" };
  }
  if (kind === "delayed") {
    return said("delay_min") ? { payload: { delay_min: Number(said("delay_min")) } } : { refusal: "choose_one" };
  }
  const [weight_kg, count, signed_by] = [toNumber(said("weight_kg")), toNumber(said("count")), said("signed_by")];
  if (Number.isNaN(weight_kg) || (weight_kg ?? 0) > 100_000) {
    return { refusal: "bad_weight" };
  }
  if (count !== undefined && !(Number.isInteger(count) && count <= 1_000_000)) {
    return { refusal: "bad_count" };
  }
  return {
    payload: {
      ...(weight_kg !== undefined && { weight_kg }),
      ...(count !== undefined && { count }),
      ...(signed_by && { signed_by }),
    },
  };
}
