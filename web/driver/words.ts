/** Texts and times as the driver reads them. */
import { vi } from "../generated/driver_texts.ts";
import type { Lang } from "../markup/numbers.ts";

export * from "../markup/numbers.ts";

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

export function duration(lang: Lang, seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return h ? say(lang, "hours_minutes", { h, m }) : say(lang, "minutes", { m });
}
