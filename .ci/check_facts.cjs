// Let structured-data-testing-tool read what pages are by schema.org: node .ci/check_facts.cjs folder.
// Of a page without a picture no picture is wanted; the site of the check has no logo.
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { structuredDataTest } = require("structured-data-testing-tool");
const { Google } = require("structured-data-testing-tool/presets");

async function complaints(html) {
  const hasPicture = html.includes('property="og:image"');
  const wanted = (test) => !test.includes(".logo") && (hasPicture || !test.endsWith(".image"));
  const options = { presets: [Google], schemas: ["jsonld:NewsArticle", "jsonld:BreadcrumbList"] };
  const result = await structuredDataTest(html, options).catch((error) => error.res);
  return result.failed.map(({ test }) => test).filter(wanted);
}

(async () => {
  const folder = process.argv[2];
  let pages = 0;
  for (const name of readdirSync(folder)) {
    const html = readFileSync(join(folder, name), "utf8");
    if (!html.includes('"NewsArticle"')) continue;
    pages += 1;
    for (const test of await complaints(html)) {
      process.exitCode = 1;
      console.log(`${name}: ${test}`);
    }
  }
  console.log(`${pages} pages with facts`);
  if (!pages) process.exitCode = 1;
})();
