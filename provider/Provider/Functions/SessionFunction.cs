using System.ComponentModel;
using Peering.Lifecycle;
using Peering.Resources;

namespace Peering.Functions;

/// <summary>What every look-up within a project takes.</summary>
internal record ProjectArgs
{
    [Description("Id of the Atlas project, 24 hexadecimal digits. Default: the provider's `projectId`.")]
    [FromProvider, ObjectId("an Atlas project")]
    public string? ProjectId { get; init; }
}

/// <summary>A look-up within a project.</summary>
internal abstract class SessionFunction<TArgs, TResult>(Session session) : Function<TArgs, TResult>
    where TArgs : ProjectArgs
    where TResult : class
{
    protected Session Session => session;

    protected sealed override string? ProviderDefault(string field) => session.ProjectId;
}
