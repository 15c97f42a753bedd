using System.Text.RegularExpressions;
using AtlasEmulator.Control;
using AtlasEmulator.Http;

namespace AtlasEmulator.Faults;

internal sealed record PlannedFault(string Id, FaultRule Rule);

/// <summary>The rules in force. The first that matches a request and is not used up is the one played.</summary>
internal sealed class FaultBook
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];
    private int number;

    public IReadOnlyList<PlannedFault> All
    {
        get
        {
            lock (gate) return [.. entries.Select(entry => entry.Fault)];
        }
    }

    public string Add(FaultRule rule)
    {
        Check(rule);
        lock (gate)
        {
            var fault = new PlannedFault($"fault-{++number}", rule);
            entries.Add(new Entry(fault, new Regex(rule.Path, RegexOptions.CultureInvariant)));
            return fault.Id;
        }
    }

    public bool Remove(string id)
    {
        lock (gate) return entries.RemoveAll(entry => entry.Fault.Id == id) > 0;
    }

    public void Clear()
    {
        lock (gate) entries.Clear();
    }

    public PlannedFault? Take(string method, string target, bool challenged)
    {
        lock (gate)
        {
            foreach (var entry in entries.Where(entry => entry.Fault.Rule.After == method))
                entry.Asleep &= challenged || !entry.Path.IsMatch(target);

            foreach (var entry in entries)
            {
                var rule = entry.Fault.Rule;
                if (rule.Challenges != challenged || rule.Method?.Split('|').Contains(method) == false) continue;
                if (entry.Asleep || !entry.Path.IsMatch(target)) continue;
                var place = entry.Matched++ - rule.Skip;
                if (place >= 0 && (rule.Times is not { } times || place < times)) return entry.Fault;
            }

            return null;
        }
    }

    private static void Check(FaultRule rule)
    {
        if (rule.Kind == FaultKind.Error && rule.Status is null && rule.ErrorCode is null)
            throw new ControlException("A fault of kind error needs status or errorCode.");
        if (rule is { ErrorCode: { } code, Status: null } && ErrorCatalog.StatusOf(code) is null)
            throw new ControlException($"The error code {code} is not known here: give its status too.");
        if (rule.Status is { } status and (< 200 or > 599))
            throw new ControlException($"A fault cannot have status {status}.");
        if (rule.Skip < 0 || rule.Times < 1 || rule.Size < 1 || rule.DelayMilliseconds < 0)
            throw new ControlException("skip and delayMilliseconds cannot be negative; times and size start at 1.");
    }

    private sealed class Entry(PlannedFault fault, Regex path)
    {
        public PlannedFault Fault { get; } = fault;
        public Regex Path { get; } = path;
        public int Matched { get; set; }
        public bool Asleep { get; set; } = fault.Rule.After is not null;
    }
}
