using Hub.Delivery.Graph;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hub.Delivery.Tests.Graph;

public sealed class GraphOptionsTests
{
    private const string Id = "7d1f1f0e-5e0c-4d1e-9a55-0b1d7f1c2a3b";

    [Theory]
    [InlineData(null)]
    [InlineData(GraphCredentialKind.Secret, "TenantId=contoso.com", "ClientId=" + Id, "ClientSecret=s")]
    [InlineData(GraphCredentialKind.Secret, "Credential=secret", "TenantId=" + Id, "ClientId=" + Id, "ClientSecret=s")]
    [InlineData(GraphCredentialKind.ManagedIdentity, "Credential=managed-identity")]
    [InlineData(GraphCredentialKind.ManagedIdentity, "ManagedIdentityClientId=" + Id)]
    [InlineData(GraphCredentialKind.WorkloadIdentity, "Credential=workload-identity", "ClientId=" + Id)]
    [InlineData(null, "BaseUrl=https://microsoftgraph.chinacloudapi.cn/v1.0/")]
    [InlineData(null, "BaseUrl=http://127.0.0.1:5099/v1.0", "Senders:0=help@example.com")]
    public void Settings_say_how_the_hub_proves_who_it_is(GraphCredentialKind? kind, params string[] settings) =>
        Assert.Equal(kind, Bound(settings).Kind);

    [Theory]
    [InlineData("Graph:TenantId must say which directory", "ClientSecret=s3cret-of-it")]
    [InlineData(
        "Graph:TenantId must be a directory's id (a GUID) or domain, not 'a b'",
        "TenantId=a b",
        "ClientSecret=s3cret-of-it"
    )]
    [InlineData(
        "Graph:ClientId must be an application's id (a GUID), not 'hub'",
        "TenantId=contoso.com",
        "ClientId=hub",
        "ClientSecret=s3cret-of-it"
    )]
    [InlineData("Graph:ClientSecret is missing", "TenantId=contoso.com", "ClientId=" + Id)]
    [InlineData("Graph:ClientSecret is missing", "TenantId=contoso.com", "ClientId=" + Id, "ClientSecret= ")]
    [InlineData(
        "Graph:Credential must be secret, managed-identity or workload-identity, not 'magic'",
        "Credential=magic"
    )]
    [InlineData("Graph:ManagedIdentityClientId must be", "ManagedIdentityClientId=hub")]
    [InlineData("Graph:BaseUrl must be an https address of Microsoft Graph", "BaseUrl=https://evil.example/v1.0")]
    [InlineData("Graph:BaseUrl must be an https address of Microsoft Graph", "BaseUrl=http://graph.microsoft.com/v1.0")]
    [InlineData("Graph:BaseUrl must be an https address of Microsoft Graph", "BaseUrl=graph")]
    [InlineData("Graph:BaseUrl must end in the version", "BaseUrl=https://graph.microsoft.com")]
    [InlineData("Graph:Senders must hold mail addresses, not 'helpdesk'", "Senders:0=helpdesk")]
    public void What_cannot_be_stops_the_start_with_one_line_that_repeats_no_secret(
        string line,
        params string[] settings
    )
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Bound(settings));

        Assert.StartsWith(line, Assert.Single(refused.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hub_without_access_tells_the_way_to_it()
    {
        var address = new Uri("https://graph.microsoft.com/v1.0/users/help@example.com/sendMail");

        Assert.Contains("/docs/graph", Bound().WhyNot(address), StringComparison.Ordinal);
        Assert.Null(Bound("Credential=managed-identity").WhyNot(address));
    }

    [Theory]
    [InlineData("https://graph.microsoft.us/v1.0/planner/tasks")]
    [InlineData("https://graph.microsoft.com:8443/v1.0/planner/tasks")]
    [InlineData("http://graph.microsoft.com/v1.0/planner/tasks")]
    public void An_address_is_the_settings_cloud(string address) =>
        Assert.Contains(
            "begins with https://graph.microsoft.com/v1.0",
            Bound("Credential=managed-identity").WhyNot(new Uri(address)),
            StringComparison.Ordinal
        );

    private static GraphOptions Bound(params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(one => one.Split('=', 2)).ToDictionary(one => "Graph:" + one[0], one => (string?)one[1])
            )
            .Build();
        using var provider = new ServiceCollection().AddGraph(configuration).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<GraphOptions>>().Value;
    }
}
