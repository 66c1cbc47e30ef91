import { copyFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { inlinePage } from "../build/inline.ts";
import { separateParts } from "../build/parts.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const outDir = fileURLToPath(new URL("../dist/driver", import.meta.url));

/** The texts that the page fetches only when they are asked for. */
const english: Plugin = {
  name: "english",
  closeBundle: () => copyFileSync(`${root}../generated/driver_en.json`, `${outDir}/en.json`),
};

export default defineConfig({
  root,
  plugins: [english, inlinePage(), separateParts(["panels", "worker"], root, outDir)],
  build: {
    outDir,
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: false,
  },
});
