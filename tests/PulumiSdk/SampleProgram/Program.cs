using System.Collections.Immutable;
using Pulumi;

// A program as users write them, for tests that need a process of its own.
return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var args = new DictionaryResourceArgs(ImmutableDictionary<string, object?>.Empty
        .Add("name", config.Require("name"))
        .Add("key", config.GetSecret("key")));
    var bucket = new CustomResource("sample:index:Bucket", "bucket", args, new CustomResourceOptions());
    Log.Info($"declared for {Deployment.Instance.StackName}", bucket);
    return new Dictionary<string, object?> { ["bucketId"] = bucket.Id };
});
