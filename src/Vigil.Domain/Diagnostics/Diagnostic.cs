namespace Vigil.Domain.Diagnostics;

/// <summary>Something that was skipped or only partly understood, kept with the result it belongs to.</summary>
/// <param name="Code">What kind of failure.</param>
/// <param name="Subject">Where: a file in the artifact, a layer, a feed entry, a package.</param>
/// <param name="Message">Why, and what the reader can do. Quoted input is cut to 80 characters with control characters escaped.</param>
public sealed record Diagnostic(DiagnosticCode Code, string Subject, string Message);
