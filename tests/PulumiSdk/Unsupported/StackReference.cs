using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The outputs of another stack. Refused: see <see cref="Refusals"/>.</summary>
public class StackReference : CustomResource
{
    private const string Feature = "StackReference";

    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base(Refusals.InsteadOf<string>(Feature), name, args, options)
    {
    }

    public Output<string> Name => throw Refusals.Of(Feature);

    public Output<ImmutableDictionary<string, object>> Outputs => throw Refusals.Of(Feature);

    public Output<object?> GetOutput(Input<string> name) => throw Refusals.Of(Feature);

    public Output<object> RequireOutput(Input<string> name) => throw Refusals.Of(Feature);
}

public sealed class StackReferenceArgs : ResourceArgs
{
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}
