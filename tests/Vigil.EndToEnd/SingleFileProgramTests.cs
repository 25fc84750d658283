using System.Diagnostics;

namespace Vigil.EndToEnd;

/// <summary>Programs as <c>dotnet publish</c> makes them when everything is to be in one file.</summary>
public sealed class SingleFileProgramTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Packages_inside_a_single_file_are_found()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(_work["app"]);
        await File.WriteAllTextAsync(
            _work["app/shop.csproj"],
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><RestorePackagesWithLockFile>false</RestorePackagesWithLockFile></PropertyGroup>
              <ItemGroup><PackageReference Include="YamlDotNet" Version="18.1.0" /></ItemGroup>
            </Project>
            """,
            cancellation);
        await File.WriteAllTextAsync(_work["app/Program.cs"], "System.Console.WriteLine(new YamlDotNet.Serialization.SerializerBuilder().Build().Serialize(1));", cancellation);
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", _work["app"], "--use-current-runtime", "--self-contained", "false", "-p:PublishSingleFile=true", "-o", _work["published"], "-v", "quiet", "--nologo"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!; // a program that can be started
        var output = await publish.StandardOutput.ReadToEndAsync(cancellation);
        await publish.WaitForExitAsync(cancellation);
        Assert.SkipUnless(publish.ExitCode == 0, $"dotnet could not publish: {output}");
        Directory.CreateDirectory(_work["root/srv"]);
        File.Copy(_work["published/shop"], _work["root/srv/shop"]);

        var inventory = await VigilProcess.RunAsync("inventory", "dir", _work["root"], "--format", "json");

        Assert.Contains("pkg:nuget/YamlDotNet@18.1.0", inventory.Output, StringComparison.Ordinal);
        Assert.Contains("srv/shop", inventory.Output, StringComparison.Ordinal);
    }
}
