using System.Collections.Frozen;
using Vigil.Server.Model;

namespace Vigil.Server.Wire;

/// <summary>Finds the operation for a method and path.</summary>
internal sealed class Routes
{
    private readonly FrozenDictionary<(string Method, string Path), Route> _fixed;
    private readonly Route[] _labelled;

    /// <summary>Joins the models with what answers them.</summary>
    /// <exception cref="InvalidOperationException">An operation is answered twice, or by nobody, or is in no model.</exception>
    public Routes(IEnumerable<ApiModel> models, IEnumerable<IOperations> operations)
    {
        var entries = operations.SelectMany(set => set.Entries).ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var routes = models.SelectMany(model => model.Operations.Values)
            .Select(operation => entries.Remove(operation.Name, out var entry)
                ? new Route(operation, entry)
                : throw new InvalidOperationException($"Nothing answers the operation {operation.Name}."))
            .ToList();
        if (entries.Count > 0)
        {
            throw new InvalidOperationException($"No model knows the operation {entries.Keys.First()}.");
        }

        All = routes;
        _fixed = routes.Where(route => route.Label is null).ToFrozenDictionary(route => (route.Operation.Method, route.Operation.Path));
        _labelled = [.. routes.Where(route => route.Label is not null)];
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Route> All { get; }

    /// <summary>The route of a request; <see langword="null"/> when there is none.</summary>
    public Route? Find(string method, string path) =>
        _fixed.TryGetValue((method, path), out var route)
            ? route
            : Array.Find(_labelled, one => one.Operation.Method == method && path.StartsWith(one.Prefix, StringComparison.Ordinal) && path.Length > one.Prefix.Length);
}

/// <summary>An operation and what answers it.</summary>
internal sealed record Route(ApiOperation Operation, OperationEntry Entry)
{
    /// <summary>Name of the member that is the rest of the path: <c>resourceArn</c>; <see langword="null"/> when the path is fixed.</summary>
    public string? Label { get; } = Operation.Path.IndexOf('{', StringComparison.Ordinal) is > 0 and var brace ? Operation.Path[(brace + 1)..^1] : null;

    /// <summary>The path before the label.</summary>
    public string Prefix { get; } = Operation.Path.Split('{')[0];
}
