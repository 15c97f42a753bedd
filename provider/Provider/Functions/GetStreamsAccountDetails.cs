using System.ComponentModel;
using Peering.Lifecycle;
using Peering.Resources;

namespace Peering.Functions;

/// <summary>The account and network of Atlas Stream Processing in a region: what a requester peers with.</summary>
internal sealed class GetStreamsAccountDetails(Session session)
    : SessionFunction<GetStreamsAccountDetails.AccountArgs, GetStreamsAccountDetails.AccountResult>(session)
{
    internal sealed record AccountArgs : ProjectArgs
    {
        [Description("The cloud.")]
        public required CloudProvider CloudProvider { get; init; }

        [Description("The region by Atlas's name (`US_EAST_1`), on AWS also by AWS's (`us-east-1`).")]
        public required string RegionName { get; init; }
    }

    internal sealed record AccountResult
    {
        [Description("AWS: account of Atlas Stream Processing.")]
        public string? AwsAccountId { get; init; }

        [Description("Azure: subscription of Atlas Stream Processing.")]
        public string? AzureSubscriptionId { get; init; }

        [Description("GCP: project of Atlas Stream Processing.")]
        public string? GcpProjectId { get; init; }

        [Description("IPv4 block of its network.")]
        public string? CidrBlock { get; init; }

        [Description("AWS: its VPC.")]
        public string? VpcId { get; init; }

        [Description("Azure: its VNet.")]
        public string? VirtualNetworkName { get; init; }

        [Description("GCP: its network.")]
        public string? VpcNetworkName { get; init; }
    }

    public override string Token => "peering:index:getStreamsAccountDetails";

    protected override async Task<AccountResult> InvokeAsync(AccountArgs args, Operation operation)
    {
        var account = await Session.Streams.AccountAsync(
            args.ProjectId!, args.CloudProvider, args.RegionName, operation.Cancel);
        return new AccountResult
        {
            AwsAccountId = account.AwsAccountId,
            AzureSubscriptionId = account.AzureSubscriptionId,
            GcpProjectId = account.GcpProjectId,
            CidrBlock = account.CidrBlock,
            VpcId = account.VpcId,
            VirtualNetworkName = account.VirtualNetworkName,
            VpcNetworkName = account.VpcNetworkName,
        };
    }
}
