namespace Pulumi;

/// <summary>A value given to a resource: plain, or an output of another.</summary>
public class Input<T> : IInput
{
    private readonly Output<T>? output;

    private protected Input(Output<T>? output) => this.output = output;

    public static implicit operator Input<T>(T value) => new(Output.Create(value));

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.ToOutput();

    IOutput IInput.ToUntypedOutput() => Resolve();

    IOutput IInput.ToWireOutput() => ResolveForWire();

    internal virtual Output<T> Resolve() =>
        output ?? throw new InvalidOperationException($"{GetType().Name} has no value of its own.");

    private protected virtual IOutput ResolveForWire() => Resolve();
}
