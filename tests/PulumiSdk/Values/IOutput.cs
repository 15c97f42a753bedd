namespace Pulumi;

/// <summary>An output seen without its type, as the serialiser and Format need it.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();
}

/// <summary>An input seen without its type.</summary>
internal interface IInput
{
    /// <summary>The whole value: unknown or secret as soon as any part of it is.</summary>
    IOutput ToUntypedOutput();

    /// <summary>What goes on the wire: in lists and maps one unknown element is the only unknown.</summary>
    IOutput ToWireOutput();
}

internal interface IUnion
{
    object? Value { get; }
}
