using Hub.Moving;

namespace Hub.Tests.Infra;

/// <summary>The deployment's template makes containers that the hub may not change: it has to keep up with the code.</summary>
public sealed class TemplateTests
{
    private static readonly string Template = Repository.Read("infra", "main.bicep");

    [Fact]
    public void Every_declared_index_is_in_the_template()
    {
        var wanted = KnownDocuments.All.SelectMany(type => type.Indexes).Select(Written).Distinct();

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

    private static string Written(IReadOnlyList<string> fields) =>
        $"  [{string.Join(", ", fields.Select(field => $"'{field}'"))}]\n";
}
