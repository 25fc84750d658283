using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Server.Hosting;

/// <summary>Where the server keeps things, and who its first administrator is. Described in <c>docs/operations/server.md</c>.</summary>
internal sealed class ServerOptions
{
    public const string Section = "Vigil";

    /// <summary>Directory of the database, the key of the installation and, by default, reports.</summary>
    [Required]
    public string Data { get; init; } = "";

    /// <summary>Connection string of PostgreSQL; empty for SQLite in <see cref="Data"/>.</summary>
    public string Postgres { get; init; } = "";

    /// <summary>Advisory database, as <c>vigil db update</c> makes it; empty for <c>advisories</c> in <see cref="Data"/>, or the shipped set when that is not there.</summary>
    public string Advisories { get; init; } = "";

    /// <summary>Region in the names of findings.</summary>
    [RegularExpression("[a-z]{2}(-gov)?-[a-z]+-[0-9]")]
    public string Region { get; init; } = "us-east-1";

    /// <summary>Account of the first administrator, which manages the organisation.</summary>
    [RegularExpression("[0-9]{12}")]
    public string AdminAccount { get; init; } = "000000000001";

    /// <summary>Types of scan that the first account begins with, such as <c>EC2,ECR</c>; empty for none, as with the original.</summary>
    [RegularExpression("((EC2|ECR|LAMBDA|LAMBDA_CODE|CODE_REPOSITORY)(,|$))*")]
    public string Enable { get; init; } = "";

    /// <summary>File with the key that encrypts secrets; empty for <c>installation.key</c> in <see cref="Data"/>.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>The database when it is one of SQLite.</summary>
    public string SqlitePath => Path.Combine(Data, "vigil.db");

    /// <summary>The file with the key.</summary>
    public string EffectiveKeyFile => KeyFile.Length > 0 ? KeyFile : Path.Combine(Data, "installation.key");

    /// <summary>The advisory database.</summary>
    public string EffectiveAdvisories => Advisories.Length > 0 ? Advisories : Path.Combine(Data, "advisories");
}

[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
