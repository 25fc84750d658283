using System.Collections.Frozen;

namespace Vigil.Scanning.Artifacts.Functions;

/// <summary>Names of runtimes of AWS Lambda, those that are no longer offered included.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"/>
internal static class FunctionRuntimes
{
    private static readonly FrozenSet<string> Names =
    [
        "dotnet10", "dotnet6", "dotnet8", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "go1.x", "java11", "java17", "java21", "java25",
        "java8", "java8.al2", "nodejs", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x", "nodejs18.x", "nodejs20.x", "nodejs22.x", "nodejs24.x",
        "nodejs4.3", "nodejs6.10", "nodejs8.10", "provided", "provided.al2", "provided.al2023", "python2.7", "python3.10", "python3.11", "python3.12",
        "python3.13", "python3.14", "python3.6", "python3.7", "python3.8", "python3.9", "ruby2.5", "ruby2.7", "ruby3.2", "ruby3.3", "ruby3.4",
    ];

    /// <summary>Whether the name is one of them.</summary>
    public static bool IsKnown(string name) => Names.Contains(name);
}
