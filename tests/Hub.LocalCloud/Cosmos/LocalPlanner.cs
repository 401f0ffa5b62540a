namespace Hub.LocalCloud.Cosmos;

/// <summary>
/// The planner that the SDK brings along, in the place of the service's: what it refuses, the service would refuse.
/// Processes started from this one use it too.
/// </summary>
public static class LocalPlanner
{
    public const string Setting = "AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX";

    public static void Use() => Environment.SetEnvironmentVariable(Setting, "true");
}
