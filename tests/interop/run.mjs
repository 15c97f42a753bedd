// Lets published clients judge our binaries: `node tests/interop/run.mjs`, after `npm ci` here and a build of the
// solution.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { missing } from './lib/binaries.mjs';

function refuse(reason) {
  console.error(reason);
  process.exit(1);
}

const here = import.meta.dirname;
if (!existsSync(path.join(here, 'node_modules'))) refuse('Run `npm ci` in tests/interop first.');
const absent = missing();
if (absent.length) refuse(`Build the solution first; there is no\n  ${absent.join('\n  ')}`);

const files = ['package', 'grpc', 'sdk'].flatMap(folder => readdirSync(path.join(here, folder))
  .filter(name => name.endsWith('.test.mjs')).map(name => path.join(here, folder, name)));
const { status } = spawnSync(process.execPath,
  ['--test', '--test-concurrency=2', '--test-reporter=spec', ...process.argv.slice(2), ...files], { stdio: 'inherit' });
process.exit(status ?? 1);
