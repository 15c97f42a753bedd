// Processes that a judge starts, and ends itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dotnetRoot } from './binaries.mjs';

const running = new Set();
// A judge that dies leaves nothing behind, however it dies.
process.on('exit', () => running.forEach(child => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** Credentials and settings of whoever runs the tests must not decide what they see. */
export function cleanEnvironment(extra = {}) {
  const foreign = /^(MONGODB_ATLAS_|MCLI_|PULUMI_|NODE_TEST_|NODE_OPTIONS$)/;
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  return { ...own, DOTNET_ROOT: dotnetRoot(), DOTNET_NOLOGO: '1', ...extra };
}

/** A process whose output is kept; `said` waits for a text in it. */
export class Started {
  #child;
  #ended;
  stdout = '';
  stderr = '';

  constructor([command, args], options = {}) {
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: cleanEnvironment(), ...options });
    running.add(this.#child);
    for (const stream of ['stdout', 'stderr']) {
      this.#child[stream]?.setEncoding('utf8').on('data', text => (this[stream] += text));
    }
    // 'close' comes when both streams are read to their end, 'exit' may come before.
    this.#ended = new Promise((done, fail) => this.#child.on('error', fail).on('close', (code, signal) => {
      running.delete(this.#child);
      done({ code, signal });
    }));
    this.#ended.catch(() => {});
  }

  /** Exit code and signal. */
  get ended() {
    return this.#ended;
  }

  /** What `pattern` finds on a stream, as soon as it is there. */
  async said(pattern, stream = 'stdout') {
    for (;;) {
      const found = pattern.exec(this[stream]);
      if (found) return found;
      const end = await Promise.race([once(this.#child[stream], 'data').then(() => null), this.#ended]);
      if (end && !pattern.test(this[stream])) {
        throw new Error(`${this.#child.spawnargs.join(' ')} ended with ${end.code ?? end.signal} before it said `
          + `${pattern}:\n${this.stdout}${this.stderr}`);
      }
    }
  }

  hangUp() {
    this.#child.stdin.end();
  }

  async stop(signal = 'SIGTERM') {
    this.#child.kill(signal);
    return this.#ended;
  }
}

/** Runs to the end: exit code and all output. */
export async function run(command, options = {}) {
  const started = new Started(command, options);
  started.hangUp();
  const { code, signal } = await started.ended;
  return { code: code ?? signal, stdout: started.stdout, stderr: started.stderr };
}
