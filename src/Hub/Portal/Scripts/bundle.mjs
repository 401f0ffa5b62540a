// Bundles what pages bring from npm into ../Assets, and writes down whose it is for the notices:
//   npm ci && node bundle.mjs [--check]
// With --check nothing is written; it fails where a file is not what it would be.
import { build } from 'esbuild';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { licence, source as icons, sprite } from './icons.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, '..', 'Assets');
const isCheck = process.argv.includes('--check');

const made = await build({
  absWorkingDir: here,
  entryPoints: ['editor.mjs', 'card.mjs'],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  outdir: assets,
  metafile: true,
  write: false,
});

// Each package that has a part in it, by the folder that it came from.
function packages() {
  const names = Object.values(made.metafile.outputs)
    .flatMap(output => Object.entries(output.inputs))
    .filter(([, part]) => part.bytesInOutput > 0)
    .map(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter(Boolean);
  return [...new Set([...names, icons])].sort().map(name => {
    const folder = join(here, 'node_modules', name);
    const said = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find(one => /^licen[cs]e/i.test(one));
    const text = name === icons ? licence : file && readFileSync(join(folder, file), 'utf8');
    return {
      id: name,
      version: said.version,
      licence: said.license,
      copyright: /^\s*(copyright .*)$/im.exec(text ?? '')?.[1].trim() ?? said.author?.name ?? said.author ?? '',
      url: `https://www.npmjs.com/package/${name}`,
      text,
    };
  });
}

const files = [
  ...made.outputFiles.map(one => ({ path: one.path, text: one.text })),
  { path: join(assets, 'icons.svg'), text: sprite(join(here, 'node_modules', icons)) },
  { path: join(here, 'bundled.json'), text: JSON.stringify(packages(), null, 2) + '\n' },
];
const stale = files.filter(one => {
  try {
    return readFileSync(one.path, 'utf8') !== one.text;
  } catch {
    return true;
  }
});
if (!isCheck) for (const one of stale) writeFileSync(one.path, one.text);
for (const one of stale) console.log(`${isCheck ? 'is out of date' : 'written'}: ${one.path}`);
if (isCheck && stale.length > 0) {
  console.error('Run build/scripts.sh.');
  process.exit(1);
}
console.log(`${files.length} files of the pages are current.`);
