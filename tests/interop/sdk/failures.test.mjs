// What goes wrong in a program, told by the real SDK through our engine.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Atlas } from '../lib/atlas.mjs';
import { Stack } from './stack.mjs';

describe('A program on the Node SDK that goes wrong', () => {
  let atlas, stack;
  before(async () => {
    atlas = await Atlas.start();
    // Package configuration goes to the default provider; the key comes from the environment, as at many users'.
    stack = await Stack.create('defaults.cjs',
      { 'peering:baseUrl': atlas.url, 'peering:projectId': atlas.project }, {
        MONGODB_ATLAS_PUBLIC_API_KEY: atlas.config.publicKey, MONGODB_ATLAS_PRIVATE_API_KEY: atlas.config.privateKey,
      });
  });
  after(async () => {
    stack?.remove();
    await atlas.stop();
  });

  const mistake = name => stack.expect('config', 'set', 'mistake', name);
  const containers = async () => (await atlas.content(atlas.project)).containers.length;

  test('An exception ends the run with 1, its message and its place, and before anything is made', async () => {
    await mistake('throw');
    const output = await stack.fails('up');
    assert.match(output, /the program says no/);
    assert.match(output, /defaults\.cjs:\d+/);
    assert.equal(await containers(), 0);
  });

  test('An error of the kind that says all is told without a stack', async () => {
    await mistake('reject');
    const output = await stack.fails('preview');
    assert.match(output, /the program ends here/);
    assert.doesNotMatch(output, /defaults\.cjs:\d+/);
  });

  test('What Check refuses is told property by property, and nothing is made', async () => {
    await mistake('check');
    const output = await stack.fails('up');
    assert.match(output, /property vpcId/);
    assert.match(output, /property awsAccountId/);
    assert.equal(await containers(), 0);
  });

  test('Without the mistakes the same program runs on the default provider', async () => {
    await mistake('none');
    assert.match(await stack.expect('up', '--skip-preview'), /\+ 2 created/);
    assert.equal(await containers(), 1);
    await atlas.control('POST', 'faults',
      { method: 'DELETE', path: '/containers/', status: 403, errorCode: 'USER_UNAUTHORIZED' });
    assert.match(await stack.fails('destroy', '--skip-preview'), /USER_UNAUTHORIZED/);
    assert.match(await stack.expect('destroy', '--skip-preview'), /- 2 deleted/);
    assert.equal(await containers(), 0);
  });
});
