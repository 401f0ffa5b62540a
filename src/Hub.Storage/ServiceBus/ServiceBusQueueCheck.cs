using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hub.Storage.ServiceBus;

/// <summary>What annotations cannot say. Says in one line what is wrong, and repeats no secret.</summary>
internal sealed class ServiceBusQueueCheck(IHostEnvironment environment) : IValidateOptions<ServiceBusQueueOptions>
{
    public ValidateOptionsResult Validate(string? name, ServiceBusQueueOptions options) =>
        Problem(options) is { } problem
            ? ValidateOptionsResult.Fail($"{ServiceBusQueueOptions.Section} {problem}.")
            : ValidateOptionsResult.Success;

    private string? Problem(ServiceBusQueueOptions options) =>
        (options.ConnectionString, options.Namespace) switch
        {
            (null or "", null or "") => "needs ConnectionString or Namespace",
            ({ Length: > 0 } text, null or "") => ProblemOf(text),
            (null or "", { } host) => IsHost(host)
                ? null
                : "Namespace must be a host name such as contoso.servicebus.windows.net",
            _ => "takes ConnectionString or Namespace, not both",
        }
        ?? (
            options.OldDeadLetters.Equals(options.Queue, StringComparison.OrdinalIgnoreCase)
                ? "needs a DeadLetterQueue other than Queue"
                : null
        );

    private string? ProblemOf(string connection)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var part in connection.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var value])
                return "ConnectionString must be a list of Name=Value, separated by semicolons";
            parts[name] = value;
        }
        if (!Uri.TryCreate(parts.GetValueOrDefault("Endpoint"), UriKind.Absolute, out var endpoint))
            return "ConnectionString needs an Endpoint such as sb://contoso.servicebus.windows.net/";
        if (!parts.ContainsKey("SharedAccessKeyName") || !parts.ContainsKey("SharedAccessKey"))
            return "ConnectionString needs SharedAccessKeyName and SharedAccessKey";
        if (parts.ContainsKey("EntityPath"))
            return "ConnectionString must be the namespace's, without an EntityPath: Queue names the queue";
        return parts.GetValueOrDefault("UseDevelopmentEmulator") is "true" or "True"
            ? ProblemOfEmulator()
            : ProblemOf(endpoint);
    }

    private string? ProblemOfEmulator() =>
        environment.IsDevelopment()
            ? null
            : "has UseDevelopmentEmulator=true, without TLS, which is for Development only";

    /// <summary>The SDK would take any scheme for TLS, and pass over a port.</summary>
    private static string? ProblemOf(Uri endpoint) =>
        endpoint switch
        {
            { Scheme: not ("sb" or "https" or "amqps") } =>
                "has an Endpoint without TLS, which takes UseDevelopmentEmulator=true, in Development",
            { Port: not (-1 or 443 or 5671) } => "has an Endpoint with a port, which Service Bus has not",
            _ => null,
        };

    private static bool IsHost(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.Dns && host.Contains('.', StringComparison.Ordinal);
}
