namespace Hub.Delivery.Graph;

/// <summary>A cloud of Microsoft's: where its Graph is, and who gives out tokens for it.</summary>
internal sealed record GraphCloud(string Host, Uri Authority)
{
    private static readonly Uri Public = new("https://login.microsoftonline.com/");
    private static readonly Uri Government = new("https://login.microsoftonline.us/");
    private static readonly Uri China = new("https://login.chinacloudapi.cn/");

    /// <summary>Those that the SDK's GraphClientFactory knows, less Germany's, which was closed in 2021.</summary>
    public static IReadOnlyList<GraphCloud> All { get; } =
    [
        new("graph.microsoft.com", Public),
        new("graph.microsoft.us", Government),
        new("dod-graph.microsoft.us", Government),
        new("microsoftgraph.chinacloudapi.cn", China),
    ];

    public static string Hosts => string.Join(", ", All.Select(static one => one.Host));

    public static GraphCloud? Find(Uri address) =>
        All.FirstOrDefault(one => one.Host.Equals(address.Host, StringComparison.OrdinalIgnoreCase));

    /// <summary>A stand-in on this machine counts too; whether it may be reached is the egress policy's to say.</summary>
    public static bool Has(Uri address) =>
        address.IsLoopback || (Find(address) is not null && address is { Scheme: "https", IsDefaultPort: true });
}
