using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Tests.OpenApi;

/// <summary>What certification and the platform's validator refuse in a definition.</summary>
public sealed partial class ConnectorTests(HubWithDocuments hub) : IClassFixture<HubWithDocuments>
{
    private const string Definition = "#/definitions/";

    private JsonObject Swagger => hub.Connector;

    private List<Operation> Operations => Swagger.Operations();

    [Fact]
    public void It_fits_the_official_schema() => Assert.Empty(Official().Violations(Swagger));

    [Fact]
    public void A_keyword_that_is_not_official_would_be_found()
    {
        var broken = Swagger.DeepClone().AsObject();
        broken.Operation("ListTickets").Json["x-ms-summary"] = "Tickets";
        broken.Operation("GetTicket").Parameters[0]["in"] = "cookie";

        Assert.NotEmpty(Official().Violations(broken));
    }

    [Fact]
    public void It_is_smaller_than_the_platform_takes()
    {
        Assert.InRange(hub.ConnectorText.Length, 1, 1024 * 1024);
        Assert.InRange(Operations.Count, 1, 256);
    }

    [Fact]
    public void References_resolve_stand_alone_and_leave_nothing_unused()
    {
        var references = Document.Objects(Swagger).Where(one => one.Json.ContainsKey("$ref")).ToList();
        var used = references.Select(one => ((string)one.Json["$ref"]!)[Definition.Length..]).ToHashSet();

        Assert.All(references, one => Assert.Single(one.Json));
        Assert.Equal(Swagger["definitions"]!.AsObject().Select(one => one.Key).ToHashSet(), used);
    }

    [Fact]
    public void It_says_what_it_is_whose_and_where()
    {
        var info = Swagger["info"]!;

        Assert.Matches("^[A-Za-z ]{1,29}[a-z]$", (string)info["title"]!);
        Assert.InRange(((string)info["description"]!).Length, 30, 500);
        Assert.Equal(["name", "url", "email"], info["contact"]!.AsObject().Select(one => one.Key));
        Assert.Equal(
            ["Website", "Privacy policy", "Categories"],
            Swagger["x-ms-connector-metadata"]!.AsArray().Select(one => (string)one!["propertyName"]!)
        );
        Assert.Equal(
            ("hub.example.com", "/api/v1", "https"),
            ((string)Swagger["host"]!, (string)Swagger["basePath"]!, (string)Swagger["schemes"]![0]!)
        );
    }

    [Fact]
    public void It_signs_in_with_a_key_in_a_header()
    {
        var scheme = Swagger["securityDefinitions"]!["token"]!;

        Assert.Equal(("apiKey", "header"), ((string)scheme["type"]!, (string)scheme["in"]!));
        Assert.True(Swagger["security"]![0]!.AsObject().ContainsKey("token"));
        Assert.All(Operations, one => Assert.False(one.Json.ContainsKey("security")));
    }

    [Fact]
    public void A_connection_is_tested_by_a_read_that_exists()
    {
        var test = Swagger["x-ms-capabilities"]!["testConnection"]!;
        var operation = Swagger.Operation((string)test["operationId"]!);

        Assert.Equal("get", operation.Verb);
        Assert.Subset(
            operation.Parameters.Select(one => (string)one["name"]!).ToHashSet(),
            test["parameters"]!.AsObject().Select(one => one.Key).ToHashSet()
        );
    }

    [Fact]
    public void Administration_is_left_out() =>
        Assert.DoesNotContain(Operations, one => one.Path.Contains("tokens", StringComparison.Ordinal));

    [Fact]
    public void Operations_have_unique_names_and_titles_and_say_more()
    {
        Assert.Distinct(Operations.Select(one => one.Id));
        Assert.Distinct(Operations.Select(one => one.Summary));
        Assert.All(Operations, one =>
        {
            Assert.Matches("^[A-Za-z0-9]+$", one.Id);
            Assert.Matches(Title(), one.Summary);
            Assert.EndsWith(".", one.Description);
            Assert.NotEqual(one.Summary, one.Description!.TrimEnd('.'));
        });
    }

