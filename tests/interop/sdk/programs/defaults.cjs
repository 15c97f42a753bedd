// The default provider, configured by the stack: a container, or what is wrong with one.
const pulumi = require('@pulumi/pulumi');
const { AwsNetworkContainer, AwsNetworkPeering } = require('./kinds.cjs');

// The SDK prints errors with util.inspect in colours, and some releases of Node.js 20 spend half a minute there on a
// frame such as node_modules/@pulumi/resource.ts, which the SDK's source maps give. The program's own frame is enough.
Error.stackTraceLimit = 1;

const config = new pulumi.Config();
const container = new AwsNetworkContainer('container', { regionName: 'US_EAST_1', atlasCidrBlock: '192.168.248.0/21' });
exports.containerId = container.containerId;
switch (config.get('mistake')) {
  case 'throw':
    throw new Error('the program says no');
  case 'reject':
    module.exports = (async () => { throw new pulumi.RunError('the program ends here'); });
    break;
  case 'check':
    new AwsNetworkPeering('peering', {
      containerId: container.containerId, accepterRegionName: 'us-east-1', awsAccountId: '1234', vpcId: 'vpc-42',
      routeTableCidrBlock: '10.0.0.0/16',
    });
    break;
}
