using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Resources;

namespace Vigil.Domain.Findings;

/// <summary>A finding as the estate knows it: what, where, and its life so far.</summary>
/// <param name="Arn">Its name, which never changes: <c>arn:aws:inspector2:eu-west-1:111122223333:finding/</c> and 32 hexadecimal digits.</param>
/// <param name="Content">What it says.</param>
/// <param name="Resource">Where it is.</param>
/// <param name="State">Where it stands in its life.</param>
public sealed record RecordedFinding(string Arn, FindingContent Content, Resource Resource, FindingState State);
