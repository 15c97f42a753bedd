using FsCheck;
using FsCheck.Fluent;
using Peering.Protocol;
using Peering.Resources;
using Value = Peering.Lifecycle.Value;

namespace Peering.Tests.Lifecycle;

public sealed class ValuePropertyTests
{
    [Fact]
    public void Every_value_survives_the_wire() => Prop.ForAll(Values.Maps, map =>
        ValueWire.Read(ValueWire.Write(map)).Equals(map)).QuickCheckThrowOnFailure();

    [Fact]
    public void No_value_goes_out_without_a_kind() => Prop.ForAll(Values.Maps, map =>
        ValueWire.Write(map).Fields.Values.All(HasKind)).QuickCheckThrowOnFailure();

    [Fact]
    public void Check_takes_any_value_in_any_field_and_is_idempotent()
    {
        foreach (var kind in new Catalog(new Session()).Kinds)
        {
            Prop.ForAll(Values.InputsOf(kind), inputs =>
            {
                var once = kind.Check(inputs);
                return once.Inputs.Equals(inputs) && kind.Check(once.Inputs).Inputs.Equals(once.Inputs);
            }).QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void No_failure_of_a_check_repeats_what_is_in_a_secret_or_names_its_property()
    {
        foreach (var kind in new Catalog(new Session()).Kinds)
        {
            Prop.ForAll(Values.InputsOf(kind), inputs =>
            {
                var secret = new Value.Map(inputs.Entries.ToDictionary(
                    entry => entry.Key, entry => (Value)new Value.Secret(entry.Value)));
                return kind.Check(secret).Failures.All(failure =>
                    secret[failure.Property] is null
                    && !failure.Reason.Contains(Values.Hush, StringComparison.Ordinal)
                    && !failure.Reason.Contains("10.77.", StringComparison.Ordinal));
            }).QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void Nothing_differs_from_itself_unless_it_is_unknown()
    {
        foreach (var kind in new Catalog(new Session()).Kinds)
        {
            Prop.ForAll(Values.Maps, inputs => inputs.ContainsUnknown
                || Peering.Lifecycle.Differ.Compare(kind.Inputs, inputs, inputs, []).ToList().Count == 0).QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void A_secret_is_no_change_and_never_shows_in_text() => Prop.ForAll(Values.Any, value =>
    {
        var secret = new Value.Secret(value);
        var (plain, wrapped) = (Value.Map.Empty.With("vpcId", value), Value.Map.Empty.With("vpcId", secret));
        return $"{secret}" == "***" && $"{value}".Length > 0 && (value.ContainsUnknown || !Peering.Lifecycle.Differ.Compare(
            CheckTests.Kind("AwsNetworkPeering").Inputs, plain, wrapped, []).Any());
    }).QuickCheckThrowOnFailure();

    private static bool HasKind(Google.Protobuf.WellKnownTypes.Value value) => value.KindCase switch
    {
        Google.Protobuf.WellKnownTypes.Value.KindOneofCase.None => false,
        Google.Protobuf.WellKnownTypes.Value.KindOneofCase.ListValue => value.ListValue.Values.All(HasKind),
        Google.Protobuf.WellKnownTypes.Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.All(HasKind),
        _ => true,
    };
}
