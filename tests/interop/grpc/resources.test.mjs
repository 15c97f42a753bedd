// Resources, functions and listings, the way an engine drives them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Judge, urnOf } from '../lib/judge.mjs';
import { UNKNOWN, detail, grpc, message, providerPb, refusal, secret } from '../lib/protocol.mjs';

const KIND = 'AwsNetworkPeering';
const { DiffChanges } = providerPb.DiffResponse;

describe('Resources over the wire', () => {
  let judge;
  before(async () => (judge = await Judge.start()));
  after(() => judge.stop());

  async function inputs(changes = {}) {
    const projectId = await judge.atlas.newProject();
    const { id } = await judge.atlas.newContainer(projectId);
    return {
      projectId, containerId: id, accepterRegionName: 'us-east-1', awsAccountId: '123456789012',
      vpcId: 'vpc-0a1b2c3d4e5f67890', routeTableCidrBlock: '10.0.0.0/16', ...changes,
    };
  }

  test('A peering is made, read, imported, changed in place and deleted', async () => {
    const news = await inputs();
    const name = 'whole-life';
    const made = await judge.create(KIND, news, { name });
    assert.deepEqual(made.inputs, news);
    assert.equal(made.id, `${news.projectId}/${made.state.peerId}`);
    assert.equal(made.state.status, 'PENDING_ACCEPTANCE');
    const told = await judge.engine.logged(line => line.urn === urnOf(KIND, name) && !line.ephemeral);
    assert.match(told.message, new RegExp(`accept ${made.state.connectionId} in AWS account 123456789012`));

    assert.equal((await judge.diff(made, news)).getChanges(), DiffChanges.DIFF_NONE);
    assert.deepEqual((await judge.read(made)).state, made.state);
    const imported = await judge.read({ kind: KIND, id: `${news.projectId}/${made.state.connectionId}` });
    assert.deepEqual([imported.id, imported.inputs], [made.id, news]);

    await judge.atlas.control('POST', `peers/${made.state.peerId}/accept`);
    const wider = { ...news, routeTableCidrBlock: '10.20.0.0/16' };
    const diff = await judge.diff(made, wider);
    assert.deepEqual([diff.getDiffsList(), diff.getReplacesList(), diff.getHasdetaileddiff()],
      [['routeTableCidrBlock'], [], true]);
    const kind = diff.getDetaileddiffMap().get('routeTableCidrBlock').getKind();
    assert.equal(kind, providerPb.PropertyDiff.Kind.UPDATE);
    const update = preview => judge.plugin.call('update', providerPb.UpdateRequest,
      { id: made.id, urn: urnOf(KIND), oldInputs: made.inputs, olds: made.state, news: wider, preview });
    assert.equal((await update(true)).getProperties().toJavaScript().routeTableCidrBlock, '10.20.0.0/16');
    assert.equal((await judge.atlas.content(news.projectId)).peers[0].routeTableCidrBlock, '10.0.0.0/16');
    const updated = (await update(false)).getProperties().toJavaScript();
    assert.deepEqual([updated.routeTableCidrBlock, updated.status], ['10.20.0.0/16', 'AVAILABLE']);

    await judge.delete({ ...made, state: updated });
    assert.deepEqual((await judge.atlas.content(news.projectId)).peers, []);
    assert.deepEqual(await judge.read(made), { kind: KIND, id: '', inputs: undefined, state: undefined });
  });

  test('A change of the network replaces, and the old one goes first where Atlas would refuse the block', async () => {
    const news = await inputs();
    const made = await judge.create(KIND, news);
    const same = await judge.diff(made, { ...news, vpcId: 'vpc-0fffffffffffffff0' });
    assert.deepEqual([same.getReplacesList(), same.getDeletebeforereplace()], [['vpcId'], true]);
    const diff = await judge.diff(made, { ...news, vpcId: 'vpc-0fffffffffffffff0', routeTableCidrBlock: '10.99.0.0/16' });
    assert.deepEqual([diff.getReplacesList(), diff.getDeletebeforereplace()], [['vpcId'], false]);
    const kind = diff.getDetaileddiffMap().get('vpcId').getKind();
    assert.equal(kind, providerPb.PropertyDiff.Kind.UPDATE_REPLACE);
  });

  test('Check names every problem, each with its property', async () => {
    const { containerId, ...rest } = await inputs({ vpcId: 'vpc-1', routeTableCidrBlock: '10.0.0.1/16', more: 1 });
    const failures = (await judge.check(KIND, rest)).getFailuresList();
    assert.deepEqual(failures.map(failure => failure.getProperty()).sort(),
      ['containerId', 'more', 'routeTableCidrBlock', 'vpcId']);
    for (const failure of failures) assert.notEqual(failure.getReason(), '');
    assert.match(containerId, /^[0-9a-f]{24}$/);
  });

  test('A preview makes nothing, and what Atlas decides stays unknown', async () => {
    const news = await inputs({ containerId: UNKNOWN });
    const made = await judge.create(KIND, news, { preview: true });
    assert.deepEqual([made.id, made.state.connectionId, made.state.vpcId], ['', UNKNOWN, news.vpcId]);
    assert.deepEqual((await judge.atlas.content(news.projectId)).peers, []);
  });

  test('A secret input comes back as a secret, from Check and from Create', async () => {
    const news = await inputs({ awsAccountId: secret('123456789012') });
    const made = await judge.create(KIND, news);
    assert.deepEqual(made.inputs.awsAccountId, news.awsAccountId);
    assert.deepEqual(made.state.awsAccountId, news.awsAccountId);
  });

  test('A peering that fails carries id, state and reasons as a detail of the error', async () => {
    const news = await inputs({ vpcId: 'vpc-0bad0bad0bad0bad0' });
    await judge.atlas.control('PUT', `networks/${news.awsAccountId}/${news.vpcId}`, { failWith: 'INVALID_ARGUMENT' });
    const failed = await refusal(judge.create(KIND, news));
    assert.equal(failed.code, grpc.status.FAILED_PRECONDITION);
    const kept = detail(failed, providerPb.ErrorResourceInitFailed, 'pulumirpc.ErrorResourceInitFailed');
    const state = kept.getProperties().toJavaScript();
    assert.deepEqual([kept.getId(), state.status], [`${news.projectId}/${state.peerId}`, 'FAILED']);
    assert.match(kept.getReasonsList().join(), /INVALID_ARGUMENT/);
  });

  test('A message beyond ASCII survives the trip in the trailers', async () => {
    const refused = await refusal(judge.invoke('getÜber🙂', {}));
    assert.equal(refused.code, grpc.status.INVALID_ARGUMENT);
    assert.match(refused.details, /getÜber🙂/);
  });

  test('Invoke answers with a result, with failures of its arguments, or with an error', async () => {
    const project = await judge.atlas.newProject();
    const container = await judge.atlas.newContainer(project);
    const found = await judge.invoke('getNetworkContainer', { projectId: project, providerName: 'AWS' });
    assert.equal(found.getReturn().toJavaScript().containerId, container.id);
    const wrong = await judge.invoke('getNetworkContainer', { projectId: project, providerName: 'IBM' });
    assert.deepEqual(wrong.getFailuresList().map(failure => failure.getProperty()), ['providerName']);
    const none = await refusal(judge.invoke('getNetworkContainer', { projectId: project, providerName: 'GCP' }));
    assert.equal(none.code, grpc.status.NOT_FOUND);
  });

  test('List streams page by page, and every peering of the cloud once', async () => {
    const project = await judge.atlas.newProject();
    await judge.atlas.control('POST', `projects/${project}/peers`, { count: 15 });
    const expected = (await judge.atlas.content(project)).peers
      .filter(peer => peer.providerName === 'GCP').map(peer => `${project}/${peer.id}`);
    const ids = [];
    let pages = 0;
    for (let continuationToken = undefined; continuationToken !== ''; pages++) {
      const stream = judge.plugin.client.list(message(providerPb.ListRequest,
        { token: 'peering:index:GcpNetworkPeering', query: { projectId: project }, pageSize: 2, continuationToken }));
      for await (const part of stream) {
        if (part.hasResult()) ids.push(part.getResult().getId());
        else continuationToken = part.getContinuation().getContinuationToken();
      }
    }
    assert.ok(expected.length > 2 && pages > 1, `${expected.length} on ${pages} pages`);
    assert.deepEqual(ids.sort(), expected.sort());
  });

  test('A listing of what cannot be listed ends the stream with an error', async () => {
    const stream = judge.plugin.client.list(message(providerPb.ListRequest, { token: 'peering:index:Nothing' }));
    const failed = await refusal((async () => { for await (const _ of stream); })());
    assert.equal(failed.code, grpc.status.INVALID_ARGUMENT);
  });
});
