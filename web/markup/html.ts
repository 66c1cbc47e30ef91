/** A piece of a page whose texts are escaped already. */
export interface Html {
  readonly html: string;
}
export type Part = string | number | Html | readonly Html[] | false | null | undefined;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function put(part: Part): string {
  if (part === false || part === null || part === undefined) {
    return "";
  }
  if (typeof part === "object") {
    return "html" in part ? part.html : part.map(put).join("");
  }
  return String(part).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** Join literal markup with values; whatever is not `Html` itself is escaped. */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: markup.reduce((all, text, i) => all + put(parts[i - 1]) + text) };
}
