using System.Reflection;

namespace Hub.Delivery.Egress;

/// <summary>How the hub introduces itself to receivers.</summary>
public static class UserAgent
{
    public const string Header = "User-Agent";

    /// <summary>The hub and its version, without the build behind a plus.</summary>
    public static string Hub { get; } =
        $"Hub/{typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}";
}
