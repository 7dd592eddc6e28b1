// Writes versions.json: for every library its version and licence, for every committed file its SHA-256.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [lib, modules] = process.argv.slice(2);
const packages = { bootstrap: 'bootstrap', echarts: 'echarts', htmx: 'htmx.org', icons: '@tabler/icons' };
const libraries = Object.entries(packages).map(([folder, name]) => {
  const { version, license, homepage } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  const files = Object.fromEntries(readdirSync(join(lib, folder)).sort().map(file =>
    [`${folder}/${file}`, createHash('sha256').update(readFileSync(join(lib, folder, file))).digest('hex')]));
  return { folder, name, version, license, homepage, files };
});
writeFileSync(join(lib, 'versions.json'), JSON.stringify({ libraries }, null, 2) + '\n');
