import type { Plugin } from "vite";

/** Puts script and style into the page itself, so that a weak signal carries one answer only. */
export function inlinePage(): Plugin {
  return {
    name: "inline-page",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const page = bundle["index.html"];
      if (page?.type !== "asset") {
        throw new Error("index.html: want a page");
      }
      let text = String(page.source).replace(/\s*<(script|link)\b[^>]*\b(src|href)="\/assets\/[^>]*>(<\/script>)?/g, "");
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type === "chunk") {
          // A function, as "$&" in the code must stay what it is.
          const script = `<script type="module">${file.code.trim().replaceAll("</script", "<\\/script")}</script>`;
          text = text.replace("</body>", () => `${script}\n</body>`);
        } else if (name.endsWith(".css")) {
          text = text.replace("</head>", () => `<style>${String(file.source).trim()}</style>\n</head>`);
        } else {
          continue;
        }
        delete bundle[name];
      }
      page.source = text;
    },
  };
}
