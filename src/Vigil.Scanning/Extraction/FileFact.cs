namespace Vigil.Scanning.Extraction;

/// <summary>Something that one file says. Each ecosystem has its own kinds, which it joins when the final view of the artifact is known.</summary>
public abstract record FileFact;
