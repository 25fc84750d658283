using System.Security.Cryptography;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Options;
using Vigil.Server.Work;

namespace Vigil.Server.Sources.Functions;

/// <summary>Opens the places of sources.</summary>
internal sealed class FunctionPlaces(SourceShelf shelf, AllowedPlaces allowed, IOptions<SourceOptions> options)
{
    /// <summary>The place of a source.</summary>
    /// <exception cref="WorkException">It cannot be opened, or is not allowed any more.</exception>
    public IFunctionPlace Open(OpenSource source) => source.Setup.Kind == SourceKind.FunctionBucket
        ? new BucketPlace(ClientOf(source), source.Setup.Bucket, source.Setup.Prefix, (long)options.Value.PackageMebibytes << 20)
        : new DirectoryPlace(allowed.Find(source.Setup.Address) ?? throw new WorkException($"{source.Setup.Address} is no directory in one of those that Vigil:Sources:Roots allows"));

    private AmazonS3Client ClientOf(OpenSource source)
    {
        var setup = source.Setup;
        // other services than Amazon's have no names of hosts for buckets
        var config = setup.Address.Length > 0
            ? new AmazonS3Config { ServiceURL = setup.Address, AuthenticationRegion = setup.Region, ForcePathStyle = true, Timeout = TimeSpan.FromMinutes(1), MaxErrorRetry = 2 }
            : new AmazonS3Config { RegionEndpoint = RegionEndpoint.GetBySystemName(setup.Region), Timeout = TimeSpan.FromMinutes(1) };
        return new AmazonS3Client(setup.User.Length > 0 ? new BasicAWSCredentials(setup.User, SecretOf(source)) : new AnonymousAWSCredentials(), config);
    }

    private string SecretOf(OpenSource source)
    {
        try
        {
            return shelf.SecretOf(source);
        }
        catch (CryptographicException fault)
        {
            throw new WorkException("the secret was sealed by the key of another installation: put it again", fault);
        }
    }
}
