using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Vigil.Server.Blobs;

/// <summary>Buckets of an S3 service.</summary>
internal sealed class S3BlobStore : IBlobStore, IDisposable
{
    private readonly AmazonS3Client _client;

    public S3BlobStore(BlobOptions options)
    {
        // other services than Amazon's have no names of hosts for buckets, and take the frames of checksums that nobody requires for content
        var config = new AmazonS3Config
        {
            ServiceURL = options.S3Endpoint, AuthenticationRegion = options.S3Region, ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        _client = options.S3AccessKeyId.Length > 0
            ? new AmazonS3Client(new BasicAWSCredentials(options.S3AccessKeyId, options.S3SecretAccessKey), config)
            : new AmazonS3Client(config);
    }

    // the length has to be known before the first byte is sent, so the content is laid down in a file first
    public async Task WriteAsync(string bucket, string key, string contentType, Action<Stream> write, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose };
        await using var file = new FileStream(Path.Combine(Path.GetTempPath(), $"vigil-{Guid.NewGuid():N}"), options);
        write(file);
        file.Position = 0;
        try
        {
            await _client.PutObjectAsync(
                new PutObjectRequest { BucketName = bucket, Key = key, InputStream = file, AutoCloseStream = false, UseChunkEncoding = false, ContentType = contentType },
                cancellation);
        }
        catch (AmazonS3Exception fault)
        {
            throw new BlobException(fault.ErrorCode == "NoSuchBucket" ? "BUCKET_NOT_FOUND" : "INVALID_PERMISSIONS", fault.Message);
        }
    }

    public void Dispose() => _client.Dispose();
}
