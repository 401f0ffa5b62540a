using Hub.Moving;

namespace Hub.Tests.Infra;

/// <summary>The deployment's template makes containers that the hub may not change: it has to keep up with the code.</summary>
public sealed class TemplateTests(CompiledTemplate compiled) : IClassFixture<CompiledTemplate>
{
    private static readonly string Template = Repository.Read("infra", "main.bicep");

    [Fact]
    public void Every_declared_index_is_in_the_template()
    {
        var wanted = KnownDocuments
            .All.SelectMany(type => type.Indexes)
            .Select(index => Written(index.Fields))
            .Distinct();

        Assert.All(wanted, index => Assert.Contains(index, Template));
    }

    [Theory]
    [InlineData("Hub__KeyRingSecret")]
    [InlineData("Storage__Cosmos__Endpoint")]
    [InlineData("Storage__Cosmos__ManagedIdentityClientId")]
    [InlineData("Storage__Cosmos__CreateContainers")]
    [InlineData("Queue__ServiceBus__Namespace")]
    [InlineData("Queue__ServiceBus__ManagedIdentityClientId")]
    public void What_the_hub_needs_is_set(string setting) => Assert.Contains($"name: '{setting}'", Template);

    [Theory]
    [InlineData("Microsoft.DocumentDB/databaseAccounts")]
    [InlineData("Microsoft.KeyVault/vaults")]
    public void Data_is_reached_over_the_network_of_the_hubs_alone(string type) =>
        Assert.Equal("Disabled", (string)compiled.Resource(type)["properties"]!["publicNetworkAccess"]!);

    [Theory]
    [InlineData("Microsoft.DocumentDB/databaseAccounts")]
    [InlineData("Microsoft.ServiceBus/namespaces")]
    public void Data_is_reached_without_keys(string type) =>
        Assert.True((bool)compiled.Resource(type)["properties"]!["disableLocalAuth"]!);

    [Fact]
    public void Roles_reach_no_further_than_what_the_hub_uses()
    {
        var scopes = compiled.Resources("Microsoft.Authorization/roleAssignments").Select(one => (string)one["scope"]!);
        string[] narrow =
        [
            "Microsoft.ServiceBus/namespaces/queues",
            "Microsoft.KeyVault/vaults/secrets",
            "Microsoft.Storage/storageAccounts/blobServices/containers",
            "Microsoft.ContainerRegistry/registries",
        ];
        Assert.All(scopes, scope =>
            Assert.Contains(narrow, type => scope.StartsWith($"[resourceId('{type}'", StringComparison.Ordinal))
        );
        var data = compiled.Resource("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments");
        Assert.Contains("/dbs/", (string)data["properties"]!["scope"]!);
    }

    [Fact]
    public void An_image_is_named_by_what_is_in_it()
    {
        var hub = compiled.Resource("Microsoft.App/containerApps")["properties"]!["template"]!["containers"]![0]!;

        Assert.Equal("[format('{0}@{1}', parameters('image'), parameters('imageDigest'))]", (string)hub["image"]!);
    }

    private static string Written(IReadOnlyList<string> fields) =>
        $"  [{string.Join(", ", fields.Select(field => $"'{field}'"))}]\n";
}
