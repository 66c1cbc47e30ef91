/** Texts, numbers and times as the driver reads them. */
import { vi } from "../generated/driver_texts.ts";

export type Lang = "vi" | "en";
export type Key = keyof typeof vi;
type Values = Readonly<Record<string, string | number>>;

const texts: Record<Lang, Readonly<Record<Key, string>>> = { vi, en: vi };

/** Fetch the English texts, which the first view of most does not need; tell whether they came. */
export async function loadEnglish(): Promise<boolean> {
  try {
    texts.en = await (await fetch("/driver-en.json")).json();
  } catch {
    return false;
  }
  return true;
}

/** Return the text of a key with its `{names}` filled. */
export function say(lang: Lang, key: Key, values: Values = {}): string {
  return texts[lang][key].replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ""));
}

export function isKey(key: string): key is Key {
  return key in vi;
}

/** A number in the digits of a language: 1.234,5 or 1,234.5. */
export function number(lang: Lang, value: number, digits = 0): string {
  const [whole = "", part] = value.toFixed(digits).replace(/\.0+$/, "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, lang === "vi" ? "." : ",");
  return part ? grouped + (lang === "vi" ? "," : ".") + part : grouped;
}

export function kilometres(lang: Lang, metres: number): string {
  return `${number(lang, metres / 1000, metres < 100_000 ? 1 : 0)} km`;
}

export function kilograms(lang: Lang, grams: number): string {
  return `${number(lang, grams / 1000, 1)} kg`;
}

export function duration(lang: Lang, seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return h ? say(lang, "hours_minutes", { h, m }) : say(lang, "minutes", { m });
}

/** A date as people say it: 19/5. */
export function day(date: string): string {
  return `${Number(date.slice(8, 10))}/${Number(date.slice(5, 7))}`;
}

/** Read a weight as drivers type it, with a comma or a point; none is `undefined`, nonsense NaN. */
export function readNumber(typed: string): number | undefined {
  const text = typed.trim().replace(",", ".");
  return text === "" ? undefined : /^\d+(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
}
