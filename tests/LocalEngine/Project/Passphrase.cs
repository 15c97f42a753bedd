namespace LocalEngine.Project;

/// <summary>Where the passphrase of a stack comes from; an empty one counts when the variable is set.</summary>
internal static class Passphrase
{
    private const string Variable = "PULUMI_CONFIG_PASSPHRASE";
    private const string FileVariable = "PULUMI_CONFIG_PASSPHRASE_FILE";

    public static string Required() => Find()
        ?? throw new EngineException($"the stack's secrets need a passphrase: set {Variable} or {FileVariable} "
            + $"(an empty {Variable}=\"\" is allowed)");

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } phrase) return phrase;
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } file) return null;
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"{FileVariable} names {file}, which cannot be read: {e.Message}", e);
        }
    }
}
