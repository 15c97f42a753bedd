namespace Pulumi;

/// <summary>The running deployment, as programs and generated SDKs see it.</summary>
public sealed class DeploymentInstance
{
    internal DeploymentInstance(DeploymentRun run) => Run = run;

    public string OrganizationName => Run.Settings.Organization;

    public string ProjectName => Run.Settings.Project;

    public string StackName => Run.Settings.Stack;

    public bool IsDryRun => Run.Settings.IsDryRun;

    public string RootDirectory => Run.Settings.RootDirectory;

    internal DeploymentRun Run { get; }

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(Run.Invoker.InvokeAsync<T>(token, args, options, Invoker.Whole));

    public Output<T> Invoke<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        Invoke<T>(token, Refusals.UnlessPackaged(registerPackageRequest, args), options);

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        Invoke<T>(token, args, (InvokeOptions)options);

    public Output<T> Invoke<T>(
        string token, InvokeArgs args, InvokeOutputOptions options, RegisterPackageRequest? registerPackageRequest) =>
        Invoke<T>(token, Refusals.UnlessPackaged(registerPackageRequest, args), (InvokeOptions)options);

    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(Run.Invoker.InvokeAsync<T>(token, args, options, Invoker.Single));

    public Output<T> InvokeSingle<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        InvokeSingle<T>(token, Refusals.UnlessPackaged(registerPackageRequest, args), options);

    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        InvokeSingle<T>(token, args, (InvokeOptions)options);

    public Output<T> InvokeSingle<T>(
        string token, InvokeArgs args, InvokeOutputOptions options, RegisterPackageRequest? registerPackageRequest) =>
        InvokeSingle<T>(token, Refusals.UnlessPackaged(registerPackageRequest, args), (InvokeOptions)options);

    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Run.Invoker.InvokePromptlyAsync<T>(token, args, options, Invoker.Whole);

    public Task<T> InvokeAsync<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        InvokeAsync<T>(token, Refusals.UnlessPackaged(registerPackageRequest, args), options);

    public Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Run.Invoker.InvokePromptlyAsync<T>(token, args, options, Invoker.Single);

    public Task<T> InvokeSingleAsync<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        InvokeSingleAsync<T>(token, Refusals.UnlessPackaged(registerPackageRequest, args), options);

    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        InvokeAsync<object?>(token, args, options);

    public Task InvokeAsync(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        InvokeAsync(token, Refusals.UnlessPackaged(registerPackageRequest, args), options);

    public Output<T> Call<T>(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        throw Refusals.Of($"Methods of resources ({token})");

    public Output<T> Call<T>(
        string token,
        CallArgs args,
        Resource? self,
        CallOptions? options,
        RegisterPackageRequest? registerPackageRequest) => Call<T>(token, args, self, options);

    public void Call(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        Call<object?>(token, args, self, options);

    public void Call(
        string token,
        CallArgs args,
        Resource? self,
        CallOptions? options,
        RegisterPackageRequest? registerPackageRequest) => Call<object?>(token, args, self, options);
}
