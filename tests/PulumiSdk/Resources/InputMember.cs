using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi;

/// <summary>One argument: its name on the wire, its value, and whether it travels as JSON text.</summary>
internal sealed record InputMember(string Name, object? Value, bool Json)
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<InputMember> Of(ImmutableDictionary<string, object?> dictionary) =>
        dictionary.Select(entry => new InputMember(entry.Key, entry.Value, Json: false));

    /// <exception cref="ArgumentNullException">A required argument is missing.</exception>
    public static IEnumerable<InputMember> Of(InputArgs args)
    {
        foreach (var (attribute, member) in Attributed(args.GetType()))
        {
            var value = member is PropertyInfo property ? property.GetValue(args) : ((FieldInfo)member).GetValue(args);
            if (value is null && attribute.IsRequired)
                throw new ArgumentNullException(
                    attribute.Name, $"{args.GetType().FullName} was given no value for '{attribute.Name}'.");
            yield return new(attribute.Name, value, attribute.Json);
        }
    }

    private static IEnumerable<(InputAttribute Attribute, MemberInfo Member)> Attributed(Type type)
    {
        // Private members of base classes are only found on the class that declares them.
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var member in declaring.GetMembers(Declared))
            {
                if (member.GetCustomAttribute<InputAttribute>() is { } attribute)
                    yield return (attribute, member);
            }
        }
    }
}
