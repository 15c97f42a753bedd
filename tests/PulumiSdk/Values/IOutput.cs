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

    /// <summary>What goes on the wire: lists and maps keep their elements apart, so one unknown element stays one.</summary>
    IOutput ToWireOutput();
}

internal interface IUnion
{
    object? Value { get; }
}
