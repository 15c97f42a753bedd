using System.Collections.Immutable;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;

namespace LocalEngine.Providers;

/// <summary>A provider refused or failed; the message is for the user as it is.</summary>
internal sealed class ProviderException(
    string message, StatusCode code, InitFailure? initFailure = null, Exception? inner = null)
    : Exception(message, inner)
{
    public StatusCode Code => code;

    /// <summary>Set when the object exists although the call failed.</summary>
    public InitFailure? InitFailure => initFailure;

    /// <summary>These codes leave open what happened to the remote object.</summary>
    public bool OutcomeUnknown => code is StatusCode.Internal or StatusCode.DataLoss or StatusCode.Unknown;

    public static ProviderException From(RpcException error, string provider)
    {
        var message = error.Message;
        if (error.Detail<ErrorCause>() is { Message.Length: > 0 } cause)
            message = $"{message}: {cause.Message}";
        if (error.Detail<ConfigureErrorMissingKeys>() is { } missing)
            message = string.Join("\n", missing.MissingKeys.Select(key =>
                $"missing required configuration key \"{key.Name}\": {key.Description}\n"
                + $"Set it with `pulumi config set {key.Name} <value>`."));

        InitFailure? failure = null;
        if (error.Detail<ErrorResourceInitFailed>() is { } partial)
        {
            var decoder = new StructDecoder(provider, allowUnknowns: false);
            failure = new InitFailure(
                partial.Id, decoder.Decode(partial.Properties),
                partial.Inputs is null ? null : decoder.Decode(partial.Inputs), [.. partial.Reasons]);
        }

        return new ProviderException(message, error.Code, failure, error);
    }
}

/// <summary>The object was created or changed and did not become what was asked for.</summary>
internal sealed record InitFailure(string Id, PropertyMap Outputs, PropertyMap? Inputs, ImmutableArray<string> Reasons)
{
    public string Describe(string message) =>
        Reasons.Length == 0 ? message : $"{message}:\n" + string.Join("\n", Reasons.Select(r => $"  * {r}"));
}
