using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Deployment;

internal static class CheckProblems
{
    /// <summary>Pulumi's words; unlike there, the value of a secret is not shown.</summary>
    public static string Describe(string urn, CheckProblem problem, PropertyMap news)
    {
        var who = $"{Urn.TypeOf(urn)} resource '{Urn.NameOf(urn)}'";
        if (problem.Property.Length == 0)
            return $"{who} has a problem: {problem.Reason}";
        var value = news.GetValueOrDefault(problem.Property) ?? PropertyValue.Null;
        return $"{who}: property {problem.Property} value {value} has a problem: {problem.Reason}";
    }
}
