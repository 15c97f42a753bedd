// What an engine asks about the plugin itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { repository } from '../lib/binaries.mjs';
import { Engine } from '../lib/engine.mjs';
import { Judge, urnOf } from '../lib/judge.mjs';
import { Plugin } from '../lib/plugin.mjs';
import { Empty, call, grpc, message, pluginPb, providerPb, refusal } from '../lib/protocol.mjs';

describe('The plugin about itself', () => {
  let engine, plugin;
  before(async () => {
    engine = await Engine.start();
    plugin = await Plugin.start({ engine });
  });
  after(async () => {
    await plugin.stop();
    engine.stop();
  });

  test('Handshake takes secrets and resources, and no outputs', async () => {
    const answer = await plugin.call('handshake', providerPb.ProviderHandshakeRequest,
      { engineAddress: engine.address, rootDirectory: '/r', programDirectory: '/p', configureWithUrn: true });
    assert.deepEqual([answer.getAcceptSecrets(), answer.getAcceptResources(), answer.getAcceptOutputs()],
      [true, true, false]);
  });

  test('GetSchema serves schema.json to the letter, and GetPluginInfo its version', async () => {
    const schema = (await plugin.call('getSchema', providerPb.GetSchemaRequest)).getSchema();
    assert.equal(schema, await readFile(path.join(repository, 'schema.json'), 'utf8'));
    const info = await call(plugin.client, 'getPluginInfo', new Empty());
    assert.equal(info.getVersion(), JSON.parse(schema).version);
  });

  test('GetSchema of a version or subpackage that is not there is an invalid argument', async () => {
    for (const fields of [{ version: 1 }, { subpackageName: 'other' }]) {
      const refused = await refusal(plugin.call('getSchema', providerPb.GetSchemaRequest, fields));
      assert.equal(refused.code, grpc.status.INVALID_ARGUMENT);
    }
  });

  test('GetMapping and GetMappings answer that there is nothing', async () => {
    const mapping = await plugin.call('getMapping', providerPb.GetMappingRequest, { key: 'terraform', provider: 'x' });
    assert.deepEqual([mapping.getProvider(), mapping.getData_asU8().length], ['', 0]);
    const mappings = await plugin.call('getMappings', providerPb.GetMappingsRequest, { key: 'terraform' });
    assert.deepEqual(mappings.getProvidersList(), []);
  });

  for (const [method, Type] of [
    ['parameterize', providerPb.ParameterizeRequest],
    ['construct', providerPb.ConstructRequest],
    ['call', providerPb.CallRequest],
  ]) {
    test(`${method}, which only other kinds of provider know, is unimplemented`, async () => {
      assert.equal((await refusal(plugin.call(method, Type))).code, grpc.status.UNIMPLEMENTED);
    });
  }

  test('A signal ends the process with success, and stdout held nothing but the port', async () => {
    const other = await Plugin.start({ engine });
    await call(other.client, 'getPluginInfo', new Empty());
    await other.stop();
  });
});

describe('Attach mode', () => {
  test('A plugin started without an engine tells the one that attaches', async () => {
    const judge = await Judge.start();
    const attached = await Plugin.start();
    await attached.call('attach', pluginPb.PluginAttach, { address: judge.engine.address });
    await attached.call('configure', providerPb.ConfigureRequest, { args: judge.atlas.config });
    const peer = await judge.atlas.newPeer(judge.atlas.project);
    const made = await attached.call('create', providerPb.CreateRequest, {
      urn: urnOf('NetworkPeeringActivation', 'attached'),
      properties: { peeringId: `${judge.atlas.project}/${peer.id}` },
    });
    assert.equal(made.getProperties().toJavaScript().status, 'AVAILABLE');
    const told = await judge.engine.logged(line => line.urn === urnOf('NetworkPeeringActivation', 'attached'));
    assert.match(told.message, /^AVAILABLE/);
    await attached.stop();
    await judge.stop();
  });
});

describe('Cancel', () => {
  test('It ends a wait at once with what was made, and the plugin goes on', async () => {
    const judge = await Judge.start('manual');
    const container = await judge.atlas.newContainer(judge.atlas.project);
    const creating = refusal(judge.create('AwsNetworkPeering', {
      containerId: container.id, accepterRegionName: 'us-east-1', awsAccountId: '123456789012',
      vpcId: 'vpc-0a1b2c3d4e5f67890', routeTableCidrBlock: '10.0.0.0/16',
    }));
    await judge.engine.logged(line => line.message.startsWith('INITIATING'));
    await call(judge.plugin.client, 'cancel', new Empty());
    const { code } = await creating;
    assert.equal(code, grpc.status.CANCELLED);
    for (let i = 0; i < 3; i++) await call(judge.plugin.client, 'cancel', message(Empty));
    const found = await judge.invoke('getNetworkPeerings', {});
    assert.equal(found.getReturn().toJavaScript().peerings.length, 1);
    await judge.stop();
  });
});
