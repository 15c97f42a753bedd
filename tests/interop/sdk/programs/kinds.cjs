// Resources of the package as plain classes: properties that only Atlas sets are declared, as generated SDKs do.
const pulumi = require('@pulumi/pulumi');

const outputs = names => Object.fromEntries(names.map(name => [name, undefined]));

class Provider extends pulumi.ProviderResource {
  constructor(name, args, options) {
    super('peering', name, args, options);
  }
}

class AwsNetworkContainer extends pulumi.CustomResource {
  constructor(name, args, options) {
    super('peering:index:AwsNetworkContainer', name,
      { ...outputs(['projectId', 'containerId', 'provisioned', 'adopted', 'vpcId']), ...args }, options);
  }
}

class AwsNetworkPeering extends pulumi.CustomResource {
  constructor(name, args, options) {
    const own = ['projectId', 'peerId', 'connectionId', 'status', 'atlasCidrBlock', 'atlasVpcId'];
    super('peering:index:AwsNetworkPeering', name, { ...outputs(own), ...args }, options);
  }
}

module.exports = { Provider, AwsNetworkContainer, AwsNetworkPeering };
