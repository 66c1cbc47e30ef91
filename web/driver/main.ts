/** Joins the day, its page and the driver's touches. */
import { html } from "../markup/html.ts";
import { Day, markOf } from "./day.ts";
import { flush } from "./outbox.ts";
import type { Asking } from "./panels.ts";
import type { Kind } from "./shapes.ts";
import { findNext, type Known, type Notice, showHead, showPage } from "./view.ts";
import { type Lang, loadEnglish, readNumber, say } from "./words.ts";

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;
const REFRESH_MS = 300_000;

const day = new Day();
const [head, page, panel] = ["head", "page", "panel"].map((id) => document.getElementById(id)) as [
  HTMLElement,
  HTMLElement,
  HTMLElement,
];
const others = new BroadcastChannel("luco-driver");
let lang: Lang = "vi";
let isSending = false;
let isStoreBroken = false;
let waitMs = FIRST_WAIT_MS;
let timer = 0;
let shown = "";

function askedLanguage(): Lang {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("lang") ?? navigator.language;
  return asked.startsWith("en") ? "en" : "vi";
}

/** Change the language; without a signal English may not be here yet. */
async function speak(next: Lang): Promise<void> {
  if (next === "vi" || (await loadEnglish())) {
    lang = next;
    localStorage.setItem("lang", lang);
  }
}

/** The secret of a link, which stands behind # in the address until it was used. */
function linkKey(): string {
  return new URLSearchParams(location.hash.slice(1)).get("k") ?? "";
}

function listNotices(): Notice[] {
  const found: Notice[] = [];
  const { standing, refusal, session } = day;
  if (isStoreBroken) {
    found.push({ key: "no_store" });
  }
  if (!window.isSecureContext) {
    found.push({ key: "insecure" });
  }
  if (day.isClockWrong) {
    const minutes = Math.round(Math.abs(day.skewMs) / 60_000);
    const size = minutes < 120 ? { n: minutes, unit: "min" } : minutes < 2880 ? { n: Math.round(minutes / 60), unit: "h" } : undefined;
    found.push(size ? { key: "clock", values: { n: size.n, unit: say(lang, `unit_${size.unit as "min" | "h"}`) } } : { key: "clock", values: { n: Math.round(minutes / 1440), unit: say(lang, "unit_day") } });
  }
  if (standing === "ended" && session) {
    found.push({ key: day.isOver ? "over" : "revoked" });
  }
  if (standing === "no_route") {
    found.push({ key: "no_route" });
  }
  if (standing === "refused") {
    const code = refusal?.code;
    const words = lang === "vi" ? refusal?.message_vi : refusal?.message_en;
    found.push(code === "BAD_LINK" ? { key: "bad_link" } : { key: "refused", ...(words && { words }) });
  }
  if (day.foreign) {
    found.push({ key: "foreign", values: { n: day.foreign } });
  }
  if (standing === "away" && day.route) {
    found.push({ key: "kept_route", isCalm: true });
  }
  return found;
}

function draw(): void {
  const opened = page.querySelectorAll<HTMLElement>("details[open]");
  const known: Known = {
    lang,
    route: day.route,
    states: day.states,
    unsent: day.unsent,
    isSending,
    isAway: day.standing === "away" || !navigator.onLine,
    isDemo: document.documentElement.dataset["demo"] === "1",
    notices: listNotices(),
    changes: day.changes,
    vehicles: day.vehicles,
    wantsLink: !day.session && day.standing !== "none",
    open: new Set([...opened].map((each) => each.dataset["stop"] ?? "")),
  };
  const [top, body] = [showHead(known).html, showPage(known).html];
  if (shown !== top + body) {
    const focused = document.activeElement instanceof HTMLElement ? { ...document.activeElement.dataset } : {};
    const typed = page.querySelector<HTMLInputElement>("input[name=link]")?.value;
    [head.innerHTML, page.innerHTML, shown] = [top, body, top + body];
    restore(focused, typed);
  }
  document.documentElement.lang = lang;
  document.title = day.route ? `${day.route.vehicle} – Lù Cở` : "Lù Cở";
}

/** Put the focus back where it was before the page was drawn anew. */
function restore(focused: DOMStringMap, typed: string | undefined): void {
  const input = page.querySelector<HTMLInputElement>("input[name=link]");
  if (input && typed) {
    input.value = typed;
  }
  if (focused["do"]) {
    const same = [...document.querySelectorAll<HTMLElement>(`[data-do="${focused["do"]}"]`)];
    same.find((each) => each.dataset["at"] === focused["at"])?.focus({ preventScroll: true });
  }
}

/** Close what is done and open what comes next. */
function goOn(stop_id: string): void {
  for (const each of page.querySelectorAll<HTMLDetailsElement>("details[open]")) {
    each.open = each.dataset["stop"] !== stop_id;
  }
  draw();
  const next = day.route && findNext(day.route, day.states);
  const card = [...page.querySelectorAll<HTMLElement>("details")].find((each) => each.dataset["stop"] === next?.stop_id);
  card?.scrollIntoView({ block: "nearest" });
}

