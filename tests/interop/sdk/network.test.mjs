// A program on the real Node SDK, from preview to destroy; each test goes on where the one before ended.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Atlas } from '../lib/atlas.mjs';
import { SIGNATURE } from '../lib/protocol.mjs';
import { Stack } from './stack.mjs';

const ACCOUNT = '123456789012';

describe('A program on the Node SDK', () => {
  let atlas, stack, seeded;
  before(async () => {
    atlas = await Atlas.start();
    seeded = await atlas.newContainer(atlas.project,
      { regionName: 'EU_CENTRAL_1', atlasCidrBlock: '192.168.232.0/21' });
    const { privateKey, ...config } = atlas.config;
    stack = await Stack.create('network.cjs',
      { ...config, privateKey: { secret: privateKey }, awsAccountId: { secret: ACCOUNT } });
  });
  after(async () => {
    stack?.remove();
    await atlas.stop();
  });

  const made = async () => {
    const { peers, containers } = await atlas.content(atlas.project);
    return { peers, containers: containers.filter(container => container.id !== seeded.id) };
  };

  function holdsNoSecret(text) {
    assert.ok(!text.includes(ACCOUNT), 'the account is not to be read');
    assert.ok(!text.includes(atlas.config.privateKey), 'the private key is not to be read');
  }

  test('A preview makes nothing, and calls a function whose arguments are known', async () => {
    const output = await stack.expect('preview');
    assert.match(output, /\+ 6 to create/);
    assert.match(output, new RegExp(`seededId *: "${seeded.id}"`));
    assert.match(output, /peeringId *: \[unknown\]/);
    assert.match(output, /account *: \[secret\]/);
    holdsNoSecret(output);
    assert.deepEqual(await made(), { peers: [], containers: [] });
  });

  test('An update makes it all, and its outputs are what Atlas says', async () => {
    const output = await stack.expect('up', '--skip-preview');
    assert.match(output, /\+ 6 created/);
    holdsNoSecret(output);
    const { peers: [peer], containers } = await made();
    const container = containers.find(({ regionName }) => regionName === 'US_EAST_1');
    const later = containers.find(({ regionName }) => regionName === 'EU_WEST_1');
    assert.equal(peer.containerId, container.id);
    assert.equal(peer.awsAccountId, ACCOUNT);
    assert.deepEqual(await stack.outputs(), {
      account: '[secret]', containerId: container.id, laterId: `${atlas.project}/${later.id}`,
      list: ['vpc-0a1b2c3d4e5f67890', 'EU_WEST_1'], ownId: container.id, peeringId: `${atlas.project}/${peer.id}`,
      seededId: seeded.id, status: 'PENDING_ACCEPTANCE',
    });
    assert.equal((await stack.outputs('--show-secrets')).account, ACCOUNT);
  });

  test('The state holds secrets as ciphers, in inputs and outputs alike', () => {
    holdsNoSecret(stack.stateText);
    for (const [name, field] of [['orders-peering', 'awsAccountId'], ['atlas', 'privateKey']]) {
      const { inputs, outputs } = stack.resource(name);
      for (const value of [inputs[field], outputs[field]]) {
        assert.equal(value[SIGNATURE], '1b47061264138c4ac30d75fd1eb44270');
        assert.match(value.ciphertext, /^v1:/);
      }
    }
  });

  test('The state holds parents, providers and dependencies', () => {
    const [component, container, peering, later, provider] =
      ['orders', 'orders-container', 'orders-peering', 'later', 'atlas'].map(name => stack.resource(name));
    assert.deepEqual([container.parent, peering.parent], [component.urn, component.urn]);
    assert.match(peering.urn, /::judge:index:Network\$peering:index:AwsNetworkPeering::/);
    for (const { provider: used } of [container, peering, later]) assert.equal(used, `${provider.urn}::${provider.id}`);
    assert.deepEqual(peering.dependencies, [container.urn]);
    assert.deepEqual(peering.propertyDependencies.containerId, [container.urn]);
    assert.deepEqual(later.dependencies, [peering.urn]);
    assert.equal(component.outputs.peeringId, peering.id);
  });

  test('A second update finds nothing to do', async () => {
    assert.match(await stack.expect('up', '--skip-preview'), /\b6 unchanged/);
    assert.match(await stack.expect('preview', '--expect-no-changes'), /\b6 unchanged/);
  });

  test('A refresh sees that the other side accepted, and an update shows it', async () => {
    const { peers: [peer] } = await made();
    await atlas.control('POST', `peers/${peer.id}/accept`);
    await atlas.control('POST', 'settle');
    await stack.expect('refresh', '--skip-preview');
    assert.equal(stack.resource('orders-peering').outputs.status, 'AVAILABLE');
    holdsNoSecret(stack.stateText);
    await stack.expect('up', '--skip-preview');
    assert.equal((await stack.outputs()).status, 'AVAILABLE');
  });

  test('A change updates in place', async () => {
    const { peers: [before] } = await made();
    await stack.expect('config', 'set', 'block', '10.20.0.0/16');
    assert.match(await stack.expect('preview', '--diff'), /routeTableCidrBlock: "10.0.0.0\/16" => "10.20.0.0\/16"/);
    assert.match(await stack.expect('up', '--skip-preview'), /\b1 updated/);
    const { peers: [after] } = await made();
    assert.deepEqual([after.id, after.routeTableCidrBlock], [before.id, '10.20.0.0/16']);
  });

  test('Destroy takes everything down, and leaves what it did not make', async () => {
    assert.match(await stack.expect('destroy', '--skip-preview'), /- 6 deleted/);
    assert.deepEqual(await made(), { peers: [], containers: [] });
    assert.equal((await atlas.content(atlas.project)).containers[0].id, seeded.id);
    assert.equal(stack.resource('orders'), undefined);
  });
});
