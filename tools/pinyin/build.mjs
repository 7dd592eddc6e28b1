// Writes src/Xianjie/Registry/Pinyin/{readings,surnames}.txt from the npm package pinyin-pro (MIT). For maintainers: run build.sh.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [home, out] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { pinyin } = require(`${home}/dist/index.js`);
const { version } = JSON.parse(readFileSync(`${home}/package.json`, 'utf8'));
const head = `# From pinyin-pro ${version} (MIT, see LICENSE.txt). Made by tools/pinyin/build.sh; not edited by hand.`;
const toneless = text => pinyin(text, { toneType: 'none', v: true });

// One line per reading: the reading, then every character whose usual reading it is. Only readings of letters are kept.
const lines = new Map();
for (let code = 0x3007; code < 0x323b0; code++) {
  const character = String.fromCodePoint(code);
  const reading = toneless(character);
  if (reading === character || !/^[a-z]+$/.test(reading)) continue;
  lines.set(reading, (lines.get(reading) ?? '') + character);
}
writeFileSync(`${out}/readings.txt`, [head, ...[...lines].sort().map(([reading, all]) => `${reading} ${all}`)].join('\n') + '\n');

// Surnames: those of two characters, and single ones read otherwise than in other words (单 shan, 解 xie).
const table = readFileSync(`${home}/dist/esm/data/surname.mjs`, 'utf8').replace(/^import .*$/gm, '').replace(/export \{[^}]*\};?/g, '');
const plain = accents => accents.normalize('NFD').replace(/u\u0308/g, 'v').replace(/[\u0300-\u036f]/g, '');
const surnames = [];
for (const [, name, accents] of table.matchAll(/^\s+['"]?([\u3400-\u9fff]+)['"]?: ['"]([^'"]+)['"]/gm)) {
  const reading = plain(accents);
  if ([...name].length > 1 || reading !== toneless(name)) surnames.push(`${name} ${reading}`);
}
// Not in the package's table, or read otherwise there.
const ours = { 乜: 'nie', 仉: 'zhang', 佴: 'nai', 员: 'yun', 圣: 'sheng', 尹: 'yin', 幺: 'yao', 惠: 'hui', 曲: 'qu', 曾: 'zeng', 朴: 'piao', 洗: 'xian', 盖: 'ge', 祭: 'zhai', 缪: 'miao', 能: 'nai', 葛: 'ge', 褚: 'chu', 覃: 'qin', 贾: 'jia', 逄: 'pang', 那: 'na', 重: 'chong', 钭: 'tou', 长孙: 'zhang sun', 隗: 'wei', 麦: 'mai', 黑: 'he', 种: 'chong', 折: 'she', 召: 'shao', 翟: 'zhai', 冼: 'xian', 句: 'gou', 令狐: 'ling hu', 单于: 'chan yu' };
const kept = new Map(surnames.map(line => [line.slice(0, line.indexOf(' ')), line]));
for (const [name, reading] of Object.entries(ours)) {
  if ([...name].length > 1 || reading !== toneless(name)) kept.set(name, `${name} ${reading}`);
  else kept.delete(name);
}
writeFileSync(`${out}/surnames.txt`, [head, ...[...kept.values()].sort()].join('\n') + '\n');
