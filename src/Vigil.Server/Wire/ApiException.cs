using System.Collections.Immutable;
using System.Net;
using Vigil.Server.Model;

namespace Vigil.Server.Wire;

/// <summary>A request that is refused, in the words of the API.</summary>
internal sealed class ApiException : Exception
{
    private ApiException(HttpStatusCode status, string type, string message)
        : base(message)
    {
        Status = status;
        Type = type;
    }

    /// <summary>Status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Name of the error: <c>ValidationException</c>.</summary>
    public string Type { get; }

    /// <summary><c>CANNOT_PARSE</c>, <c>FIELD_VALIDATION_FAILED</c> or <c>OTHER</c>, of validation only.</summary>
    public string? Reason { get; private init; }

    /// <summary>The members that are wrong, of validation only.</summary>
    public ImmutableArray<Fault> Fields { get; private init; } = [];

    /// <summary>What is in the way, of conflicts and quotas.</summary>
    public string? ResourceId { get; private init; }

    /// <summary>Kind of <see cref="ResourceId"/>, of conflicts.</summary>
    public string? ResourceType { get; private init; }

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static ApiException Invalid(ImmutableArray<Fault> fields) =>
        new(HttpStatusCode.BadRequest, "ValidationException", string.Join("; ", fields.Select(fault => $"{fault.Member} {fault.Message}")))
        {
            Reason = "FIELD_VALIDATION_FAILED",
            Fields = fields,
        };

    public static ApiException Invalid(string member, string message) => Invalid([new Fault(member, message)]);

    public static ApiException CannotParse(string message) => new(HttpStatusCode.BadRequest, "ValidationException", message) { Reason = "CANNOT_PARSE" };

    public static ApiException Refused(string message, string reason = "OTHER") =>
        new(HttpStatusCode.BadRequest, "ValidationException", message) { Reason = reason };

    public static ApiException BadRequest(string message) => new(HttpStatusCode.BadRequest, "BadRequestException", message);

    public static ApiException QuotaExceeded(string message, string resourceId) =>
        new(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", message) { ResourceId = resourceId };

    public static ApiException AccessDenied(string message) => new(HttpStatusCode.Forbidden, "AccessDeniedException", message);

    public static ApiException NotFound(string message) => new(HttpStatusCode.NotFound, "ResourceNotFoundException", message);

    public static ApiException Conflict(string message, string resourceId, string resourceType) =>
        new(HttpStatusCode.Conflict, "ConflictException", message) { ResourceId = resourceId, ResourceType = resourceType };

    public static ApiException Throttled(TimeSpan retryAfter) =>
        new(HttpStatusCode.TooManyRequests, "ThrottlingException", "Rate exceeded.") { RetryAfter = retryAfter };

    public static ApiException UnknownOperation(string method, string path) =>
        new(HttpStatusCode.NotFound, "UnknownOperationException", $"There is no operation at {method} {path}.");

    public static ApiException BadSignature(string message) => new(HttpStatusCode.Forbidden, "InvalidSignatureException", message);

    public static ApiException IncompleteSignature(string message) => new(HttpStatusCode.Forbidden, "IncompleteSignature", message);

    public static ApiException NotSigned() =>
        new(HttpStatusCode.Forbidden, "MissingAuthenticationTokenException", "The request is not signed: Signature Version 4 is needed, in the header or in the query.");

    public static ApiException UnknownKey() =>
        new(HttpStatusCode.Forbidden, "UnrecognizedClientException", "The security token included in the request is invalid.");

    public static ApiException TooLarge(long limitBytes) =>
        new(HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLargeException", $"The body is longer than {limitBytes} bytes.");

    public static ApiException TooSlow() =>
        new(HttpStatusCode.RequestTimeout, "RequestTimeoutException", "The body did not arrive in time.");

    public static ApiException Malformed(string message) => new(HttpStatusCode.BadRequest, "MalformedHttpRequestException", message);

    public static ApiException Internal() =>
        new(HttpStatusCode.InternalServerError, "InternalServerException", "A fault in the server; it is in its log under the id of this request.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
}
