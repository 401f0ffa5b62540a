namespace Hub.LocalCloud.ServiceBus;

/// <summary>The error conditions that Service Bus uses on AMQP links, and the status codes that say the same.</summary>
internal static class Conditions
{
    public const string Unauthorized = "amqp:unauthorized-access";
    public const string NotFound = "amqp:not-found";
    public const string NotAllowed = "amqp:not-allowed";
    public const string NotImplemented = "amqp:not-implemented";
    public const string QuotaExceeded = "amqp:resource-limit-exceeded";
    public const string Internal = "amqp:internal-error";
    public const string TooLarge = "amqp:link:message-size-exceeded";
    public const string Invalid = "com.microsoft:argument-error";
    public const string Timeout = "com.microsoft:timeout";
    public const string Busy = "com.microsoft:server-busy";
    public const string LockLost = "com.microsoft:message-lock-lost";
    public const string MessageNotFound = "com.microsoft:message-not-found";

    public static string Of(int statusCode) =>
        statusCode switch
        {
            400 => Invalid,
            401 => Unauthorized,
            403 => QuotaExceeded,
            404 => NotFound,
            408 => Timeout,
            410 => LockLost,
            429 or 503 => Busy,
            501 => NotImplemented,
            _ => Internal,
        };

    public static int StatusOf(string condition) =>
        condition switch
        {
            Unauthorized => 401,
            QuotaExceeded => 403,
            NotFound or MessageNotFound => 404,
            Timeout => 408,
            LockLost => 410,
            Busy => 503,
            Internal => 500,
            NotImplemented => 501,
            _ => 400,
        };
}
