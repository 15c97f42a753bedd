using System.CommandLine;
using LocalEngine.Deployment;

namespace LocalEngine.Cli;

internal static class ImportCommand { public static Command Create(GlobalOptions g) => new("import"); }