    [Fact]
    public void Each_operation_has_one_schema_and_it_is_that_of_its_success() => Assert.All(Operations, one =>
        {
            var (status, response) = Assert.Single(one.Responses, answer => answer.Key.StartsWith('2'));
            Assert.Equal(status != "204", response!.AsObject().ContainsKey("schema"));
            Assert.Equal(
                status == "204" ? 0 : 1,
                one.Responses.Count(answer => answer.Value!.AsObject().ContainsKey("schema"))
            );
        });

    [Fact]
    public void Paths_cannot_be_mistaken_for_each_other()
    {
        var shapes = Operations.Select(one => $"{one.Verb} {Variable().Replace(one.Path, "*")}").ToList();

        Assert.Distinct(shapes);
        Assert.All(Operations, one =>
            Assert.Equal(
                Variable().Matches(one.Path).Select(match => match.Groups[1].Value).Order(),
                one.Parameters.Where(parameter => (string)parameter["in"]! == "path")
                    .Select(parameter => (string)parameter["name"]!)
                    .Order()
            )
        );
    }

    [Fact]
    public void Parameters_have_titles_descriptions_and_types() =>
        Assert.All(Operations.SelectMany(one => one.Parameters), parameter =>
        {
            Assert.InRange(((string)parameter["x-ms-summary"]!).Length, 2, 80);
            Assert.EndsWith(".", (string)parameter["description"]!);
            Assert.True(parameter.ContainsKey("type") || parameter.ContainsKey("schema"));
            Assert.Equal((string)parameter["in"]! == "path", parameter.ContainsKey("x-ms-url-encoding"));
            Assert.NotEqual("connectionId", (string)parameter["name"]!);
        });

    [Fact]
    public void Properties_have_titles_and_descriptions()
    {
        var definitions = Swagger["definitions"]!.AsObject();
        Assert.All(definitions, one => Assert.NotNull(one.Value!["x-ms-summary"]));
        Assert.All(Document.Properties(Swagger).Where(property => !property.Schema.ContainsKey("$ref")), property =>
        {
            Assert.True(property.Schema.ContainsKey("x-ms-summary"), property.Place);
            Assert.True(property.Schema.ContainsKey("description"), property.Place);
        });
    }

    [Fact]
    public void Schemas_use_what_the_platform_knows()
    {
        string[] ignored = ["oneOf", "anyOf", "nullable", "x-nullable", "uniqueItems", "readOnly", "examples"];
        Assert.All(Document.Objects(Swagger), one =>
        {
            Assert.DoesNotContain(one.Json, keyword => ignored.Contains(keyword.Key));
            if ((string?)(one.Json["type"] as JsonValue) == "array")
                Assert.NotNull(one.Json["items"]);
            if (one.Json["required"] is JsonArray required && one.Json["properties"] is JsonObject properties)
                Assert.All(required, name => Assert.True(properties.ContainsKey((string)name!), one.Place));
            if (one.Json["x-ms-enum-values"] is JsonArray named)
            {
                Assert.Distinct(named.Select(value => (string)value!["displayName"]!));
                Assert.Equal(one.Json["enum"]!.AsArray().Count, named.Count);
            }
        });
    }

    [Fact]
    public void No_product_of_the_platform_is_named() => Assert.DoesNotMatch(Products(), hub.ConnectorText);

    private static JsonSchema Official()
    {
        var text = File.ReadAllText(Document.Beside("ConnectorSchema/apiDefinition.swagger.schema.json"));
        var skipComments = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        return new JsonSchema(JsonNode.Parse(text, documentOptions: skipComments)!.AsObject());
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9 ()]{3,78}[A-Za-z0-9)]$")]
    private static partial Regex Title();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Variable();

    [GeneratedRegex("Power Automate|Power Apps|Power Platform|Logic Apps|Copilot|PowerApps", RegexOptions.IgnoreCase)]
    private static partial Regex Products();
}
