namespace Peering.Tests.Crash;

/// <summary>What the program is to deploy.</summary>
internal sealed record CrashSettings(string Cloud, string Network, string Region = "us-east-1", string Block = "10.0.0.0/16")
{
    /// <summary>Resource and id, while its option <c>import</c> is set.</summary>
    public (string Name, string Id)? Import { get; init; }

    /// <summary>As the stack's file has it.</summary>
    public string Yaml => $"""
        config:
          infra:cloud: {Cloud}
          infra:network: {Network}
          infra:region: {Region}
          infra:block: {Block}
        {(Import is var (name, id) ? $"  infra:import{name}: {id}" : "")}
        """;
}
