// Builds the page: one classic script, one style sheet, index.html and the licences of what is bundled.
import { build } from "esbuild";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";

const out = "../src/chuangwen_corpus/browse/page";

const result = await build({
  entryPoints: { page: "src/main.tsx" },
  outdir: out,
  bundle: true,
  format: "iife", // from file:// Chromium runs classic scripts only
  target: ["chrome100", "firefox104", "safari15.4"],
  minify: true,
  charset: "utf8",
  legalComments: "none", // they stand in LICENSES.txt
  jsx: "automatic",
  jsxImportSource: "preact",
  metafile: true,
});
await build({ entryPoints: { page: "src/page.css" }, outdir: out, minify: true, charset: "utf8", target: ["chrome100", "firefox104", "safari15.4"] });
copyFileSync("src/index.html", `${out}/index.html`);

const used = new Set();
for (const file of Object.keys(result.metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file);
  if (found) used.add(found[1]);
}
const texts = [...used].sort().map((name) => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
});
writeFileSync(`${out}/LICENSES.txt`, `page.js holds these libraries.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`);
