// A project with a program, and our engine to run it: each run is a process, as at a user's.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { localEngine, pluginExecutable, runs } from '../lib/binaries.mjs';
import { cleanEnvironment, run } from '../lib/processes.mjs';

const here = import.meta.dirname;

export class Stack {
  #folder = mkdtempSync(path.join(os.tmpdir(), 'peering-sdk-'));
  #environment;

  static async create(program, config, environment = {}) {
    const stack = new Stack();
    await stack.#lay(program, config, environment);
    return stack;
  }

  async #lay(program, config, environment) {
    cpSync(path.join(here, 'programs'), this.#folder, { recursive: true });
    symlinkSync(path.join(here, '../node_modules'), path.join(this.#folder, 'node_modules'), 'dir');
    writeFileSync(path.join(this.#folder, 'package.json'), JSON.stringify({ name: 'judge', main: program }));
    writeFileSync(path.join(this.#folder, 'Pulumi.yaml'), 'name: judge\nruntime: nodejs\n');
    // The engine looks on PATH for a file of the plugin's name; a plugin given by PEERING_PLUGIN may have another.
    const plugins = path.join(this.#folder, 'plugins');
    mkdirSync(plugins);
    symlinkSync(pluginExecutable, path.join(plugins, `pulumi-resource-peering${path.extname(pluginExecutable)}`));
    this.#environment = cleanEnvironment({
      PATH: `${plugins}${path.delimiter}${process.env.PATH}`, PULUMI_HOME: path.join(this.#folder, 'home'),
      PULUMI_CONFIG_PASSPHRASE: 'judge', ...environment,
    });
    await this.expect('stack', 'init', 'dev');
    for (const [name, value] of Object.entries(config)) {
      const isSecret = typeof value === 'object';
      await this.expect('config', 'set', name, isSecret ? value.secret : value, ...(isSecret ? ['--secret'] : []));
    }
  }

  async run(...args) {
    const command = runs(localEngine, ...args, '--cwd', this.#folder, '--stack', 'dev', '--state', this.#folder,
      '--non-interactive', '--color', 'never');
    const { code, stdout, stderr } = await run(command, { env: this.#environment, cwd: this.#folder });
    return { code, output: stdout + stderr };
  }

  /** A run that must succeed; its output. */
  async expect(...args) {
    const { code, output } = await this.run(...args);
    assert.equal(code, 0, `${args.join(' ')}\n${output}`);
    return output;
  }

  /** A run that must end with 1; its output. */
  async fails(...args) {
    const { code, output } = await this.run(...args);
    assert.equal(code, 1, `${args.join(' ')}\n${output}`);
    return output;
  }

  async outputs(...options) {
    return JSON.parse(await this.expect('stack', 'output', '--json', ...options));
  }

  get stateText() {
    return readFileSync(path.join(this.#folder, '.pulumi/stacks/judge/dev.json'), 'utf8');
  }

  /** A resource of the state by its name. */
  resource(name) {
    return JSON.parse(this.stateText).deployment.resources?.find(resource => resource.urn.endsWith(`::${name}`));
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
