namespace AtlasEmulator.Control;

/// <summary>What was asked of the control panel cannot be done; the message says why.</summary>
internal sealed class ControlException(string message) : Exception(message);
