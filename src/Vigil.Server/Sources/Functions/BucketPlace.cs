using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Vigil.Server.Work;

namespace Vigil.Server.Sources.Functions;

/// <summary>A bucket of function packages, of Amazon S3 or of what speaks like it.</summary>
/// <param name="client">The service.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="prefix">What the keys begin with; it is no part of the paths.</param>
/// <param name="maxBytes">Largest file that is fetched.</param>
internal sealed class BucketPlace(IAmazonS3 client, string bucket, string prefix, long maxBytes) : IFunctionPlace
{
    private const int MostFiles = 100_000;

    public async Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken cancellation)
    {
        var files = new List<StoredFile>();
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        try
        {
            ListObjectsV2Response page;
            do
            {
                page = await client.ListObjectsV2Async(request, cancellation);
                files.AddRange((page.S3Objects ?? []).Select(one => new StoredFile(one.Key[prefix.Length..], one.ETag ?? "", one.Size ?? 0)));
                request.ContinuationToken = page.NextContinuationToken;
            }
            while (page.IsTruncated == true && files.Count <= MostFiles);
        }
        catch (AmazonServiceException fault)
        {
            throw new WorkException($"the bucket {bucket} could not be listed: {fault.Message}", fault);
        }

        return files.Count > MostFiles
            ? throw new WorkException($"the bucket {bucket} holds more than {MostFiles} objects under {prefix}")
            : [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    public async Task<string> FetchAsync(string path, string scratch, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetObjectAsync(bucket, prefix + path, cancellation);
            if (answer.ContentLength > maxBytes)
            {
                throw new WorkException($"{path} has {answer.ContentLength} bytes; the limit is {maxBytes}");
            }

            var local = Path.Combine(scratch, $"{Guid.NewGuid():N}.zip");
            await using var file = File.Create(local);
            await answer.ResponseStream.CopyToAsync(file, cancellation);
            return local;
        }
        catch (AmazonServiceException fault)
        {
            throw new WorkException($"{path} could not be had from the bucket {bucket}: {fault.Message}", fault);
        }
    }
}
