using System.Collections;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>Turns one argument into its wire form and notes what it depends on.</summary>
internal sealed class Serializer(bool keepResources)
{
    private readonly HashSet<Resource> dependencies = [];

    public IReadOnlyCollection<Resource> Dependencies => dependencies;

    public bool ContainsUnknowns { get; private set; }

    public bool ContainsSecrets { get; private set; }

    public async Task<Value> SerializeAsync(string path, object? value) => value switch
    {
        null => Value.ForNull(),
        bool flag => Value.ForBool(flag),
        int number => Value.ForNumber(number),
        double number => Value.ForNumber(number),
        string text => Value.ForString(text),
        System.Enum member => Value.ForNumber(((IConvertible)member).ToInt32(CultureInfo.InvariantCulture)),
        JsonElement element => JsonValues.FromElement(element),
        JsonDocument document => JsonValues.FromElement(document.RootElement),
        AssetOrArchive asset => await AssetAsync(path, asset),
        IInput input => await OutputAsync(path, input.ToWireOutput()),
        IOutput output => await OutputAsync(path, output),
        IUnion union => await SerializeAsync(path, union.Value),
        InputArgs args => Value.ForStruct(await MembersAsync(path, args.Members())),
        Resource resource => await ResourceAsync(resource),
        IDictionary map => await MapAsync(path, map),
        IEnumerable list => await ListAsync(path, list),
        _ => await ObjectAsync(path, value),
    };

    /// <summary>Absent arguments are left out.</summary>
    public async Task<Struct> MembersAsync(string path, IEnumerable<InputMember> members)
    {
        var result = new Struct();
        foreach (var member in members)
            Wire.SetUnlessNull(result, member.Name, await MemberAsync(path, member));
        return result;
    }

    public async Task<Value> MemberAsync(string path, InputMember member)
    {
        var value = await SerializeAsync($"{path}.{member.Name}", member.Value);
        return member.Json ? JsonValues.ToJsonText(value) : value;
    }

    private async Task<Value> OutputAsync(string path, IOutput output)
    {
        var data = await output.GetDataAsync();
        dependencies.UnionWith(data.Resources);
        ContainsUnknowns |= !data.IsKnown;
        var value = data.IsKnown ? await SerializeAsync(path, data.Value) : Wire.Unknown;
        ContainsSecrets |= data.IsSecret;
        return data.IsSecret ? Wire.Secret(value) : value;
    }

    private async Task<Value> ResourceAsync(Resource resource)
    {
        dependencies.Add(resource);
        var urn = Value.ForString((await resource.Urn.Data).Value);
        var id = resource is CustomResource custom ? await custom.Id.Data : default;
        var idValue = id.IsKnown ? Value.ForString(id.Value) : Wire.Unknown;
        if (!keepResources)
            return resource is CustomResource ? idValue : urn;
        return resource is CustomResource
            ? Wire.Special(Signatures.Resource, ("urn", urn), ("id", idValue))
            : Wire.Special(Signatures.Resource, ("urn", urn));
    }

    private async Task<Value> AssetAsync(string path, AssetOrArchive asset) => Wire.Special(
        asset.Signature, (asset.Property, await SerializeAsync($"{path}.{asset.Property}", asset.Value)));

    private async Task<Value> MapAsync(string path, IDictionary map)
    {
        var result = new Struct();
        foreach (DictionaryEntry entry in map)
        {
            if (entry.Key is not string key)
                throw new InvalidOperationException($"{path}: a map has keys of string, not {entry.Key.GetType()}.");
            Wire.SetUnlessNull(result, key, await SerializeAsync($"{path}.{key}", entry.Value));
        }

        return Value.ForStruct(result);
    }

    private async Task<Value> ListAsync(string path, IEnumerable list)
    {
        // default(ImmutableArray), the "none" of optional output lists, cannot be enumerated.
        if (list is ValueType && list.Equals(Activator.CreateInstance(list.GetType())))
            return Value.ForNull();
        var values = new List<Value>();
        foreach (var element in list)
            values.Add(await SerializeAsync($"{path}[{values.Count}]", element));
        return Value.ForList([.. values]);
    }

    private async Task<Value> ObjectAsync(string path, object value)
    {
        var type = value.GetType();
        if (OutputTypes.EnumValue(value) is { } member)
            return await SerializeAsync(path, member);
        if (!OutputTypes.IsOutputType(type))
            throw new InvalidOperationException(
                $"{path}: values of type {type.FullName} cannot be sent. Use bool, int, double, string, lists, maps, "
                + "arguments, resources, assets or JSON.");
        var result = new Struct();
        foreach (var (name, field) in OutputTypes.Fields(value))
            Wire.SetUnlessNull(result, name, await SerializeAsync($"{path}.{name}", field));
        return Value.ForStruct(result);
    }
}
