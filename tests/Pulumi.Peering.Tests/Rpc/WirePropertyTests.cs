using FsCheck;
using FsCheck.Fluent;
using Rpc;

namespace Peering.Tests.Rpc;

public sealed class WirePropertyTests
{
    [Fact]
    public void Any_text_survives_in_grpc_message() => Prop.ForAll<NonNull<string>>(text =>
    {
        var wellFormed = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text.Get));
        var encoded = Wire.EncodeMessage(wellFormed);
        return encoded.All(c => c is >= ' ' and <= '~') && Wire.DecodeMessage(encoded) == wellFormed;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_written_timeout_is_read_back_within_its_unit() => Prop.ForAll<PositiveInt>(seconds =>
        Wire.TryParseTimeout(Wire.FormatTimeout(TimeSpan.FromSeconds(seconds.Get)), out var read)
        && read <= TimeSpan.FromSeconds(seconds.Get)
        && read > TimeSpan.FromSeconds(seconds.Get) - TimeSpan.FromMinutes(1)).QuickCheckThrowOnFailure();
}
