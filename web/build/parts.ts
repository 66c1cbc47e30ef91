import { createHash } from "node:crypto";
import { build, type Plugin } from "vite";

/**
 * Builds what a page does not need at first, each part a classic script of its own: `worker.js` from
 * worker.ts. It knows the page it belongs to by `__VERSION__`; what it exports is `lucoWorker`.
 */
export function separateParts(parts: readonly string[], root: string, outDir: string): Plugin {
  let version = "";
  return {
    name: "separate-parts",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        const text = page?.type === "asset" ? String(page.source) : "";
        version = createHash("sha256").update(text).digest("hex").slice(0, 12);
      },
    },
    closeBundle: {
      sequential: true,
      async handler() {
        for (const name of parts) {
          await buildPart(name);
        }
      },
    },
  };

  async function buildPart(name: string): Promise<void> {
    await build({
      configFile: false,
      root,
      publicDir: false,
      logLevel: "warn",
      define: { __VERSION__: JSON.stringify(version) },
      build: {
        outDir,
        emptyOutDir: false,
        target: "es2022",
        rolldownOptions: {
          input: `${root}${name}.ts`,
          preserveEntrySignatures: "strict",
          output: {
            format: "iife",
            name: `luco${name.charAt(0).toUpperCase()}${name.slice(1)}`,
            entryFileNames: `${name}.js`,
          },
        },
      },
    });
  }
}
