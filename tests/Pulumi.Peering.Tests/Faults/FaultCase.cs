using AtlasEmulator.Auth;
using AtlasEmulator.Faults;
using Peering.Tests.Provider;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Faults;

/// <summary>One verb on one kind under one fault, and what a user does after it.</summary>
internal sealed class FaultCase(Scenario scenario, Fault fault, string verb, FaultSubject subject)
{
    private static readonly string[] Secrets =
        [DemoCredentials.Key.PrivateKey, "Authorization", "Digest ", "nonce=", "response="];

    /// <summary>Empty when the verb succeeded, else what its user was told.</summary>
    public async Task<string> RunAsync()
    {
        var old = verb == "Create" ? null : await scenario.CreateAsync(subject.Kind, subject.Inputs.ToString());
        var made = subject.Standing;
        List<string> faults = [.. fault.Rules.Select(rule => scenario.Atlas.Control.AddFault(
            rule with { Path = $"/groups/{subject.Project}/{rule.Path}" }))];
        var end = await EndAsync(() => AttemptAsync(old, fault.Timeout));
        faults.ForEach(id => scenario.Atlas.Control.RemoveFault(id));
        if (end.Failure is { } failure)
        {
            DemandClear(failure);
        }

        await (verb switch
        {
            "Create" => AfterCreateAsync(end),
            "Update" => AfterUpdateAsync(end, old!),
            "Delete" => AfterDeleteAsync(end, old!),
            _ => AfterLookAsync(end, old!, made),
        });
        var mayFail = !fault.Passes || (fault.HidesWrites && verb is "Create" or "Update");
        Assert.True(end.Failure is null || mayFail, end.Failure?.Message);
        // Some deletions need no content: their status says it all.
        Assert.True(end.Failure is not null || !fault.HidesAll || verb == "Delete");
        return end.Failure?.Message ?? "";
    }

    private async Task<IReadOnlyList<string>> AttemptAsync(Resource? old, double timeout)
    {
        switch (verb)
        {
            case "Create":
                return [(await scenario.CreateAsync(subject.Kind, subject.Inputs.ToString(), timeout)).Id];
            case "Read":
                // Never null: an Atlas that cannot be asked has not said that the resource is gone.
                return [(await scenario.RefreshAsync(old!, timeout))!.Id];
            case "Update":
                await UpdateAsync(old!, timeout);
                return [old!.Id];
            case "Delete":
                await scenario.DeleteAsync(old!, timeout);
                return [];
            case "Invoke":
                Assert.Empty((await scenario.InvokeAsync(subject.Function!, subject.Arguments)).Failures);
                return [old!.Id];
            default:
                var request = new ListRequest
                {
                    Token = subject.ListedType,
                    Query = Scenario.Json($$"""{ "projectId": "{{subject.Project}}" }"""),
                };
                return await scenario.Plugin.ListAsync(request).Where(part => part.Result is not null)
                    .Select(part => part.Result.Id).ToListAsync();
        }
    }

    private Task<Resource> UpdateAsync(Resource old, double timeout) => scenario.UpdateAsync(
        old, subject.Change is var (field, value) && value is not null ? old.With(field, $"\"{value}\"") : old.Inputs,
        timeout);

    private async Task AfterCreateAsync(End end)
    {
        var standing = subject.Standing;
        if (end.Failure?.Detail<ErrorResourceInitFailed>() is { } kept)
        {
            Assert.Equal([kept.Id], standing);
            ConformanceWire.DemandReal(kept);
            return;
        }

        if (end.Failure is not null)
        {
            // The next `pulumi up`.
            var again = await EndAsync(() => AttemptAsync(null, timeout: 0));
            if (again.Failure is { } refused)
            {
                // What was made in the dark is shown to its owner, and never made twice.
                Assert.Contains($"pulumi import peering:index:{subject.Kind} ", refused.Message, StringComparison.Ordinal);
                Assert.Contains(Assert.Single(standing), refused.Message, StringComparison.Ordinal);
            }

            Assert.True(standing.Count == 0 || again.Failure is not null || again.Ids.SequenceEqual(standing));
            end = again.Failure is null ? again : new End(standing, null);
        }

        Assert.Equal(subject.Standing, end.Ids);
        Assert.Single(end.Ids);
    }

    private async Task AfterUpdateAsync(End end, Resource old)
    {
        if (end.Failure?.Detail<ErrorResourceInitFailed>() is { } kept)
        {
            Assert.Equal(old.Id, kept.Id);
        }

        if (end.Failure is not null)
        {
            await UpdateAsync(old, timeout: 0);
        }

        Assert.Equal([old.Id], subject.Standing);
        Assert.True(subject.Change.Value is null || subject.Held == subject.Change.Value);
    }

    private async Task AfterDeleteAsync(End end, Resource old)
    {
        if (end.Failure is not null)
        {
            await scenario.DeleteAsync(old);
        }

        Assert.Equal(subject.IsRemote ? [] : [old.Id], subject.Standing);
    }

    private async Task AfterLookAsync(End end, Resource old, IReadOnlyList<string> made)
    {
        Assert.Equal(made, subject.Standing);
        Assert.True(end.Failure is not null || end.Ids.SequenceEqual([old.Id]));
        Assert.Equal(old.Id, (await scenario.RefreshAsync(old))!.Id);
    }

    private void DemandClear(RpcException failure)
    {
        // The engine calls a stack's state doubtful on these two.
        Assert.False(failure.Code is StatusCode.Internal or StatusCode.Unknown, $"{failure.Code}: {failure.Message}");
        Assert.Matches(fault.Cause, failure.Message);
        Assert.Matches(@"[Rr]un `pulumi|[Rr]un again|Check |Wait a minute", failure.Message);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", failure.Message, StringComparison.Ordinal);
        DemandNoSecret(failure.Message);
    }

    public static void DemandNoSecret(string text) =>
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));

    private static async Task<End> EndAsync(Func<Task<IReadOnlyList<string>>> attempt)
    {
        try
        {
            return new End(await attempt().Soon(), null);
        }
        catch (RpcException failure)
        {
            return new End([], failure);
        }
    }

    private sealed record End(IReadOnlyList<string> Ids, RpcException? Failure);
}
