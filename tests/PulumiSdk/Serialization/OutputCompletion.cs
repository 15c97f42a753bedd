namespace Pulumi;

/// <summary>One output property, to be settled once.</summary>
internal abstract class OutputCompletion(string name, Resource resource)
{
    public Resource Resource => resource;

    public abstract object Untyped { get; }

    protected string Path => $"{resource.GetResourceType()} '{resource.GetResourceName()}'.{name}";

    /// <exception cref="ConversionException">The value is of another type.</exception>
    public abstract void Set(OutputData<object?> data);

    public abstract void Fail(Exception exception);
}

internal sealed class OutputCompletion<T> : OutputCompletion
{
    private readonly TaskCompletionSource<OutputData<T>> source =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OutputCompletion(string name, Resource resource)
        : base(name, resource) => Output = new(source.Task);

    public Output<T> Output { get; }

    public override object Untyped => Output;

    public override void Set(OutputData<object?> data)
    {
        // Every output of a resource depends on that resource.
        var owned = data with { Resources = data.Resources.Add(Resource) };
        source.TrySetResult(data.IsKnown
            ? owned.With((T)Converter.Convert(Path, data.Value, typeof(T))!)
            : owned.Unknown<T>());
    }

    public override void Fail(Exception exception) => source.TrySetException(exception);
}
