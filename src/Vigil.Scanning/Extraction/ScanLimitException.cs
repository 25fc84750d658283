namespace Vigil.Scanning.Extraction;

/// <summary>A bound of <see cref="ScanLimits"/> was reached; what was read until then stands.</summary>
internal sealed class ScanLimitException(string message) : Exception(message);
