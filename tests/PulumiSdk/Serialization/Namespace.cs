namespace Pulumi.Serialization;

// Generated SDKs import this namespace in every file and use nothing from it.
internal static class ImportedByGeneratedSdks;
