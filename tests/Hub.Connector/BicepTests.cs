using Hub.Tests.Infra;

namespace Hub.Connector;

/// <summary>The connector for Logic Apps is a template that Azure takes, compiled by its own compiler.</summary>
public sealed class BicepTests
{
    [Fact]
    public async Task The_connector_of_Logic_Apps_compiles_and_points_to_the_hub()
    {
        var template = await CompiledTemplate.Compile(Repository.PathOf("connector", "logicapps", "connector.bicep"));
        Assert.SkipWhen(template is null, "The template's compiler is a package for Linux on x64.");

        var connector = Assert.Single(template["resources"]!.AsArray())!;
        Assert.Equal("Microsoft.Web/customApis", (string?)connector["type"]);
        var properties = connector["properties"]!;
        Assert.Equal(
            "[format('{0}/api/v1', parameters('hubUrl'))]",
            (string?)properties["backendService"]!["serviceUrl"]
        );
        Assert.Equal("securestring", (string?)properties["connectionParameters"]!["api_key"]!["type"]);
        Assert.Equal(["hubUrl", "location", "name"], template["parameters"]!.AsObject().Select(one => one.Key).Order());
    }
}
