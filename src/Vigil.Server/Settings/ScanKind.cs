using Vigil.Domain.Filters;

namespace Vigil.Server.Settings;

/// <summary>What an account can switch on and off.</summary>
internal enum ScanKind
{
    Ec2,
    Ecr,
    Lambda,
    LambdaCode,
    CodeRepository,
}

/// <summary>Names of <see cref="ScanKind"/> on the wire.</summary>
internal static class ScanKinds
{
    /// <summary>As values: <c>LAMBDA_CODE</c>.</summary>
    public static Words<ScanKind> Words { get; } = new(kind => kind switch
    {
        ScanKind.Ec2 => "EC2",
        ScanKind.Ecr => "ECR",
        ScanKind.Lambda => "LAMBDA",
        ScanKind.LambdaCode => "LAMBDA_CODE",
        ScanKind.CodeRepository => "CODE_REPOSITORY",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    });

    /// <summary>As members: <c>lambdaCode</c>.</summary>
    public static Words<ScanKind> Members { get; } = new(kind => kind switch
    {
        ScanKind.Ec2 => "ec2",
        ScanKind.Ecr => "ecr",
        ScanKind.Lambda => "lambda",
        ScanKind.LambdaCode => "lambdaCode",
        ScanKind.CodeRepository => "codeRepository",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ScanKind> All { get; } = Enum.GetValues<ScanKind>();

    /// <summary>The kind of a word that the model has checked.</summary>
    public static ScanKind Parse(string word) => Words.TryParse(word, out var kind) ? kind : throw new FormatException($"{word} is no type of scan.");
}
