using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Events;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;

namespace LocalEngine.Providers;

/// <summary>
/// A plugin with its configuration, serving the resources that name this provider. While the configuration is not known
/// yet (a preview in which it comes from another resource) the plugin is not asked, and everything it would say is
/// unknown.
/// </summary>
internal sealed class ProviderInstance : IResourceOperations, IAsyncDisposable
{
    private readonly Plugin plugin;
    private readonly Task configured;
    private readonly bool known;
    private readonly Action<DiagnosticRaised> diagnose;
    private readonly string who;

    public ProviderInstance(
        Plugin plugin, ProviderReference reference, PropertyMap inputs, Action<DiagnosticRaised> diagnose)
    {
        this.plugin = plugin;
        this.diagnose = diagnose;
        Inputs = inputs;
        who = $"the provider '{plugin.Package}'";
        known = !inputs.ContainsUnknown();
        // Awaited by whatever is asked first, so that its failure is reported where it matters.
        configured = known ? ConfigureAsync(reference) : Task.CompletedTask;
    }

    /// <summary>The checked inputs of the provider resource.</summary>
    public PropertyMap Inputs { get; }

    public string Version => plugin.Version;

    public Plugin Plugin => plugin;

    public async Task<CheckAnswer> CheckAsync(
        string urn, PropertyMap? olds, PropertyMap news, byte[] randomSeed, bool preview, CancellationToken cancel)
    {
        if (!await ReadyAsync(cancel))
            return new CheckAnswer(news, []);
        var wire = Wire(preview);
        var answer = await plugin.CallAsync<CheckRequest, CheckResponse>("Check", new CheckRequest
        {
            Urn = urn,
            Name = Urn.NameOf(urn),
            Type = Urn.TypeOf(urn),
            Olds = (olds ?? PropertyMap.Empty).ToStruct(wire),
            News = news.ToStruct(wire),
            RandomSeed = Google.Protobuf.ByteString.CopyFrom(randomSeed),
        }, cancel);
        return ProviderAnswers.Check(answer, news, who, preview, plugin.AcceptsSecrets);
    }

    public async Task<DiffAnswer> DiffAsync(DiffQuestion question, CancellationToken cancel)
    {
        if (!await ReadyAsync(cancel))
        {
            diagnose(new DiagnosticRaised(DiagnosticSeverity.Warning, question.Urn,
                "The provider for this resource has inputs that are not known during preview. "
                + "This preview may not correctly represent the changes that will be applied during an update."));
            return new DiffAnswer { Changes = DiffChanges.Some };
        }

        return ProviderAnswers.Diff(await plugin.CallAsync<DiffRequest, DiffResponse>(
            "Diff", DiffRequest(question, Wire(question.Preview)), cancel));
    }

    /// <summary>Would resources that move to this provider from one with these inputs have to be replaced?</summary>
    public Task<DiffAnswer> DiffConfigAsync(
        string urn, ProviderConfiguration old, bool preview, CancellationToken cancel) =>
        ProviderConfiguration.DiffAsync(plugin, urn, old, Inputs, preview, cancel);

    public async Task<CreateAnswer> CreateAsync(
        string urn, PropertyMap inputs, double timeout, bool preview, CancellationToken cancel)
    {
        if (!await ReadyAsync(cancel))
            return new CreateAnswer("", PropertyMap.Empty);
        var answer = await plugin.CallAsync<CreateRequest, CreateResponse>("Create", new CreateRequest
        {
            Urn = urn,
            Name = Urn.NameOf(urn),
            Type = Urn.TypeOf(urn),
            Properties = inputs.ToStruct(Wire(preview)),
            Timeout = timeout,
            Preview = preview,
        }, cancel);
        if (answer.Id.Length == 0 && !preview)
            throw new ProviderException($"{who} created {urn} and returned no id for it", StatusCode.Internal);
        return new CreateAnswer(answer.Id, Outputs(answer.Properties, inputs, preview));
    }

    public async Task<PropertyMap> UpdateAsync(UpdateQuestion question, CancellationToken cancel)
    {
        if (!await ReadyAsync(cancel))
            return PropertyMap.Empty;
        var wire = Wire(question.Preview);
        var request = new UpdateRequest
        {
            Id = question.Id,
            Urn = question.Urn,
            Name = Urn.NameOf(question.Urn),
            Type = Urn.TypeOf(question.Urn),
            OldInputs = question.OldInputs.ToStruct(wire),
            Olds = question.OldOutputs.ToStruct(wire),
            News = question.NewInputs.ToStruct(wire),
            Timeout = question.Timeout,
            Preview = question.Preview,
        };
        request.IgnoreChanges.AddRange(question.IgnoreChanges);
        var answer = await plugin.CallAsync<UpdateRequest, UpdateResponse>("Update", request, cancel);
        return Outputs(answer.Properties, question.NewInputs, question.Preview);
    }

