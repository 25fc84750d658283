using System.Buffers;
using System.Text.Json;
using Vigil.Server.Hosting;
using Vigil.Server.Identity;
using Vigil.Server.Settings;

namespace Vigil.Server.Wire;

/// <summary>The way of every request to the API: route, body, signature, rate, role, model, answer.</summary>
internal sealed class ApiPipeline(
    Routes routes,
    SignatureCheck signatures,
    RateLimits rates,
    Authorization authorization,
    Repetitions repetitions,
    AuditLog audit,
    ServerLimits limits,
    TimeProvider clock,
    ILogger<ApiPipeline> logger)
{
    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var requestId = Guid.NewGuid().ToString();
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["RequestId"] = requestId });
        try
        {
            await AnswerOrThrowAsync(context);
        }
        catch (ApiException error)
        {
            ApiLog.Refused(logger, context.Request.Method, error.Type, error.Message);
            await ErrorAnswer.WriteAsync(context, error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception fault)
        {
            ApiLog.Failed(logger, fault, context.Request.Method, context.Request.Path);
            await ErrorAnswer.WriteAsync(context, ApiException.Internal());
        }
    }

    private async Task AnswerOrThrowAsync(HttpContext context)
    {
        var head = RawRequest.Of(context, default);
        var route = routes.Find(head.Method, head.Path) ?? throw ApiException.UnknownOperation(head.Method, head.Path);
        using var activity = Telemetry.Source.StartActivity(route.Operation.Name);
        var started = clock.GetTimestamp();
        var request = head with { Body = await RequestBody.ReadAsync(context, limits.BodyBytes(route.Operation), clock) };
        var caller = route.Entry.Access == Access.Open ? Unknown(context) : Known(request, route);
        var call = new Call(route.Operation, caller, RequestInput.Read(route, request), clock.GetUtcNow(), context.RequestAborted);
        var answer = repetitions.Answer(call, () => Answer(route.Entry, call));
        if (route.Entry.Access is not (Access.Look or Access.Open))
        {
            audit.Add(call);
        }

        context.Response.ContentType = ErrorAnswer.ContentType;
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        Telemetry.CallDuration.Record(clock.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("operation", route.Operation.Name));
    }

    private Caller Known(RawRequest request, Route route)
    {
        var caller = signatures.Verify(request, route.Operation.Service);
        rates.Take(caller.Account);
        authorization.Require(caller, route.Entry);
        return caller;
    }

    private Caller Unknown(HttpContext context)
    {
        rates.Take(context.Connection.RemoteIpAddress);
        return Caller.Nobody;
    }

    private static ReadOnlyMemory<byte> Answer(OperationEntry entry, Call call)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        entry.Answer(call, json);
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }
}
