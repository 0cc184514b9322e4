import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const outDir = fileURLToPath(new URL("dist/", import.meta.url));

/** Leaves every script, style and page packed beside itself: the server sends what the browser takes, and packs nothing itself. */
const packed = (): Plugin => ({
  name: "packed",
  apply: "build",
  writeBundle() {
    for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(js|css|html|svg)$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      const plain = readFileSync(path);
      writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
      const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      writeFileSync(`${path}.br`, brotliCompressSync(plain, { params: quality }));
    }
  },
});

// The first screen's scripts as they go over the wire (gzip): what a county's line brings in a second or two.
const firstScreenBytes = 400_000;
const firstScreen = "overview/OverviewPage.tsx";

/** Fails the build where what the first screen loads, the entry and the overview with all they import, is over its budget. */
const budget = (): Plugin => ({
  name: "budget",
  apply: "build",
  writeBundle(_options, bundle) {
    const needed = new Set<string>();
    const need = (name: string): void => {
      const chunk = bundle[name];
      if (chunk?.type !== "chunk" || needed.has(name)) return;
      needed.add(name);
      for (const imported of chunk.imports) need(imported);
    };
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk") continue;
      if (chunk.isEntry || chunk.facadeModuleId?.endsWith(firstScreen)) need(chunk.fileName);
    }
    const bytes = [...needed].reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(outDir, name)), { level: 9 }).length,
      0,
    );
    if (bytes > firstScreenBytes) {
      this.error(
        `the first screen loads ${bytes} bytes of scripts, compressed; it may have ${firstScreenBytes}`,
      );
    }
  },
});

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react(), packed(), budget()],
  // No source maps and no inlined scripts: the page runs under a policy that takes scripts from its own server only.
  build: { outDir, emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false } },
  server: { proxy: { "/v1": process.env["DUBAN_URL"] ?? "http://127.0.0.1:8080" } },
});
