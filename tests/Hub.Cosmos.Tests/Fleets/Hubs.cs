namespace Hub.Tests.Fleets;

internal static class Hubs
{
    /// <summary>The hub as it was built, beside the tests.</summary>
    public static string Dll => Path.Combine(AppContext.BaseDirectory, "Hub.dll");
}
