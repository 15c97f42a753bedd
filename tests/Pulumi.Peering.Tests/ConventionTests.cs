using System.Reflection;
using System.Text.RegularExpressions;
using Peering.Lifecycle;
using Peering.Resources;
using Peering.Tests.Provider;

namespace Peering.Tests;

/// <summary>House rules that the compiler does not know.</summary>
public sealed partial class ConventionTests
{
    private static readonly Assembly Code = typeof(Catalog).Assembly;

    [Fact]
    public void No_file_that_people_write_is_longer_than_400_lines() =>
        Assert.Empty(Sources("provider", "sdk/generator", "tests", "examples")
            .Where(file => File.ReadLines(file).Count() > 400).Select(Name));

    [Fact]
    public void Half_of_the_files_that_people_write_are_shorter_than_120_lines()
    {
        var lengths = Sources("provider", "sdk/generator", "tests", "examples")
            .Select(file => File.ReadLines(file).Count()).Order().ToList();
        Assert.True(lengths[lengths.Count / 2] < 120, $"the median of {lengths.Count} files is {lengths[lengths.Count / 2]} lines");
    }

    [Fact]
    public void No_line_is_longer_than_120_characters_but_for_test_tables() =>
        Assert.Empty(Sources("provider", "sdk/generator")
            .SelectMany(file => File.ReadLines(file).Select((line, number) => (file, line, number)))
            .Where(line => line.line.Length > 120 && !line.line.Contains("https://", StringComparison.Ordinal))
            .Select(line => $"{Name(line.file)}:{line.number + 1}"));

    [Fact]
    public void Classes_of_the_provider_are_internal_and_sealed_abstract_or_extended() =>
        Assert.Empty(Code.GetTypes()
            .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && IsOurs(type))
            .Where(type => !Code.GetTypes().Any(other => other.BaseType is { } parent
                && (parent == type || (parent.IsGenericType && parent.GetGenericTypeDefinition() == type))))
            .Select(type => type.FullName));

    [Fact]
    public void Nothing_of_the_plugin_is_public() =>
        Assert.Empty(Code.GetTypes().Where(type => type.IsPublic && IsOurs(type)).Select(type => type.FullName));

    [Fact]
    public void A_cancellation_token_comes_last() =>
        Assert.Empty(Code.GetTypes().Where(IsOurs)
            .SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic
                | BindingFlags.Static | BindingFlags.Instance))
            .Where(method => !method.DeclaringType!.IsAssignableTo(typeof(Delegate)))
            .Where(method => !method.Name.Contains('<', StringComparison.Ordinal))
            .Where(method => method.GetParameters().SkipLast(1).Any(one => one.ParameterType == typeof(CancellationToken)))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}"));

    [Fact]
    public void Every_kind_and_function_is_in_the_catalog_and_every_kind_in_the_conformance_world()
    {
        var catalog = new Catalog(new Session());
        var named = catalog.Kinds.Cast<object>().Concat(catalog.Functions).Select(one => one.GetType()).ToHashSet();
        Assert.Empty(Code.GetTypes().Where(type => !type.IsAbstract
            && (type.IsAssignableTo(typeof(ResourceKind)) || type.IsAssignableTo(typeof(Function)))).Except(named));
        Assert.Equal(
            catalog.Kinds.Select(kind => kind.Token).Order(),
            ConformanceWorld.Templates.Select(template => $"peering:index:{template.Kind}").Order());
    }

    [Theory]
    [InlineData("Lifecycle", @"using (Peering\.|Rpc|Pulumirpc|Google|System\.Net\.Http)")]
    [InlineData("Atlas", @"using (Peering\.|Rpc|Pulumirpc|Google)")]
    [InlineData("Resources", @"using (Peering\.(Protocol|Schema|Functions)|Rpc|Pulumirpc|Google|System\.Net\.Http)")]
    [InlineData("Functions", @"using (Peering\.(Protocol|Schema)|Rpc|Pulumirpc|Google|System\.Net\.Http)")]
    [InlineData("Schema", @"using (Peering\.Protocol|Rpc|Pulumirpc|Google|System\.Net\.Http)")]
    [InlineData("Protocol", @"using System\.Net\.Http")]
    public void A_room_does_not_reach_into_those_above_it(string room, string banned)
    {
        // The Atlas room may use itself; everything else of ours is above or beside it.
        var pattern = new Regex($"^{banned}");
        var files = Sources($"provider/Provider/{room}").ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => File.ReadLines(file).Where(line => pattern.IsMatch(line))
            .Where(line => line != $"using Peering.{room};").Select(line => $"{Name(file)}: {line}")));
    }

    private static bool IsOurs(Type type) =>
        type.Namespace?.StartsWith("Peering", StringComparison.Ordinal) == true && !Generated().IsMatch(type.Name);

    private static IEnumerable<string> Sources(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Repository.File(folder.Split('/')), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}SdkGolden{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}node_modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, file);

    [GeneratedRegex("^<|WireJson|StreamsJson|JsonContext|Regex_")]
    private static partial Regex Generated();
}
