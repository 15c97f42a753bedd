using System.Text.Json;
using AtlasEmulator.World;

namespace AtlasEmulator.Endpoints;

internal static class StreamsJson
{
    public static void Write(Utf8JsonWriter writer, StreamsRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("_id", request.Id);
        writer.WriteString("accepterAccountId", request.Accepter.Account);
        writer.WriteString("accepterCidr", request.Accepter.CidrBlock);
        writer.WriteString("accepterVpcId", request.Accepter.Network);
        writer.WriteString("cloudStatus", request.CloudStatus);
        writer.WriteString("expirationTime", $"{request.ExpirationTime.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
        writer.WriteString("groupId", request.ProjectId);
        writer.WriteString("localStatus", request.LocalStatus);
        writer.WriteString("name", request.Name);
        writer.WriteString("requesterAccountId", request.RequesterAccountId);
        writer.WriteString("requesterCidr", request.RequesterCidr);
        writer.WriteString("requesterVpcId", request.RequesterVpcId);
        if (request.StatusMessage is { } message) writer.WriteString("statusMessage", message);
        writer.WriteEndObject();
    }

    /// <summary>Real answers do not carry the discriminator cloudProvider; neither do these.</summary>
    public static void Write(Utf8JsonWriter writer, CloudProvider provider, StreamsAccount account)
    {
        var (accountName, networkName) = provider switch
        {
            CloudProvider.AWS => ("awsAccountId", "vpcId"),
            CloudProvider.AZURE => ("azureSubscriptionId", "virtualNetworkName"),
            _ => ("gcpProjectId", "vpcNetworkName"),
        };
        var accountFirst = provider != CloudProvider.GCP;
        writer.WriteStartObject();
        if (accountFirst) writer.WriteString(accountName, account.Account);
        writer.WriteString("cidrBlock", account.CidrBlock);
        if (!accountFirst) writer.WriteString(accountName, account.Account);
        writer.WriteString(networkName, account.Network);
        writer.WriteEndObject();
    }
}
