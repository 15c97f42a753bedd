namespace Pulumi;

/// <summary>Runs programs.</summary>
public static class Deployment
{
    // Per run, not per process: programs can run side by side in one process, as tests do.
    private static readonly AsyncLocal<DeploymentInstance?> CurrentInstance = new();

    public static DeploymentInstance Instance => CurrentInstance.Value ?? throw new InvalidOperationException(
        "There is no running deployment: resources, functions and configuration can only be used inside "
        + "Deployment.RunAsync, in a program started by the `pulumi` CLI.");

    internal static DeploymentRun CurrentRun => Instance.Run;

    internal static DeploymentRun? Current => CurrentInstance.Value?.Run;

    public static Task<int> RunAsync(Action action) => RunAsync(() =>
    {
        action();
        return Task.CompletedTask;
    });

    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) =>
        RunAsync(() => Task.FromResult(func()));

    public static Task<int> RunAsync(Func<Task> func) => RunAsync(async () =>
    {
        await func();
        return (IDictionary<string, object?>)new Dictionary<string, object?>();
    });

    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) =>
        RunAsync(FromEnvironment(), ProgramOf(func, options));

    /// <summary>Runs a program that is a class: its constructor declares the resources.</summary>
    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => RunAsync(FromEnvironment(), ProgramOf<TStack>());

    internal static Func<Task> ProgramOf(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) =>
        async () =>
        {
            var stack = new Stack(options);
            stack.ShowOutputs(Output.Create(await func()));
        };

    internal static Func<Task> ProgramOf<TStack>()
        where TStack : Stack, new() => () =>
        {
            var stack = new TStack();
            stack.ShowOutputs(Output.Create(stack.OutputProperties()));
            return Task.CompletedTask;
        };

    internal static async Task<int> RunAsync(DeploymentSettings settings, Func<Task> program)
    {
        if (CurrentInstance.Value is not null)
            throw new InvalidOperationException("Deployment.RunAsync was called by a program that is already running.");
        using var run = new DeploymentRun(settings);
        // Set inside an async method, it is seen by everything the program starts and not by the caller.
        CurrentInstance.Value = new(run);
        return await run.RunAsync(program);
    }

    private static DeploymentSettings FromEnvironment() =>
        DeploymentSettings.FromEnvironment(Environment.GetEnvironmentVariable);
}
