// Engine, plugin and Atlas together: what most tests of the wire begin with.
import { Atlas } from './atlas.mjs';
import { Engine } from './engine.mjs';
import { Plugin } from './plugin.mjs';
import { providerPb } from './protocol.mjs';

export const urnOf = (kind, name = 'x') => `urn:pulumi:dev::judge::peering:index:${kind}::${name}`;

export class Judge {
  static async start(speed) {
    const judge = new Judge();
    [judge.engine, judge.atlas] = await Promise.all([Engine.start(), Atlas.start(speed)]);
    judge.plugin = await Plugin.start({ engine: judge.engine });
    await judge.plugin.call('handshake', providerPb.ProviderHandshakeRequest, { engineAddress: judge.engine.address });
    await judge.plugin.call('configure', providerPb.ConfigureRequest, { args: judge.atlas.config });
    return judge;
  }

  check(kind, news, name) {
    return this.plugin.call('check', providerPb.CheckRequest, { urn: urnOf(kind, name), olds: {}, news });
  }

  /** Check, then Create, as an engine does. */
  async create(kind, news, { name, options, metadata, ...fields } = {}) {
    const inputs = (await this.check(kind, news, name)).getInputs();
    const made = await this.plugin.call('create', providerPb.CreateRequest,
      { urn: urnOf(kind, name), properties: inputs, ...fields }, options, metadata);
    return { kind, id: made.getId(), inputs: inputs.toJavaScript(), state: made.getProperties().toJavaScript() };
  }

  async read({ kind, id, inputs, state }) {
    const read = await this.plugin.call('read', providerPb.ReadRequest,
      { id, urn: urnOf(kind), inputs, properties: state });
    const [now, live] = [read.getInputs()?.toJavaScript(), read.getProperties()?.toJavaScript()];
    return { kind, id: read.getId(), inputs: now, state: live };
  }

  async diff({ kind, id, inputs, state }, news) {
    return (await this.plugin.call('diff', providerPb.DiffRequest,
      { id, urn: urnOf(kind), oldInputs: inputs, olds: state, news }));
  }

  delete({ kind, id, inputs, state }) {
    return this.plugin.call('delete', providerPb.DeleteRequest,
      { id, urn: urnOf(kind), oldInputs: inputs, properties: state });
  }

  async invoke(tok, args, options) {
    return this.plugin.call('invoke', providerPb.InvokeRequest, { tok: `peering:index:${tok}`, args }, options);
  }

  async stop() {
    await this.plugin.stop();
    this.engine.stop();
    await this.atlas.stop();
  }
}
