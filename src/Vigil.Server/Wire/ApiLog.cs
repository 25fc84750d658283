namespace Vigil.Server.Wire;

/// <summary>What the API tells its operator.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(4001, LogLevel.Debug, "A {Method} was refused with {Error}: {Reason}")]
    public static partial void Refused(ILogger logger, string method, string error, string reason);

    [LoggerMessage(4002, LogLevel.Error, "A {Method} of {Path} failed")]
    public static partial void Failed(ILogger logger, Exception fault, string method, string path);
}
