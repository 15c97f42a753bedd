using System.Globalization;

namespace LocalEngine.Providers;

/// <summary>major.minor.patch with an optional pre-release; build metadata is read over.</summary>
internal sealed record SemanticVersion(int Major, int Minor, int Patch, string PreRelease)
    : IComparable<SemanticVersion>
{
    public static SemanticVersion? TryParse(string text)
    {
        var core = text.TrimStart('v').Split('+')[0];
        var dash = core.IndexOf('-', StringComparison.Ordinal);
        var numbers = (dash < 0 ? core : core[..dash]).Split('.');
        return numbers.Length == 3 && Number(numbers[0], out var major) && Number(numbers[1], out var minor)
            && Number(numbers[2], out var patch)
            ? new SemanticVersion(major, minor, patch, dash < 0 ? "" : core[(dash + 1)..])
            : null;
    }

    /// <summary>A release is served by a later one of the same major version, a pre-release only by itself.</summary>
    public bool Satisfies(SemanticVersion wanted) => wanted.PreRelease.Length > 0
        ? this == wanted
        : Major == wanted.Major && CompareTo(wanted) >= 0 && (Major > 0 || Minor == wanted.Minor);

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;
        var byNumber = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (byNumber != 0 || PreRelease == other.PreRelease)
            return byNumber;
        if (PreRelease.Length == 0 || other.PreRelease.Length == 0)
            return PreRelease.Length == 0 ? 1 : -1;
        return ComparePreReleases(PreRelease.Split('.'), other.PreRelease.Split('.'));
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Major}.{Minor}.{Patch}{(PreRelease.Length > 0 ? "-" : "")}{PreRelease}");

    private static int ComparePreReleases(string[] left, string[] right)
    {
        foreach (var (a, b) in left.Zip(right))
        {
            var order = (Number(a, out var x), Number(b, out var y)) switch
            {
                (true, true) => x.CompareTo(y),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(a, b),
            };
            if (order != 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static bool Number(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
