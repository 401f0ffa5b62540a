using System.Reflection;

namespace Hub.Delivery.Egress;

/// <summary>How the hub introduces itself to receivers.</summary>
public static class UserAgent
{
    public const string Header = "User-Agent";

    /// <summary>The hub and its version, without the build behind a plus.</summary>
    public static string Hub { get; } =
        $"Hub/{typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}";

    /// <summary>Firewalls in front of receivers refuse a request whose sender does not say who it is.</summary>
    internal static void AddTo(HttpRequestMessage request)
    {
        if (!request.Headers.NonValidated.Contains(Header))
            request.Headers.TryAddWithoutValidation(Header, Hub);
    }
}
