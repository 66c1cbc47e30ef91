/** Numbers, dates and weights as people of both languages read and type them. */

export type Lang = "vi" | "en";

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

/** A date as people say it: 19/5. */
export function day(date: string): string {
  return `${Number(date.slice(8, 10))}/${Number(date.slice(5, 7))}`;
}

/** Read a weight as drivers type it, with a comma or a point; none is `undefined`, nonsense NaN. */
export function readNumber(typed: string): number | undefined {
  const text = typed.trim().replace(",", ".");
  return text === "" ? undefined : /^\d+(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
}
