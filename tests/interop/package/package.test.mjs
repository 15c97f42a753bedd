// What `make package` and `make install` leave behind, judged as Pulumi's CLI and NuGet will read it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { repository } from '../lib/binaries.mjs';
import { cleanEnvironment, run } from '../lib/processes.mjs';
import { textOf } from '../lib/zip.mjs';

const dist = path.join(repository, 'artifacts/dist');
const { version } = JSON.parse(readFileSync(path.join(repository, 'schema.json'), 'utf8'));
const archive = path.join(dist, `pulumi-resource-peering-v${version}-linux-amd64.tar.gz`);

async function expect(...command) {
  const { code, stdout, stderr } = await run([command[0], command.slice(1)], { env: process.env });
  assert.equal(code, 0, `${command.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

async function inFolder(work) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'peering-package-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the archive holds one file to run, at its root, that needs nothing beside it', () => inFolder(async folder => {
  await expect('tar', '-xzf', archive, '-C', folder);
  assert.deepEqual(readdirSync(folder).sort(), ['LICENSE', 'README.md', 'pulumi-resource-peering']);
  const plugin = path.join(folder, 'pulumi-resource-peering');
  const { code, stdout } = await run([plugin, ['--version']], { env: { DOTNET_ROOT: '/nonexistent', PATH: '' } });
  assert.equal(code, 0);
  assert.equal(stdout.trim(), version);
}));

test('the packaged plugin prints the schema of the repository', async () => {
  const printed = await expect(path.join(repository, 'artifacts/bin/pulumi-resource-peering'), 'schema');
  assert.equal(printed, readFileSync(path.join(repository, 'schema.json'), 'utf8'));
});

test('the plugin is smaller than 40 MiB', () => {
  const { size } = statSync(path.join(repository, 'artifacts/bin/pulumi-resource-peering'));
  assert.ok(size < 40 * 1024 * 1024, `${size} bytes`);
});

test('the checksums are those of the files', () => {
  const listed = readFileSync(path.join(dist, `pulumi-resource-peering-v${version}-checksums.txt`), 'utf8')
    .trim().split('\n').map(line => line.split(/\s+/));
  assert.deepEqual(listed.map(([, name]) => name).sort(), readdirSync(dist).filter(name => !name.endsWith('.txt')).sort());
  for (const [sum, name] of listed) {
    assert.equal(createHash('sha256').update(readFileSync(path.join(dist, name))).digest('hex'), sum, name);
  }
});

test('the SDK depends on the Pulumi package and tells the CLI which plugin it needs', () => {
  const zip = readFileSync(path.join(dist, `Pulumi.Peering.${version}.nupkg`));
  const nuspec = textOf(zip, 'Pulumi.Peering.nuspec');
  assert.match(nuspec, new RegExp(`<version>${version.replaceAll('.', '\\.')}</version>`));
  assert.deepEqual([...nuspec.matchAll(/<dependency id="([^"]+)" version="([^"]+)"/g)].map(match => match.slice(1)),
    [['Pulumi', '3.76.1']]);
  assert.deepEqual(JSON.parse(textOf(zip, 'content/pulumi-plugin.json')),
    { resource: true, name: 'peering', version });
});

test('install puts the plugin where the CLI looks, over one that is there', () => inFolder(async home => {
  const folder = path.join(home, 'plugins', `resource-peering-v${version}`);
  for (const time of ['first', 'second']) {
    const { code, stdout, stderr } = await run([path.join(repository, 'scripts/install'), []],
      { env: { ...process.env, PULUMI_HOME: home } });
    assert.equal(code, 0, `${time}: ${stdout}${stderr}`);
    assert.deepEqual(readdirSync(path.dirname(folder)), [path.basename(folder)]);
    assert.equal((await expect(path.join(folder, 'pulumi-resource-peering'), '--version')).trim(), version);
  }
}));

test('the import example finds the plugin that is installed', () => inFolder(async home => {
  const { code: installed } = await run([path.join(repository, 'scripts/install'), []],
    { env: { ...process.env, PULUMI_HOME: home } });
  assert.equal(installed, 0);
  const { code, stderr } = await run(
    [path.join(repository, 'examples/import-existing/import.sh'), ['64b7d3e2f0a1c25d9e8f7a60']],
    { env: cleanEnvironment({ PULUMI_HOME: home }) });
  assert.notEqual(code, 0);
  assert.match(stderr, /There are no credentials for Atlas/);
}));