    public async Task<ReadAnswer> ReadAsync(
        string urn, string id, PropertyMap? inputs, PropertyMap? outputs, double timeout, CancellationToken cancel)
    {
        if (!await ReadyAsync(cancel))
            return new ReadAnswer(id, PropertyMap.Empty, PropertyMap.Empty, []);
        var wire = Wire(preview: false);
        try
        {
            var answer = await plugin.CallAsync<ReadRequest, ReadResponse>("Read", new ReadRequest
            {
                Id = id,
                Urn = urn,
                Name = Urn.NameOf(urn),
                Type = Urn.TypeOf(urn),
                Timeout = timeout,
                Properties = outputs?.ToStruct(wire),
                Inputs = inputs?.ToStruct(wire),
            }, cancel);
            return new ReadAnswer(
                answer.Id,
                answer.Inputs is null ? null : Outputs(answer.Inputs, inputs ?? PropertyMap.Empty, preview: false),
                answer.Properties is null
                    ? null
                    : Outputs(answer.Properties, outputs ?? PropertyMap.Empty, preview: false),
                []);
        }
        catch (ProviderException partial) when (partial.InitFailure is { } failure)
        {
            return new ReadAnswer(failure.Id, failure.Inputs, failure.Outputs, failure.Reasons);
        }
    }

    public async Task DeleteAsync(
        string urn, string id, PropertyMap inputs, PropertyMap outputs, double timeout, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        var wire = Wire(preview: false);
        await plugin.CallAsync<DeleteRequest, Empty>("Delete", new DeleteRequest
        {
            Id = id,
            Urn = urn,
            Name = Urn.NameOf(urn),
            Type = Urn.TypeOf(urn),
            Timeout = timeout,
            Properties = outputs.ToStruct(wire),
            OldInputs = inputs.ToStruct(wire),
        }, cancel);
    }

    public Task SameAsync(string urn, string id, PropertyMap inputs, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Null for the result when the provider's configuration is not known yet.</summary>
    public async Task<(PropertyMap? Result, ImmutableArray<CheckProblem> Problems)> InvokeAsync(
        string token, PropertyMap args, bool preview, CancellationToken cancel)
    {
        if (!await ReadyAsync(cancel))
            return (null, []);
        var answer = await plugin.CallAsync<InvokeRequest, InvokeResponse>("Invoke", new InvokeRequest
        {
            Tok = token,
            Args = args.ToStruct(Wire(preview: false)),
            Preview = preview,
        }, cancel);
        var result = new StructDecoder(who, allowUnknowns: false).Decode(answer.Return);
        if (!plugin.AcceptsSecrets && args.ContainsSecret())
            result = result.Select((_, value) => PropertyValue.SecretOf(value));
        return (result, ProviderAnswers.Problems(answer.Failures));
    }

    public ValueTask DisposeAsync() => plugin.DisposeAsync();

    private async Task<bool> ReadyAsync(CancellationToken cancel)
    {
        await configured.WaitAsync(cancel);
        return known;
    }

    private WireOptions Wire(bool preview) => new(preview, plugin.AcceptsSecrets, plugin.AcceptsResources);

    private PropertyMap Outputs(Struct? wire, PropertyMap inputs, bool preview)
    {
        var outputs = new StructDecoder(who, preview).Decode(wire);
        return plugin.AcceptsSecrets ? outputs : outputs.SecretWhereSecretIn(inputs);
    }

    private static DiffRequest DiffRequest(DiffQuestion question, WireOptions wire)
    {
        var request = new DiffRequest
        {
            Id = question.Id,
            Urn = question.Urn,
            Name = Urn.NameOf(question.Urn),
            Type = Urn.TypeOf(question.Urn),
            OldInputs = question.OldInputs.ToStruct(wire),
            Olds = question.OldOutputs.ToStruct(wire),
            News = question.NewInputs.ToStruct(wire),
        };
        request.IgnoreChanges.AddRange(question.IgnoreChanges);
        return request;
    }

    private async Task ConfigureAsync(ProviderReference reference)
    {
        var args = ProviderConfiguration.Public(Inputs);
        var request = new ConfigureRequest
        {
            Args = args.ToStruct(new WireOptions(Unknowns: false, Secrets: true, Resources: true)),
            AcceptSecrets = true,
            AcceptResources = true,
            SendsOldInputs = true,
            SendsOldInputsToDelete = true,
            Id = reference.Id,
            Urn = reference.ProviderUrn,
            Name = Urn.NameOf(reference.ProviderUrn),
            Type = Urn.TypeOf(reference.ProviderUrn),
        };
#pragma warning disable CS0612 // Deprecated in the protocol, and still what older plugins read.
        foreach (var (name, value) in args.Plain())
            if (name != ProviderConfiguration.Version)
                request.Variables.Add($"{plugin.Package}:config:{name}", ProviderConfiguration.Text(value));
#pragma warning restore CS0612
        var answer = await plugin.CallAsync<ConfigureRequest, ConfigureResponse>(
            "Configure", request, CancellationToken.None);
        if (plugin.Handshook)
            return;
        plugin.AcceptsSecrets = answer.AcceptSecrets;
        plugin.AcceptsResources = answer.AcceptResources;
    }
}
