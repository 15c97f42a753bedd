using System.Collections.Immutable;
using System.Globalization;
using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;
using static Peering.Tests.LocalEngine.Workbench;

namespace Peering.Tests.LocalEngine;

/// <summary>
/// Plugins and programs as processes. The plugin is a script that lends its process to the scripted provider.
/// </summary>
public sealed class PluginTests
{
    private static Func<DeploymentRequest, DeploymentRequest> Plugins(PluginSettings settings) =>
        request => request with { Plugins = settings };

    private static string Script(string folder, string name, string body)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, "#!/bin/sh\n" + body);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>Says what it was started with, prints the port, and waits for its end like a plugin would.</summary>
    private static string Plugin(Workbench bench, string folder) =>
        Script(folder, "pulumi-resource-test", string.Create(
        CultureInfo.InvariantCulture, $"""
        echo "$# $PWD $PULUMI_PROJECT $PULUMI_CONFIG" > '{bench.Folder}/started'
        trap 'echo interrupted > "{bench.Folder}/ended"; exit 0' INT
        echo {bench.Provider.Port}
        echo 'about to serve' >&2
        cat > /dev/null
        """));

    private static PluginSettings InProject(string folder) =>
        new() { Project = [new ProjectPlugin("test", folder, null)] };

    [Fact]
    public async Task A_plugin_is_started_with_the_engines_address_asked_to_cancel_and_interrupted()
    {
        await using var bench = await OpenAsync();
        Plugin(bench, Path.Combine(bench.Folder, "bin"));
        var result = await bench.UpAsync(p => p.ThingAsync("a"), r => r with
        {
            Plugins = InProject(Path.Combine(bench.Folder, "bin")),
            Config = r.Config.Add("test:x", "1").Add("other:y", "2"),
        });

        Assert.True(result.Succeeded, string.Join("\n", bench.Errors));
        Assert.Equal($$"""1 {{bench.Folder}} shop {"test:x":"1"}""",
            (await File.ReadAllTextAsync(Path.Combine(bench.Folder, "started"))).Trim());
        Assert.True(File.Exists(Path.Combine(bench.Folder, "ended")));
        Assert.Equal("Cancel", bench.Provider.Calls[^1].Method);
        Assert.DoesNotContain(bench.Provider.Calls, c => c.Method == "Attach");
        Assert.Contains(bench.Events.OfType<DiagnosticRaised>(), d => d is
        {
            Severity: DiagnosticSeverity.Debug, Message: "test: about to serve",
        });
        Assert.Equal(("test", "1.2.0"), (bench.State.Plugins.Single().Name, bench.State.Plugins.Single().Version));
    }

    [Fact]
    public async Task The_path_is_searched_before_the_cache_and_the_cache_for_the_newest_that_fits()
    {
        await using var bench = await OpenAsync();
        var cache = Path.Combine(bench.Folder, "plugins");
        foreach (var version in new[] { "1.0.0", "1.2.0", "1.3.0", "2.0.0" })
            Plugin(bench, Path.Combine(cache, $"resource-test-v{version}"));
        await File.WriteAllTextAsync(Path.Combine(cache, "resource-test-v1.3.0.partial"), "");
        var locator = new PluginLocator(new PluginSettings { CacheDirectory = cache }, _ => { });
        Assert.Equal("resource-test-v1.2.0", Path.GetFileName(Path.GetDirectoryName(locator.Find("test", "1.1.0"))));
        Assert.Equal("resource-test-v2.0.0", Path.GetFileName(Path.GetDirectoryName(locator.Find("test", null))));

        var ambient = Plugin(bench, Path.Combine(bench.Folder, "bin"));
        var both = new PluginSettings { CacheDirectory = cache, SearchPath = [Path.Combine(bench.Folder, "bin")] };
        Assert.Equal(ambient, new PluginLocator(both, _ => { }).Find("test", "1.1.0"));
    }

    [Fact]
    public async Task A_missing_plugin_is_named_with_the_places_it_can_be_put()
    {
        await using var bench = await OpenAsync();
        await bench.UpAsync(p => p.ThingAsync("a", r => r.Version = "9.9.9"), Plugins(new PluginSettings()));
        var error = Assert.Single(bench.Errors);
        Assert.StartsWith("no plugin for the package 'test' 9.9.9 was found", error, StringComparison.Ordinal);
        Assert.Contains("plugins.providers in Pulumi.yaml", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo 'no licence' >&2; exit 3",
        "ended with exit code 3 before it printed its port. Its last lines:\n    no licence")]
    [InlineData("echo 'Welcome!'; cat > /dev/null", "printed 'Welcome!' where its port was expected")]
    [InlineData("echo 99999; cat > /dev/null", "printed '99999' where its port was expected")]
    public async Task A_plugin_that_gives_no_port_is_one_clear_message(string body, string words)
    {
        await using var bench = await OpenAsync();
        Script(Path.Combine(bench.Folder, "bin"), "pulumi-resource-test", body);
        await bench.UpAsync(p => p.ThingAsync("a"), Plugins(InProject(Path.Combine(bench.Folder, "bin"))));
        Assert.Contains(words, Assert.Single(bench.Errors), StringComparison.Ordinal);
        Assert.Contains("pulumi-resource-test", bench.Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_dies_is_named_with_its_last_lines()
    {
        await using var bench = await OpenAsync();
        Script(Path.Combine(bench.Folder, "bin"), "pulumi-resource-test",
            string.Create(CultureInfo.InvariantCulture, $"""
            mkfifo '{bench.Folder}/die'
            echo {bench.Provider.Port}
            read -r nothing < '{bench.Folder}/die'
            echo 'out of cheese' >&2
            exit 9
            """));
        bench.Provider.Before = async (method, _) =>
        {
            if (method != "Create")
                return;
            await File.WriteAllTextAsync(Path.Combine(bench.Folder, "die"), "now\n");
            // What the connection to a process that ends looks like.
            throw new RpcException(StatusCode.Unavailable, "connection reset");
        };
        await bench.UpAsync(p => p.ThingAsync("a"), Plugins(InProject(Path.Combine(bench.Folder, "bin"))));
        Assert.EndsWith("ended with exit code 9 while it was in use. Its last lines:\n    out of cheese",
            Assert.Single(bench.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_does_not_listen_is_killed()
    {
        await using var bench = await OpenAsync();
        Script(Path.Combine(bench.Folder, "bin"), "pulumi-resource-test",
            string.Create(CultureInfo.InvariantCulture, $"""
            trap '' INT
            echo $$ > '{bench.Folder}/pid'
            echo {bench.Provider.Port}
            cat > /dev/null
            """));
        await bench.UpAsync(p => p.ThingAsync("a"), Plugins(InProject(Path.Combine(bench.Folder, "bin"))));
        var pid =
            int.Parse(await File.ReadAllTextAsync(Path.Combine(bench.Folder, "pid")), CultureInfo.InvariantCulture);
        Assert.False(Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}")));
    }

    [Fact]
    public async Task A_newer_version_than_the_plugin_has_is_a_warning()
    {
        await using var bench = await OpenAsync();
        await bench.UpAsync(p => p.ThingAsync("a", r => r.Version = "1.9.0"));
        Assert.Contains("test 1.9.0 is asked for, but the plugin found is 1.2.0", bench.Warnings);
    }

    [Theory]
    [InlineData(0, true, null)]
    [InlineData(32, false, null)]
    [InlineData(5, false, "the program ended with exit code 5")]
    public async Task The_exit_code_of_a_program_decides(int code, bool succeeds, string? error)
    {
        await using var bench = await OpenAsync();
        var program = Script(bench.Folder, "program", string.Create(CultureInfo.InvariantCulture, $"""
            echo "$PULUMI_PROJECT/$PULUMI_STACK in $PWD"
            echo oops >&2
            exit {code}
            """));
        var result = await bench.RunAsync(DeploymentKind.Update, r => r with
        {
            Program = ProgramStart.Dotnet(program, bench.Folder),
        });

        Assert.Equal(succeeds, result.Succeeded);
        Assert.Equal(error, bench.Errors.SingleOrDefault());
        Assert.Contains(new ProgramOutput($"shop/dev in {bench.Folder}", IsError: false), bench.Events);
        Assert.Contains(new ProgramOutput("oops", IsError: true), bench.Events);
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_is_named()
    {
        await using var bench = await OpenAsync();
        var result = await bench.RunAsync(DeploymentKind.Update, r => r with
        {
            Program = ProgramStart.Dotnet(Path.Combine(bench.Folder, "missing"), bench.Folder),
        });
        Assert.False(result.Succeeded);
        Assert.Contains("missing", bench.Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_creations_run_at_once_than_allowed()
    {
        await using var bench = await OpenAsync();
        var (running, most) = (0, 0);
        var both = new TaskCompletionSource();
        bench.Provider.Before = async (method, _) =>
        {
            if (method != "Create")
                return;
            var now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            if (now == 2)
                both.TrySetResult();
            await both.Task;
            Interlocked.Decrement(ref running);
        };
        await bench.UpAsync(
            program => Task.WhenAll(Enumerable.Range(0, 8).Select(i => program.ThingAsync($"t{i}"))),
            r => r with { Parallel = 2 });
        Assert.Equal(2, most);
        Assert.Equal(8, bench.Provider.Objects.Count);
    }
}
