// The provider's own configuration.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Atlas } from '../lib/atlas.mjs';
import { Engine } from '../lib/engine.mjs';
import { Plugin } from '../lib/plugin.mjs';
import { detail, grpc, providerPb, refusal, secret } from '../lib/protocol.mjs';

const urn = 'urn:pulumi:dev::judge::pulumi:providers:peering::default';

describe('The configuration of the provider', () => {
  let atlas, engine, plugin;
  before(async () => {
    [atlas, engine] = await Promise.all([Atlas.start(), Engine.start()]);
    plugin = await Plugin.start({ engine });
  });
  after(async () => {
    await plugin.stop();
    engine.stop();
    await atlas.stop();
  });

  const checkConfig = news => plugin.call('checkConfig', providerPb.CheckRequest, { urn, olds: {}, news });
  const configure = args => plugin.call('configure', providerPb.ConfigureRequest,
    { args, acceptsecrets: true, acceptresources: true });

  test('CheckConfig gives back what came, with secrets and what it does not know', async () => {
    const news = { version: '9.9.9', later: [1, true, null], privateKey: secret('p'), publicKey: 'k' };
    const answer = await checkConfig(news);
    assert.deepEqual(answer.getFailuresList(), []);
    assert.deepEqual(answer.getInputs().toJavaScript(), news);
  });

  test('CheckConfig names every wrong property', async () => {
    const answer = await checkConfig({ projectId: 'nope', preflight: 'loud', baseUrl: 'http://atlas.example.com' });
    assert.deepEqual(answer.getFailuresList().map(failure => failure.getProperty()).sort(),
      ['baseUrl', 'preflight', 'projectId']);
  });

  test('DiffConfig replaces for another Atlas only', async () => {
    const olds = { baseUrl: 'https://cloud.mongodb.com', accessToken: 'one' };
    const diff = async news => (await plugin.call('diffConfig', providerPb.DiffRequest,
      { urn, id: 'p', oldInputs: olds, olds, news })).getReplacesList();
    assert.deepEqual(await diff({ ...olds, baseUrl: 'https://other.mongodb.com' }), ['baseUrl']);
    assert.deepEqual(await diff({ ...olds, accessToken: 'two' }), []);
  });

  test('Configure without credentials carries the keys that are missing as a detail of the error', async () => {
    const refused = await refusal(configure({}));
    assert.equal(refused.code, grpc.status.INVALID_ARGUMENT);
    const missing = detail(refused, providerPb.ConfigureErrorMissingKeys, 'pulumirpc.ConfigureErrorMissingKeys');
    assert.deepEqual(missing.getMissingkeysList().map(key => key.getName()),
      ['clientId', 'publicKey', 'accessToken'].map(name => `peering:${name}`));
    for (const key of missing.getMissingkeysList()) assert.notEqual(key.getDescription(), '');
  });

  test('Configure takes a secret, and a call with it reaches Atlas', async () => {
    const answer = await configure({ ...atlas.config, privateKey: secret(atlas.config.privateKey) });
    assert.deepEqual(
      [answer.getAcceptsecrets(), answer.getAcceptresources(), answer.getAcceptoutputs(), answer.getSupportspreview()],
      [true, true, false, true]);
    const found = await plugin.call('invoke', providerPb.InvokeRequest,
      { tok: 'peering:index:getNetworkContainers', args: {} });
    assert.deepEqual(found.getReturn().toJavaScript().containers, []);
  });

  test('Wrong credentials are a denied permission, and the error does not hold them', async () => {
    await configure({ ...atlas.config, privateKey: secret('hunter2-hunter2') });
    const refused = await refusal(plugin.call('invoke', providerPb.InvokeRequest,
      { tok: 'peering:index:getNetworkContainers', args: {} }));
    assert.equal(refused.code, grpc.status.PERMISSION_DENIED);
    assert.doesNotMatch(JSON.stringify([refused.message, refused.metadata.toJSON()]), /hunter2/);
  });
});
