using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Deployment;

/// <summary>
/// Which outputs become secret whatever the provider said: those named so, and those named as a secret input.
/// </summary>
internal static class SecretOutputs
{
    public static ResourceState Mark(ResourceState resource, RunContext run)
    {
        if (resource.AdditionalSecretOutputs.Contains("id"))
            run.Warn(resource.Urn, "additionalSecretOutputs names 'id', which cannot be secret");
        return resource with
        {
            Outputs = resource.Outputs.Select((name, value) =>
                resource.AdditionalSecretOutputs.Contains(name)
                || (resource.Inputs.TryGetValue(name, out var input) && input.IsSecret())
                    ? PropertyValue.SecretOf(value)
                    : value),
        };
    }
}
