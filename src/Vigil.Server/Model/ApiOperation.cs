using System.Collections.Immutable;

namespace Vigil.Server.Model;

/// <summary>One operation of the API, as the model file says it.</summary>
/// <param name="Name"><c>ListFindings</c>.</param>
/// <param name="Service">Name that requests are signed for: <c>inspector2</c> or <c>inspector-scan</c>.</param>
/// <param name="Tier">1 core, 2 around it, 3 code security and connectors.</param>
/// <param name="Method"><c>POST</c>.</param>
/// <param name="Path"><c>/findings/list</c>; a label in braces stands for the rest of the path.</param>
/// <param name="Input">Members of a request.</param>
/// <param name="Output">Members of an answer.</param>
/// <param name="Errors">Errors that it declares.</param>
/// <param name="TokenMember">Member that makes it idempotent, or <see langword="null"/>.</param>
internal sealed record ApiOperation(
    string Name,
    string Service,
    int Tier,
    string Method,
    string Path,
    ImmutableArray<Member> Input,
    StructureShape Output,
    ImmutableArray<string> Errors,
    string? TokenMember);
