using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Pulumi;

namespace Peering.Tests.PulumiSdk;

public sealed class OutputLawTests
{
    private static readonly ImmutableArray<Resource> Resources =
        [.. "abc".Select(name => new DependencyResource(RecordingEngine.Urn("a:b:C", $"{name}"), Output.Create("id")))];

    private static readonly Gen<Output<int>> Outputs =
        from value in Gen.Choose(0, 99)
        from isKnown in Gen.Elements(true, true, false)
        from isSecret in Gen.Elements(true, false)
        from resources in Gen.SubListOf<Resource>(Resources)
        select new Output<int>(Task.FromResult(
            new OutputData<int>([.. resources], isKnown ? value : 0, isKnown, isSecret)));

    private static readonly Gen<Func<int, Output<int>>> Functions =
        from inner in Outputs
        select (Func<int, Output<int>>)(value => inner.Apply(other => value * 100 + other));

    [Fact]
    public void Applying_create_changes_nothing() =>
        Holds(Outputs, output => Same(output, output.Apply(Output.Create)));

    [Fact]
    public void Applying_to_a_created_output_is_calling_the_function() =>
        Holds(Functions, function => Same(function(7), Output.Create(7).Apply(function)));

    [Fact]
    public void It_does_not_matter_how_applies_are_nested() => Holds(
        from output in Outputs from first in Functions from second in Functions select (output, first, second),
        given => Same(
            given.output.Apply(given.first).Apply(given.second),
            given.output.Apply(value => given.first(value).Apply(given.second))));

    [Fact]
    public void A_plain_function_keeps_secretness_dependencies_and_unknownness() => Holds(Outputs, output =>
    {
        var (before, after) = (Settled(output), Settled(output.Apply(value => value + 1)));
        return after.IsSecret == before.IsSecret && after.IsKnown == before.IsKnown
            && after.Resources.SetEquals(before.Resources) && (!after.IsKnown || after.Value == before.Value + 1);
    });

    [Fact]
    public void A_function_runs_exactly_when_the_value_is_known() => Holds(Outputs, output =>
    {
        var runs = 0;
        Settled(output.Apply(value => ++runs));
        return runs == (Settled(output).IsKnown ? 1 : 0);
    });

    [Fact]
    public void All_is_as_secret_and_unknown_as_any_part_and_depends_on_every_part() =>
        Holds(Gen.ListOf(Outputs), list =>
        {
            ImmutableArray<OutputData<int>> parts = [.. list.Select(Settled)];
            var all = Settled(Output.All(list));
            return all.IsSecret == parts.Any(part => part.IsSecret)
                && all.IsKnown == parts.All(part => part.IsKnown)
                && all.Resources.SetEquals(parts.SelectMany(part => part.Resources))
                && (!all.IsKnown || all.Value.SequenceEqual(parts.Select(part => part.Value)));
        });

    [Fact]
    public void A_tuple_is_All_of_its_items() => Holds(
        from first in Outputs from second in Outputs from third in Outputs select (first, second, third),
        given => Same(
            Output.All(given.first, given.second, given.third).Apply(all => all.Sum()),
            Output.Tuple(given.first, given.second, given.third).Apply(all => all.Item1 + all.Item2 + all.Item3)));

    [Fact]
    public void Format_keeps_what_its_holes_are() => Holds(
        from first in Outputs from second in Outputs select (first, second),
        given => Same(
            Output.Tuple(given.first, given.second).Apply(both => $"{both.Item1:D3}-{both.Item2}"),
            Output.Format($"{given.first:D3}-{given.second}")));

    [Fact]
    public void JSON_text_keeps_what_the_outputs_inside_are() => Holds(
        from outer in Outputs from inner in Outputs select (outer, inner),
        given => Same(
            given.outer.Apply(a => given.inner.Apply(b => $$"""{"a":{{a}},"b":[{{b}}]}""")),
            Output.JsonSerialize(given.outer.Apply(value =>
                new Dictionary<string, object> { ["a"] = value, ["b"] = new[] { given.inner } }))));

    [Fact]
    public void JSON_text_can_be_read_back() => Holds(Outputs, output => Same(
        output, Output.JsonDeserialize<int>(Output.JsonSerialize(output))));

    [Fact]
    public void Secretness_can_be_given_and_taken_and_nothing_else_changes() => Holds(Outputs, output =>
    {
        var (secret, plain) = (Settled(Output.CreateSecret(output)), Settled(Output.Unsecret(output)));
        return secret.IsSecret && !plain.IsSecret
            && Same(Output.Unsecret(Output.CreateSecret(output)), Output.Unsecret(output))
            && secret.IsKnown == plain.IsKnown && secret.Resources.SetEquals(plain.Resources);
    });

    [Fact]
    public void A_list_of_inputs_is_All_of_them() => Holds(
        from first in Outputs from second in Outputs select (first, second),
        given => Same(
            Output.All(given.first, given.second, Output.Create(5)).Apply(all => string.Join(' ', all)),
            new InputList<int> { given.first, { given.second, 5 } }.ToOutput().Apply(all => string.Join(' ', all))));

    private static void Holds<T>(Gen<T> gen, Func<T, bool> law) =>
        Prop.ForAll(gen.ToArbitrary(), law).QuickCheckThrowOnFailure();

    private static OutputData<T> Settled<T>(Output<T> output) => output.Data.GetAwaiter().GetResult();

    private static bool Same<T>(Output<T> left, Output<T> right)
    {
        var (a, b) = (Settled(left), Settled(right));
        return a.IsKnown == b.IsKnown && a.IsSecret == b.IsSecret && a.Resources.SetEquals(b.Resources)
            && (!a.IsKnown || Equals(a.Value, b.Value));
    }
}
