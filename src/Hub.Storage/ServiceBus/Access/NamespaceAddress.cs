using System.Diagnostics.CodeAnalysis;

namespace Hub.Storage.ServiceBus.Access;

/// <summary>Where the namespace is, with its key when the configuration has one.</summary>
internal sealed record NamespaceAddress(Uri Endpoint, SharedAccessKey? Key)
{
    /// <summary>Reads the address from the options; otherwise says in one line what is wrong, and repeats no secret.</summary>
    public static bool TryRead(
        ServiceBusQueueOptions options,
        [NotNullWhen(true)] out NamespaceAddress? address,
        [NotNullWhen(false)] out string? problem
    )
    {
        (address, problem) = (options.ConnectionString, options.Namespace) switch
        {
            (null or "", null or "") => (null, "needs ConnectionString or Namespace"),
            ({ Length: > 0 } text, null or "") => FromConnectionString(text),
            (null or "", { } host) => FromHost(host),
            _ => (null, "takes ConnectionString or Namespace, not both"),
        };
        return address is not null;
    }

    private static (NamespaceAddress?, string?) FromHost(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.Dns && host.Contains('.', StringComparison.Ordinal)
            ? (new NamespaceAddress(new Uri($"https://{host}/"), null), null)
            : (null, "Namespace must be a host name such as contoso.servicebus.windows.net");

    private static (NamespaceAddress?, string?) FromConnectionString(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var value])
                return (null, "ConnectionString must be a list of Name=Value, separated by semicolons");
            parts[name] = value;
        }
        if (!Uri.TryCreate(parts.GetValueOrDefault("Endpoint"), UriKind.Absolute, out var endpoint))
            return (null, "ConnectionString needs an Endpoint such as sb://contoso.servicebus.windows.net/");
        if (
            parts.GetValueOrDefault("SharedAccessKeyName") is not { Length: > 0 } keyName
            || parts.GetValueOrDefault("SharedAccessKey") is not { Length: > 0 } key
        )
            return (null, "ConnectionString needs SharedAccessKeyName and SharedAccessKey");
        if (parts.ContainsKey("EntityPath"))
            return (
                null,
                "ConnectionString must be the namespace's; one with an EntityPath cannot reach the dead letters"
            );
        var emulated = parts.GetValueOrDefault("UseDevelopmentEmulator") is "true" or "True";
        return SchemeOf(endpoint, emulated) is { } scheme
            ? (
                new NamespaceAddress(
                    new UriBuilder(endpoint)
                    {
                        Scheme = scheme,
                        Port = endpoint.Port,
                        Path = "/",
                    }.Uri,
                    new SharedAccessKey(keyName, key)
                ),
                null
            )
            : (null, "ConnectionString has an Endpoint that is neither sb, https nor http");
    }

    private static string? SchemeOf(Uri endpoint, bool emulated) =>
        endpoint.Scheme switch
        {
            "sb" => emulated ? Uri.UriSchemeHttp : Uri.UriSchemeHttps,
            "https" or "http" => endpoint.Scheme,
            _ => null,
        };
}
