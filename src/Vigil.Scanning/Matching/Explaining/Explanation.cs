using Vigil.Domain;

namespace Vigil.Scanning.Matching.Explaining;

/// <summary>An expert's note about one flaw and one artifact: sentences first, then the facts they rest on.</summary>
/// <param name="Title">One line.</param>
/// <param name="Paragraphs">The note, in reading order.</param>
/// <param name="Facts">From the advisory to the file, in the order in which one would check it by hand.</param>
public sealed record Explanation(string Title, EquatableArray<ExplanationLine> Paragraphs, EquatableArray<ExplanationLine> Facts);

/// <summary>One paragraph or one fact.</summary>
/// <param name="Subject">What it is about: <c>Why here</c>, <c>comparison</c>.</param>
/// <param name="Text">The sentences, or the fact.</param>
public sealed record ExplanationLine(string Subject, string Text);
