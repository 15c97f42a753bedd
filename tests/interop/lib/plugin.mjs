// The plugin in a process of its own, and the published client on its port.
import assert from 'node:assert/strict';
import { plugin, runs } from './binaries.mjs';
import { cleanEnvironment, Started } from './processes.mjs';
import { call, channelOptions, grpc, message, providerGrpc } from './protocol.mjs';

export class Plugin {
  #process;
  #clients = [];

  /** Without an engine it waits for one that attaches. */
  static async start({ engine, environment } = {}) {
    const started = new Plugin();
    started.#process = new Started(
      runs(plugin, ...(engine ? [engine.address] : [])), { env: cleanEnvironment(environment) });
    const [, port] = await started.#process.said(/^(\d+)\n/);
    started.address = `127.0.0.1:${port}`;
    started.client = started.connect();
    return started;
  }

  /** A further connection. */
  connect(options = {}) {
    const client = new providerGrpc.ResourceProviderClient(this.address, grpc.credentials.createInsecure(),
      // Channels with the same options would share one connection.
      { ...channelOptions, 'grpc.use_local_subchannel_pool': 1, ...options });
    this.#clients.push(client);
    return client;
  }

  call(method, Type, fields, options, metadata) {
    return call(this.client, method, message(Type, fields), options, metadata);
  }

  /** Ends it as an engine does; a port on stdout and nothing else is all it may have said there. */
  async stop() {
    this.#clients.forEach(client => client.close());
    const { code } = await this.#process.stop();
    assert.equal(code, 0, this.#process.stderr);
    assert.match(this.#process.stdout, /^\d+\n$/);
  }
}
