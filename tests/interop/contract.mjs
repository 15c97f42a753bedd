// Holds every exchange of the provider's lifecycle tests with the emulator against the OpenAPI contract of the API:
// `node tests/interop/contract.mjs`, after a build of the solution. The contract (atlas.openapi.json and its validating
// proxy) is not part of this repository; it lies beside it or where PEERING_CONTRACT says.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { repository } from './lib/binaries.mjs';
import { cleanEnvironment, run, Started } from './lib/processes.mjs';

const contract = path.resolve(process.env.PEERING_CONTRACT ?? path.join(repository, '../shared/contract'));
if (!existsSync(path.join(contract, 'validate-proxy.mjs'))) {
  const isCi = process.env.CI === 'true';
  console.log(`HTTP contract: ${isCi ? 'FAILED' : 'skipped'}, `
    + `there is no contract in ${contract} (PEERING_CONTRACT names another place)`);
  process.exit(isCi ? 1 : 0);
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'peering-contract-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
cpSync(contract, folder, { recursive: true });
const install = await run(['npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']], { cwd: folder });
if (install.code !== 0) throw new Error(`npm ci for the contract's proxy failed:\n${install.stdout}${install.stderr}`);

const proxies = new Map();
const totals = { proxies: 0, exchanges: 0, violations: [], operations: new Map() };

/** A proxy in front of one emulator; each test has its own of both. */
async function open(upstream) {
  const proxy = new Started(['node', ['validate-proxy.mjs', '--spec', 'atlas.openapi.json',
    '--upstream', upstream, '--port', '0']], { cwd: folder });
  const [, url] = await proxy.said(/"listening":"([^"]+)"/, 'stderr');
  proxies.set(new URL(url).href, proxy);
  return url;
}

async function close(url) {
  const proxy = proxies.get(new URL(url).href);
  if (!proxy) throw new Error(`There is no proxy at ${url}.`);
  proxies.delete(new URL(url).href);
  const { code } = await proxy.stop();
  const counters = JSON.parse(proxy.stderr.trim().split('\n').at(-1));
  if (![0, 1].includes(code) || counters.exchanges === undefined) {
    throw new Error(`A proxy ended with ${code}: ${proxy.stderr}`);
  }
  totals.proxies++;
  totals.exchanges += counters.exchanges;
  totals.violations.push(...proxy.stdout.split('\n').filter(Boolean));
  for (const [operation, statuses] of Object.entries(counters.seen)) {
    const seen = totals.operations.get(operation) ?? new Set();
    Object.keys(statuses).forEach(status => seen.add(status));
    totals.operations.set(operation, seen);
  }
  return '';
}

// POST with the address of an Atlas: the address of a proxy in front of it. DELETE with that: the proxy ends, and is
// counted.
const control = http.createServer(async (request, answer) => {
  try {
    answer.end(await (request.method === 'POST' ? open : close)(await text(request)));
  } catch (error) {
    answer.writeHead(500).end(error.message);
  }
});
await new Promise(done => control.listen(0, '127.0.0.1', done));

const tests = new Started(['dotnet', ['test', path.join(repository, 'tests/Pulumi.Peering.Tests'), '--no-build',
  '--nologo', '--filter', 'FullyQualifiedName~Tests.Provider.']], {
  env: cleanEnvironment({ PEERING_CONTRACT_PROXY: `http://127.0.0.1:${control.address().port}/` }),
  stdio: ['pipe', 'inherit', 'inherit'],
});
tests.hangUp();
const { code } = await tests.ended;
for (const url of [...proxies.keys()]) await close(url);
control.close();

totals.violations.forEach(line => console.log(line));
for (const [operation, statuses] of [...totals.operations].sort()) {
  console.log(`  ${operation}: ${[...statuses].join(', ')}`);
}
console.log(`HTTP contract: ${totals.exchanges} exchanges through ${totals.proxies} proxies, `
  + `${totals.operations.size} operations, ${totals.violations.length} violations`);
process.exitCode = code === 0 && totals.exchanges > 0 && totals.violations.length === 0 ? 0 : 1;
