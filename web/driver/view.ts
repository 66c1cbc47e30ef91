/** The page as text: what is known goes in, markup comes out, nothing else happens. */
import { type Html, html } from "../markup/html.ts";
import { type Change, isCall, timeOf } from "./changes.ts";
import type { Leg, Route, Stop } from "./shapes.ts";
import type { Shown } from "./states.ts";
import { day, duration, isKey, type Key, kilograms, kilometres, type Lang, number, say } from "./words.ts";

/** A message above the stops, with what to do next. `words` are said by the service. */
export interface Notice {
  key: Key;
  values?: Readonly<Record<string, string | number>>;
  words?: string;
  isCalm?: boolean;
}

export interface Known {
  lang: Lang;
  route: Route | undefined;
  states: ReadonlyMap<string, Shown>;
  unsent: number;
  isSending: boolean;
  isAway: boolean;
  isDemo: boolean;
  notices: readonly Notice[];
  changes: readonly Change[];
  vehicles: readonly string[];
  wantsLink: boolean;
  open: ReadonlySet<string>;
}

export function showHead(known: Known): Html {
  const { lang, route } = known;
  return html`<div class="bar">
<h1>${route ? html`${route.vehicle} <small>${day(route.date)}</small>` : say(lang, "title")}</h1>
<button data-do="lang" lang="${lang === "vi" ? "en" : "vi"}">${say(lang, "other_language")}</button></div>
${known.isDemo && html`<p class="demo">${say(lang, "demo")}</p>`}
${showBadge(known)}`;
}

/** What is not sent yet, and why; never silent about it. */
function showBadge({ lang, unsent, isSending, isAway }: Known): Html {
  const key: Key = isSending ? "sending" : isAway ? "away" : unsent ? "waiting" : "all_sent";
  const left = unsent ? say(lang, "unsent", { n: unsent }) : "";
  const words = unsent && key !== "waiting" ? `${left} · ${say(lang, key)}` : unsent ? left : say(lang, key);
  return html`<div class="badge ${unsent ? "wait" : isAway ? "away" : "ok"}">
<p role="status" id="badge" data-unsent="${unsent}">${unsent ? "●" : isAway ? "○" : "✓"} ${words}</p>
<button data-do="send">${say(lang, unsent ? "send_now" : "refresh")}</button></div>`;
}

export function showPage(known: Known): Html {
  const { lang, route, changes } = known;
  return html`${known.notices.map((notice) => showNotice(lang, notice))}
${changes.length > 0 && showChanges(lang, changes)}
${known.vehicles.length > 0 && showVehicles(lang, known.vehicles)}
${known.wantsLink && showWayIn(lang)}
${route && html`<ol class="stops">${route.stops.map((stop) => showStop(known, route, stop))}</ol>`}
${route && showFoot(lang, route)}`;
}

function showNotice(lang: Lang, { key, values, words, isCalm }: Notice): Html {
  return html`<p class="notice ${isCalm && "calm"}" role="${isCalm ? "note" : "alert"}">${words ?? say(lang, key, values)}</p>`;
}

function showChanges(lang: Lang, changes: readonly Change[]): Html {
  return html`<section class="notice" role="alert" id="changes"><h2>${say(lang, "changed")}</h2>
<ul>${changes.map((each) => html`<li>${sayChange(lang, each)}</li>`)}</ul>
<button data-do="seen">${say(lang, "seen")}</button></section>`;
}

function sayChange(lang: Lang, change: Change): string {
  return say(lang, `changed_${change.kind}`, { ...change });
}

function showVehicles(lang: Lang, vehicles: readonly string[]): Html {
  return html`<section><h2>${say(lang, "which_vehicle")}</h2>
<div class="buttons">${vehicles.map((name) => html`<button data-do="vehicle" data-name="${name}">${name}</button>`)}</div></section>`;
}

function showWayIn(lang: Lang): Html {
  return html`<form data-form="enter"><h2>${say(lang, "enter")}</h2>
<label>${say(lang, "enter_link")}<input name="link" autocomplete="off" required></label>
<button class="main">${say(lang, "enter_send")}</button></form>`;
}

function showFoot(lang: Lang, route: Route): Html {
  return html`<footer>
${route.schematic && html`<p>${say(lang, "schematic")} © OpenStreetMap contributors (ODbL)</p>`}
<p class="ways"><a href="${paper(route, "html")}&lang=${lang}">${say(lang, "print")}</a> <a href="${paper(route, "gpx")}" download>GPX</a></p></footer>`;
}

function paper(route: Route, form: "html" | "gpx"): string {
  return `/api/v1/driver/route.${form}?date=${route.date}&vehicle=${encodeURIComponent(route.vehicle)}`;
}

/** The stop to go to: the first call of the route without an outcome. */
export function findNext(route: Route, states: ReadonlyMap<string, Shown>): Stop | undefined {
  return (
    route.stops.find((stop) => isCall(stop) && !states.get(stop.stop_id)?.outcome) ??
    route.stops.find((stop) => stop.kind === "end" && !states.get(stop.stop_id)?.arrived)
  );
}

