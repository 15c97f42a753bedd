// What gRPC promises of every call: deadlines, cancellation, metadata, size, and many at once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Judge, urnOf } from '../lib/judge.mjs';
import { Empty, call, grpc, message, providerPb, refusal } from '../lib/protocol.mjs';

const KIND = 'NetworkPeeringActivation';
const MEGABYTES = 10 * 1024 * 1024;

describe('Calls', () => {
  let judge;
  before(async () => (judge = await Judge.start()));
  after(() => judge.stop());

  /** A peering that nobody has accepted yet: an activation of it waits. */
  async function pending() {
    const project = await judge.atlas.newProject();
    const peer = await judge.atlas.newPeer(project, { status: 'PENDING_ACCEPTANCE' });
    return { project, peer: peer.id, peeringId: `${project}/${peer.id}` };
  }

  const waiting = name =>
    judge.engine.logged(line => line.urn === urnOf(KIND, name) && /waiting for/.test(line.message));
  const reads = async ({ project }) =>
    (await judge.atlas.requests(new RegExp(project))).filter(request => !request.challenge).length;

  /** Until the plugin has looked at one peering that often. */
  async function readsReach(wait, count) {
    while (await reads(wait) < count) await new Promise(done => setTimeout(done, 50));
  }

  test('A deadline of the client ends a call that waits', async () => {
    const { peeringId } = await pending();
    const late = await refusal(judge.create(KIND, { peeringId }, { options: { deadline: Date.now() + 300 } }));
    assert.equal(late.code, grpc.status.DEADLINE_EXCEEDED);
  });

  test('A deadline that only the server knows ends the call from its side', async () => {
    const { peeringId } = await pending();
    const metadata = new grpc.Metadata();
    metadata.set('grpc-timeout', '300m');
    const late = await refusal(judge.create(KIND, { peeringId }, { metadata }));
    assert.equal(late.code, grpc.status.DEADLINE_EXCEEDED);
    assert.match(late.details, /deadline/);
  });

  test('A deadline that is far away changes nothing', async () => {
    const info = await call(judge.plugin.client, 'getPluginInfo', new Empty(), { deadline: Date.now() + 3_600_000 });
    assert.notEqual(info.getVersion(), '');
  });

  test('A call that its client cancels stops to work, and others go on', async () => {
    const [left, kept] = [await pending(), await pending()];
    const inputs = (await judge.check(KIND, { peeringId: left.peeringId })).getInputs();
    let cancelled;
    const answer = new Promise(done => {
      cancelled = judge.plugin.client.create(message(providerPb.CreateRequest,
        { urn: urnOf(KIND, 'left'), properties: inputs }), error => done(error));
    });
    const going = judge.create(KIND, { peeringId: kept.peeringId }, { name: 'kept' });
    await Promise.all([waiting('left'), waiting('kept')]);
    cancelled.cancel();
    assert.equal((await answer).code, grpc.status.CANCELLED);

    // Both waits look at the same instants; a look may have been under way when the cancel came.
    const [leftBefore, keptBefore] = [await reads(left), await reads(kept)];
    await readsReach(kept, keptBefore + 3);
    const more = await reads(left) - leftBefore;
    assert.ok(more <= 1, `${more} further looks at a peering nobody waits for`);
    await judge.atlas.control('POST', `peers/${kept.peer}/accept`);
    assert.equal((await going).state.status, 'AVAILABLE');
  });

  test('Metadata of any kind is taken, text and binary', async () => {
    const metadata = new grpc.Metadata();
    metadata.add('traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
    metadata.add('many', 'one');
    metadata.add('many', 'two');
    metadata.add('some-bin', Buffer.from([0, 255, 1, 254]));
    const info = await call(judge.plugin.client, 'getPluginInfo', new Empty(), {}, metadata);
    assert.notEqual(info.getVersion(), '');
  });

  test('A compressed message is refused as unimplemented, and the plugin goes on', async () => {
    const gzip = judge.plugin.connect({ 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip });
    const request = message(providerPb.CheckRequest, { urn: urnOf(KIND), news: { peeringId: 'x'.repeat(10_000) } });
    assert.equal((await refusal(call(gzip, 'check', request))).code, grpc.status.UNIMPLEMENTED);
    assert.notEqual((await call(judge.plugin.client, 'getPluginInfo', new Empty())).getVersion(), '');
  });

  test('10 MB go in and come back unchanged', async () => {
    const large = Array.from({ length: MEGABYTES / 16 }, (_, at) => at.toString(16).padStart(16, '0')).join('');
    const answer = await judge.plugin.call('checkConfig', providerPb.CheckRequest,
      { urn: 'urn:pulumi:dev::judge::pulumi:providers:peering::x', news: { accessToken: 't', large } });
    assert.ok(answer.getInputs().toJavaScript().large === large);
  });

  test('An unknown property of 10 MB is named, and its value is not repeated', async () => {
    const answer = await judge.check(KIND,
      { peeringId: `${'a'.repeat(24)}/${'b'.repeat(24)}`, huge: 'x'.repeat(MEGABYTES) });
    const [failure, ...more] = answer.getFailuresList();
    assert.deepEqual([failure.getProperty(), more.length], ['huge', 0]);
    assert.ok(failure.getReason().length < 500);
  });

  test('1,000 calls wait at once for one peering, and all are answered when it is accepted', async () => {
    const wait = await pending();
    const names = Array.from({ length: 1000 }, (_, at) => `many-${at}`);
    let answered = 0;
    const all = names.map(name => judge.create(KIND, { peeringId: wait.peeringId }, { name })
      .finally(() => answered++));
    await Promise.all(names.map(waiting));
    assert.equal(answered, 0);
    await judge.atlas.control('POST', `peers/${wait.peer}/accept`);
    const states = (await Promise.all(all)).map(made => made.state.status);
    assert.deepEqual(new Set(states), new Set(['AVAILABLE']));
    // Each call looks once by itself; what follows, they look at together.
    const asked = await reads(wait) - names.length;
    assert.ok(asked < 100, `${asked} requests to Atlas for one peering`);
  });

  test('1,000 calls that need no wait are under way at once, on one connection, each with its own answer', async () => {
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, at) => judge.check(KIND, { [`p${at}`]: at })));
    answers.forEach((answer, at) => assert.deepEqual(
      answer.getFailuresList().map(failure => failure.getProperty()).sort(), [`p${at}`, 'peeringId'].sort()));
  });

  test('A client that goes away in the middle of its calls takes nobody with it', async () => {
    const { peeringId } = await pending();
    const rude = judge.plugin.connect();
    const calls = Array.from({ length: 20 }, (_, at) => refusal(call(rude, 'create', message(
      providerPb.CreateRequest, { urn: urnOf(KIND, `rude-${at}`), properties: { peeringId } }))));
    await waiting('rude-19');
    rude.close();
    const other = judge.plugin.connect();
    assert.notEqual((await call(other, 'getPluginInfo', new Empty())).getVersion(), '');
    await call(other, 'cancel', new Empty());
    for (const { code } of await Promise.all(calls)) assert.equal(code, grpc.status.CANCELLED);
  });
});
