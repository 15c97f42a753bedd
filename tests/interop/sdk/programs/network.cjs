// A component with a container and a peering, through an explicit provider; functions in both forms.
const pulumi = require('@pulumi/pulumi');
const { AwsNetworkContainer, AwsNetworkPeering, Provider } = require('./kinds.cjs');

const config = new pulumi.Config();
const atlas = new Provider('atlas', {
  baseUrl: config.require('baseUrl'), projectId: config.require('projectId'),
  publicKey: config.require('publicKey'), privateKey: config.requireSecret('privateKey'),
});

class Network extends pulumi.ComponentResource {
  constructor(name, args, options) {
    super('judge:index:Network', name, {}, options);
    this.container = new AwsNetworkContainer(`${name}-container`,
      { regionName: 'US_EAST_1', atlasCidrBlock: '192.168.248.0/21' }, { parent: this });
    this.peering = new AwsNetworkPeering(`${name}-peering`, {
      containerId: this.container.containerId, accepterRegionName: 'us-east-1', awsAccountId: args.awsAccountId,
      vpcId: 'vpc-0a1b2c3d4e5f67890', routeTableCidrBlock: args.block,
    }, { parent: this });
    this.registerOutputs({ peeringId: this.peering.id });
  }
}

const network = new Network('orders',
  { awsAccountId: config.requireSecret('awsAccountId'), block: config.get('block') ?? '10.0.0.0/16' },
  { providers: [atlas] });
const later = new AwsNetworkContainer('later',
  { regionName: 'EU_WEST_1', atlasCidrBlock: '192.168.240.0/21' },
  { provider: atlas, dependsOn: [network.peering] });

// A container of the project that no program made, as a promise and as an output of an output.
const seeded = pulumi.runtime.invoke('peering:index:getNetworkContainer',
  { providerName: 'AWS', region: 'EU_CENTRAL_1' }, { provider: atlas });
const own = pulumi.runtime.invokeOutput('peering:index:getNetworkContainer',
  { providerName: 'AWS', region: network.container.regionName }, { provider: atlas, dependsOn: [network.container] });

module.exports = {
  peeringId: network.peering.id,
  status: network.peering.status,
  account: network.peering.awsAccountId,
  laterId: later.id,
  seededId: pulumi.output(seeded).containerId,
  ownId: own.apply(found => found?.containerId),
  containerId: network.container.containerId,
  list: pulumi.all([network.peering.vpcId, later.regionName]),
};
