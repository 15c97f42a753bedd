using System.Text.Json;
using AtlasEmulator.World;

namespace AtlasEmulator.Endpoints;

/// <summary>A container as the API shows it; what the cloud gives appears with provisioning.</summary>
internal static class ContainerJson
{
    public static void Write(Utf8JsonWriter writer, Container container)
    {
        writer.WriteStartObject();
        writer.WriteString("atlasCidrBlock", container.CidrBlock);
        if (container.Provider == CloudProvider.AZURE) Optional(writer, "azureSubscriptionId", container.CloudAccount);
        if (container.Provider == CloudProvider.GCP) Optional(writer, "gcpProjectId", container.CloudAccount);
        writer.WriteString("id", container.Id);
        if (container.Provider == CloudProvider.GCP) Optional(writer, "networkName", container.NetworkName);
        writer.WriteString("providerName", container.Provider.ToString());
        writer.WriteBoolean("provisioned", container.Provisioned);
        switch (container.Provider)
        {
            case CloudProvider.AWS:
                writer.WriteString("regionName", container.Region);
                Optional(writer, "vpcId", container.NetworkName);
                break;
            case CloudProvider.AZURE:
                writer.WriteString("region", container.Region);
                Optional(writer, "vnetName", container.NetworkName);
                break;
            case CloudProvider.GCP when container.Regions is { } regions:
                writer.WriteStartArray("regions");
                foreach (var region in regions) writer.WriteStringValue(region);
                writer.WriteEndArray();
                break;
        }

        writer.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }
}
