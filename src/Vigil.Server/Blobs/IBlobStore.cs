namespace Vigil.Server.Blobs;

/// <summary>Where reports and exports go: buckets with objects.</summary>
internal interface IBlobStore
{
    /// <summary>Writes an object, whole or not at all.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">Name of the object.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellation">Stops it; nothing is left behind.</param>
    /// <exception cref="BlobException">The bucket is not there, or may not be written to.</exception>
    Task WriteAsync(string bucket, string key, string contentType, Action<Stream> write, CancellationToken cancellation);
}

/// <summary>An object that could not be written.</summary>
/// <param name="code">Why, in the words of the API: <c>BUCKET_NOT_FOUND</c>, <c>INVALID_PERMISSIONS</c>.</param>
/// <param name="message">The same for people.</param>
internal sealed class BlobException(string code, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public string Code { get; } = code;
}
