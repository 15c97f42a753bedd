// The engine's side of the conversation, served by grpc-js: it takes what the plugin tells its user.
import { promisify } from 'node:util';
import { Empty, engineGrpc, grpc } from './protocol.mjs';

export class Engine {
  logs = [];
  #server = new grpc.Server();
  #waiting = new Set();

  static async start() {
    const engine = new Engine();
    // Health is not served: such an engine must count as alive.
    engine.#server.addService(engineGrpc.EngineService, { log: (call, answer) => engine.#take(call, answer) });
    const port = await promisify(engine.#server.bindAsync.bind(engine.#server))(
      '127.0.0.1:0', grpc.ServerCredentials.createInsecure());
    engine.address = `127.0.0.1:${port}`;
    return engine;
  }

  /** The first line that fits, now or when it comes. */
  logged(fits) {
    const found = this.logs.find(fits);
    if (found) return Promise.resolve(found);
    return new Promise(done => this.#waiting.add({ fits, done }));
  }

  stop() {
    this.#server.forceShutdown();
  }

  #take(call, answer) {
    const { urn, severity, message, ephemeral } = call.request.toObject();
    const line = { urn, severity, message, ephemeral };
    this.logs.push(line);
    for (const waiter of this.#waiting) {
      if (!waiter.fits(line)) continue;
      this.#waiting.delete(waiter);
      waiter.done(line);
    }
    answer(null, new Empty());
  }
}