function showStop(known: Known, route: Route, stop: Stop): Html {
  const { lang, states } = known;
  const state = states.get(stop.stop_id) ?? {};
  const isNext = findNext(route, states) === stop;
  const kind = isCall(stop) ? "" : say(lang, `kind_${stop.kind}` as Key);
  return html`<li class="${isNext && "next"} ${(state.outcome || (!isCall(stop) && state.arrived)) && "done"}">
<details data-stop="${stop.stop_id}" ${(isNext || known.open.has(stop.stop_id)) && "open"}>
<summary><span class="time">${timeOf(stop)}</span> <span class="name">${kind && html`<small>${kind}</small> `}${stop.name}
${showMark(lang, stop, state)}</span></summary>
<div class="inside">
${showLeg(lang, stop.leg)}
${stop.leg.warnings.map((warning) => html`<p class="warning">⚠ ${warning[lang]}</p>`)}
${state.word && html`<p class="warning">${state.word[lang]}</p>`}
${stop.window && isCall(stop) && html`<p>${say(lang, "window", { from: stop.window[0]?.slice(11, 16) ?? "", to: stop.window[1]?.slice(11, 16) ?? "" })}</p>`}
${stop.items.map((item) => html`<p class="goods ${item.cancelled && "cancelled"}">${showGoods(lang, item)}</p>`)}
${stop.notes && html`<p>${stop.notes}</p>`}
<p class="ways">${stop.contact && html`<a href="tel:${stop.contact.phone.replace(/[^+\d]/g, "")}">☎ ${stop.contact.name} ${stop.contact.phone}</a>`}
${mapLink(lang, stop)}</p>
${showButtons(lang, stop, state)}
</div></details></li>`;
}

function showLeg(lang: Lang, leg: Leg): Html | false {
  const climb = leg.climb_m > 0 && say(lang, "climb", { m: number(lang, leg.climb_m) });
  const roads = leg.roads.length > 0 && leg.roads.join(", ");
  const words = [kilometres(lang, leg.m), duration(lang, leg.s), climb, roads].filter(Boolean).join(" · ");
  return leg.m > 0 && html`<p class="leg">↝ ${words}</p>`;
}

function showGoods(lang: Lang, item: Stop["items"][number]): string {
  const name = (lang === "vi" ? item.product_vi : item.product_en) || item.product;
  const weight = item.weight_g === null ? say(lang, "unknown_weight") : kilograms(lang, item.weight_g);
  const words = [item.count ? `${item.count} × ${name}` : name, weight, item.part && say(lang, "part", { part: item.part })];
  return words.filter(Boolean).join(" · ") + (item.cancelled ? ` – ${say(lang, "cancelled")}` : "");
}

function mapLink(lang: Lang, stop: Stop): Html {
  const [lon = 0, lat = 0] = stop.lonlat;
  const at = `${lat},${lon}`;
  const isApple = /iPhone|iPad/.test(navigator.userAgent);
  return html`<a href="${isApple ? `maps://?q=${at}` : `geo:${at}?q=${at}`}">⌖ ${say(lang, "open_map")}</a>`;
}

function showMark(lang: Lang, stop: Stop, state: Shown): Html | false {
  const reason = `reason_${state.reason}`;
  const words =
    state.outcome === "picked_up"
      ? [say(lang, stop.kind === "delivery" ? "mark_delivered" : "mark_picked_up"), state.weight_kg ? `${number(lang, state.weight_kg, 1)} kg` : ""]
      : state.outcome === "failed"
        ? [say(lang, "mark_failed"), isKey(reason) ? say(lang, reason) : ""]
        : [
            state.arrived ? say(lang, "mark_arrived") : "",
            state.delay_min ? say(lang, "mark_delayed", { m: state.delay_min }) : "",
          ];
  const text = words.filter(Boolean).join(" · ");
  return text !== "" && html`<span class="mark ${state.outcome}">${text}${state.isUnsent && html` <b title="${say(lang, "not_sent")}">●</b>`}</span>`;
}

function showButtons(lang: Lang, stop: Stop, state: Shown): Html | false {
  if (!isCall(stop)) {
    const isPlace = stop.kind === "end" || stop.kind === "reload";
    return isPlace && html`<div class="buttons">${button(lang, "arrived", "do_arrived", stop, Boolean(state.arrived))}</div>`;
  }
  return html`<div class="buttons">
${button(lang, "arrived", "do_arrived", stop, Boolean(state.arrived || state.outcome))}
${button(lang, "picked_up", stop.kind === "delivery" ? "do_delivered" : "do_picked_up", stop)}
${button(lang, "failed", "do_failed", stop)}
${button(lang, "delayed", "do_delayed", stop)}</div>`;
}

function button(lang: Lang, what: string, key: Key, stop: Stop, isDone = false): Html {
  return html`<button class="${what}" data-do="${what}" data-at="${stop.stop_id}" ${isDone && "disabled"}>${say(lang, key)}</button>`;
}
