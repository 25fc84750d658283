using Vigil.Domain.Filters;

namespace Vigil.Storage.Rules;

/// <summary>What of a filter is shown and never asked for.</summary>
internal sealed record FilterDocument(Criteria Criteria, string Description, string Reason);
