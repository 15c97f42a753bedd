using System.Text.Json;
using AtlasEmulator.World;

namespace AtlasEmulator.Endpoints;

/// <summary>
/// A peer as the API shows it: keys alphabetical, unset ones left out, three names for status and error.
/// </summary>
internal static class PeerJson
{
    public static void Write(Utf8JsonWriter writer, Peer peer, Container container)
    {
        writer.WriteStartObject();
        switch (peer.Remote)
        {
            case AwsNetwork aws:
                WriteAws(writer, peer, aws, container);
                break;
            case AzureNetwork azure:
                WriteAzure(writer, peer, azure);
                break;
            case GcpNetwork gcp:
                WriteGcp(writer, peer, gcp);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteAws(Utf8JsonWriter writer, Peer peer, AwsNetwork aws, Container container)
    {
        // Null, not left out, when both VPCs are in one region.
        if (Regions.AsAwsSpells(container.Region!) == aws.Region) writer.WriteNull("accepterRegionName");
        else writer.WriteString("accepterRegionName", aws.Region);
        writer.WriteString("awsAccountId", aws.AccountId);
        Optional(writer, "connectionId", peer.ConnectionId);
        writer.WriteString("containerId", peer.ContainerId);
        Optional(writer, "errorStateName", peer.Error);
        writer.WriteString("id", peer.Id);
        writer.WriteString("providerName", "AWS");
        writer.WriteString("routeTableCidrBlock", aws.CidrBlock);
        writer.WriteString("statusName", peer.Status);
        writer.WriteString("vpcId", aws.VpcId);
    }

    private static void WriteAzure(Utf8JsonWriter writer, Peer peer, AzureNetwork azure)
    {
        writer.WriteString("azureDirectoryId", azure.DirectoryId);
        writer.WriteString("azureSubscriptionId", azure.SubscriptionId);
        writer.WriteString("containerId", peer.ContainerId);
        Optional(writer, "errorState", peer.Error);
        writer.WriteString("id", peer.Id);
        writer.WriteString("providerName", "AZURE");
        writer.WriteString("resourceGroupName", azure.ResourceGroup);
        writer.WriteString("status", peer.Status);
        writer.WriteString("vnetName", azure.VnetName);
    }

    private static void WriteGcp(Utf8JsonWriter writer, Peer peer, GcpNetwork gcp)
    {
        writer.WriteString("containerId", peer.ContainerId);
        Optional(writer, "errorMessage", peer.Error);
        writer.WriteString("gcpProjectId", gcp.GcpProjectId);
        writer.WriteString("id", peer.Id);
        writer.WriteString("networkName", gcp.NetworkName);
        writer.WriteString("providerName", "GCP");
        writer.WriteString("status", peer.Status);
    }

    private static void Optional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }
}
