using Pulumirpc;

namespace Pulumi;

/// <summary>Says something to the user. An error fails the run once the program has finished.</summary>
public static class Log
{
    public static void Debug(
        string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Deployment.CurrentRun.Log.Write(LogSeverity.Debug, message, resource, streamId, ephemeral);

    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Deployment.CurrentRun.Log.Write(LogSeverity.Info, message, resource, streamId, ephemeral);

    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Deployment.CurrentRun.Log.Write(LogSeverity.Warning, message, resource, streamId, ephemeral);

    public static void Error(
        string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Deployment.CurrentRun.Log.Write(LogSeverity.Error, message, resource, streamId, ephemeral);

    public static void Exception(
        Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Error(exception.ToString(), resource, streamId, ephemeral);
}
