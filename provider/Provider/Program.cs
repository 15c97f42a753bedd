using Peering;
using Peering.Protocol;

// The engine's way in comes first and takes no parser: its flags are its own, and every millisecond counts.
return CommandLine.IsServe(args)
    ? await ProviderHost.ServeAsync(args.LastOrDefault(argument => !argument.StartsWith('-')))
    : await CommandLine.RunAsync(args);