/** Come in where a link says so, send what is left, then fetch what is new. */
async function sync(): Promise<void> {
  clearTimeout(timer);
  isSending = true;
  draw();
  const first = day.session ? await flush() : undefined;
  await day.count();
  const key = linkKey();
  const isKnown = day.session !== undefined && (!key || day.session.mark === markOf(key));
  let hasRoute = false;
  if (key && !isKnown) {
    hasRoute = (await day.enter(key)) && day.route !== undefined;
    if (day.standing === "refused" && day.session) {
      forgetLink(); // the day that is known already goes on
    }
  } else if (!day.session) {
    await day.recognise();
  }
  if (day.session) {
    if (!hasRoute) {
      await day.refresh();
    }
    if (day.standing === "ended" && key && isKnown && (await day.enter(key))) {
      await day.refresh();
    }
    if (day.standing !== "away") {
      forgetLink();
    }
  }
  const ending = hasRoute || !first ? await flush() : first;
  await day.count();
  isSending = false;
  draw();
  plan(ending.ending === "away" && day.unsent > 0, ending.retryMs);
}

function forgetLink(): void {
  if (location.hash) {
    history.replaceState(null, "", location.pathname + location.search);
  }
}

/** Come back soon while something waits to be sent, else now and then. */
function plan(isWaiting: boolean, retryMs: number): void {
  if (isWaiting) {
    timer = window.setTimeout(wake, Math.max(waitMs, retryMs));
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    askForBackgroundSync();
  } else {
    waitMs = FIRST_WAIT_MS;
    timer = window.setTimeout(() => !document.hidden && wake(), REFRESH_MS);
  }
}

/** An extra only: browsers that know it also send while the page is closed. */
function askForBackgroundSync(): void {
  navigator.serviceWorker?.ready
    .then((worker) => (worker as { sync?: { register(tag: string): Promise<void> } }).sync?.register("outbox"))
    .catch(() => undefined);
}

let running: Promise<void> | undefined;
let isWanted = false;
/** One turn at a time; touches in between ask for another one. */
function wake(): void {
  isWanted = true;
  running ??= turn().finally(() => (running = undefined));
}

async function turn(): Promise<void> {
  while (isWanted) {
    isWanted = false;
    try {
      await sync();
    } catch (error) {
      console.error(error);
      [isSending, isStoreBroken] = [false, true];
      draw();
    }
  }
}

async function report(kind: Kind, stop_id: string, payload: Record<string, unknown>): Promise<void> {
  try {
    await day.report(kind, stop_id, payload);
  } catch (error) {
    console.error(error);
    isStoreBroken = true;
    draw();
    return;
  }
  if (kind === "picked_up" || kind === "failed") {
    goOn(stop_id);
  } else {
    draw();
  }
  waitMs = FIRST_WAIT_MS;
  others.postMessage("reported");
  wake();
}

type Panels = typeof import("./panels.ts");
declare global {
  var lucoPanels: Panels | undefined;
}

/** Fetch the forms; the worker keeps them for later, and without a signal the next touch tries again. */
function loadPanels(): Promise<void> {
  return new Promise((resolve) => {
    if (globalThis.lucoPanels) {
      resolve();
      return;
    }
    const script = document.createElement("script");
    script.src = "/driver-panels.js";
    script.onload = script.onerror = () => resolve();
    document.head.append(script);
  });
}

async function ask(kind: Asking, stop_id: string): Promise<void> {
  await loadPanels();
  const stop = day.route?.stops.find((each) => each.stop_id === stop_id);
  if (stop && globalThis.lucoPanels) {
    panel.innerHTML = globalThis.lucoPanels.showPanel({ lang, html, say }, kind, stop).html;
    panel.querySelector("dialog")?.showModal();
  }
}

const ACTIONS: Readonly<Record<string, (data: DOMStringMap) => void>> = {
  lang: () => void speak(lang === "vi" ? "en" : "vi").then(draw),
  send: () => {
    waitMs = FIRST_WAIT_MS;
    wake();
  },
  seen: () => void day.see().then(draw),
  vehicle: (data) => void day.choose(data["name"] ?? "").then(wake),
  close: () => panel.querySelector("dialog")?.close(),
  arrived: (data) => void report("arrived", data["at"] ?? "", {}),
  picked_up: (data) => void ask("picked_up", data["at"] ?? ""),
  failed: (data) => void ask("failed", data["at"] ?? ""),
  delayed: (data) => void ask("delayed", data["at"] ?? ""),
};

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
  if (button) {
    ACTIONS[button.dataset["do"] ?? ""]?.(button.dataset);
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  event.preventDefault();
  if (form.dataset["form"] === "enter") {
    const link = String(new FormData(form).get("link")).trim();
    location.hash = `k=${link.split("#k=").pop() ?? ""}`;
    return;
  }
  const kind = form.dataset["form"] as Asking;
  const said = globalThis.lucoPanels?.readPanel(kind, new FormData(form), readNumber);
  if (!said) {
    return;
  }
  if ("refusal" in said) {
    const refusal = form.querySelector(".refusal");
    if (refusal) {
      refusal.textContent = say(lang, said.refusal);
    }
    return;
  }
  form.closest("dialog")?.close();
  void report(kind, form.dataset["at"] ?? "", said.payload);
});

// Another window, or the worker, sent or reported something.
others.addEventListener("message", () => void day.count().then(draw));
addEventListener("online", wake);
addEventListener("offline", draw);
addEventListener("hashchange", () => linkKey() && wake());
document.addEventListener("visibilitychange", () => !document.hidden && wake());

async function start(): Promise<void> {
  if (askedLanguage() === "en") {
    await speak("en");
  }
  try {
    await day.recall();
  } catch (error) {
    console.error(error);
    isStoreBroken = true;
  }
  draw();
  wake();
  await running;
  // After the first route is on the screen: a weak signal has nothing to spare before.
  await loadPanels();
  await navigator.serviceWorker?.register("/driver-sw.js", { scope: "/driver" });
  await navigator.storage?.persist?.();
}

page.innerHTML = html`<p class="notice calm">${say(lang, "opening")}</p>`.html;
void start();
