using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;
using Hub.OpenApi;

namespace Hub.Contracts.Documents;

/// <summary>A dialect as OpenAPI 3.1 has it: one entry of <c>webhooks</c> for each event, and one for the challenge.</summary>
internal static class OpenApiContract
{
    private const string ChallengeName = "challenge";

    public static JsonObject Of(Dialect dialect)
    {
        var webhooks = new JsonObject(
            ContractParts
                .EventsOf(dialect)
                .Select(one => ContractParts.Pair(one.Name, new JsonObject { ["post"] = Describe(dialect, one) }))
        );
        if (dialect.Challenge is { } challenge)
            webhooks[ChallengeName] = Describe(challenge, dialect);
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = ContractParts.InfoOf(dialect),
            ["tags"] = new JsonArray(
                new JsonObject { ["name"] = DescribedWebhooks.Tag, ["description"] = dialect.Description }
            ),
            ["webhooks"] = webhooks,
            ["components"] = new JsonObject { ["schemas"] = ContractParts.SchemasOf(dialect) },
        };
    }

    private static JsonObject Describe(Dialect dialect, EventDefinition one) =>
        DescribedWebhooks.Describe(
            dialect,
            one,
            Parameters(ContractParts.HeadersOf(dialect, one)),
            ContractParts.BodySchema(dialect, one),
            ContractParts.BodySample(dialect, one)
        );

    /// <summary>The request that is sent before the webhook is written.</summary>
    private static JsonObject Describe(Challenge challenge, Dialect dialect)
    {
        const string nonce = "9f2c4e6a8b0d1f3a5c7e9b1d3f5a7c9e";
        using var request = challenge.Request(
            new ChallengeAsked(new Uri("https://receiver.example/hook"), dialect.SampleSecret, nonce)
        );
        var headers = request.Headers.Select(header =>
            (
                header.Key,
                header.Value.Contains(nonce)
                    ? "The challenge, never asked before."
                    : "What tells the receiver who asks.",
                string.Join(", ", header.Value)
            )
        );
        return new JsonObject
        {
            [request.Method.Method.ToLowerInvariant()] = new JsonObject
            {
                ["tags"] = new JsonArray(DescribedWebhooks.Tag),
                ["summary"] = $"The challenge of the dialect {dialect.Name}",
                ["description"] =
                    "Asked when a webhook is made, and when its address or dialect changes; an answer is awaited for five seconds.",
                ["security"] = new JsonArray(),
                ["parameters"] = Parameters(headers),
                ["responses"] = new JsonObject
                {
                    ["200"] = new JsonObject { ["description"] = "It is the answer that the contract asks for." },
                    ["default"] = new JsonObject { ["description"] = "The webhook is not made (challenge_failed)." },
                },
            },
        };
    }

    private static JsonArray Parameters(IEnumerable<(string Name, string Text, string Sample)> headers)
    {
        var parameters = new JsonArray();
        foreach (var (name, text, sample) in headers)
        {
            var parameter = DescribedWebhooks.Header(name, text);
            parameter["example"] = sample;
            parameters.Add((JsonNode)parameter);
        }
        return parameters;
    }
}
