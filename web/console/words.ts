/** Texts and times as the coordinator reads them, in the language chosen. */
import { vi } from "../generated/console_texts.ts";
import { kilograms, kilometres, type Lang, number } from "../markup/numbers.ts";

export type Key = keyof typeof vi;
type Values = Readonly<Record<string, string | number>>;

let texts: Readonly<Record<Key, string>> = vi;
let spoken: Lang = "vi";

export const lang = (): Lang => spoken;

/** Choose a language; English is fetched when it is asked for. */
export async function speak(chosen: Lang): Promise<void> {
  texts = chosen === "vi" ? vi : (await import("../generated/console_en.json")).default;
  spoken = chosen;
  document.documentElement.lang = chosen;
  localStorage.setItem("luco-lang", chosen);
}

export function firstLang(): Lang {
  const kept = localStorage.getItem("luco-lang");
  const asked = new URLSearchParams(location.search).get("lang");
  return (asked ?? kept) === "en" ? "en" : "vi";
}

/** Return the text of a key with its `{names}` filled. */
export function say(key: Key, values: Values = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ""));
}

/** Return the text of a word of the service, such as a status, or the word itself. */
export function sayOf(kind: string, word: string): string {
  const key = `${kind}_${word}`;
  return key in texts ? texts[key as Key] : word;
}

/** Choose between a text's two languages as the service sends them. */
export const either = (inVietnamese: string, inEnglish: string): string => (spoken === "vi" ? inVietnamese : inEnglish);

export const count = (value: number, digits = 0): string => number(spoken, value, digits);
export const km = (metres: number): string => kilometres(spoken, metres);
export const kg = (grams: number): string => kilograms(spoken, grams);
export const percent = (share: number): string => `${number(spoken, 100 * share)} %`;

export function money(amount: number, currency = "VND"): string {
  const digits = number(spoken, Math.abs(amount));
  return `${amount < 0 ? "−" : ""}${digits} ${currency === "VND" ? "₫" : currency}`;
}

export function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return h ? say("hours_minutes", { h, m: String(m).padStart(2, "0") }) : say("minutes", { m });
}

/** A difference with its sign: +12 km, −3 min. */
export const signed = (value: number, show: (size: number) => string): string =>
  `${value < 0 ? "−" : "+"}${show(Math.abs(value))}`;

/** The clock of a time with offset, as it is where the goods are: 07:30. */
export const clock = (time: string): string => time.slice(11, 16);

/** A date with its weekday: T2 19/5, Mon 19/5. */
export function weekday(date: string): string {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  const name = say("weekdays").split(" ")[day] ?? "";
  return `${name} ${Number(date.slice(8, 10))}/${Number(date.slice(5, 7))}`;
}

/** A moment: 19/5 07:30. */
export const moment = (time: string): string =>
  `${Number(time.slice(8, 10))}/${Number(time.slice(5, 7))} ${clock(time)}`;

/** The date some days after another. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
