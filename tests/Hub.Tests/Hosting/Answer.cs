using System.Net;
using System.Text.Json.Nodes;

namespace Hub.Tests.Hosting;

/// <summary>What the hub answered.</summary>
internal sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public override string ToString() => $"{(int)Status} {Text}";

    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonNode Data => Json["data"]!;

    public JsonArray Items => Data.AsArray();

    public long Id => (long)Data["id"]!;

    /// <summary>The code of a problem.</summary>
    public string? Code => (string?)Json["code"];

    public string? ETag => Header("ETag");

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string[] ErrorsOf(string field) =>
        [.. (Json["errors"]?[field]?.AsArray() ?? []).Select(message => (string)message!)];

    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(status == Status, $"Expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }

    public void ExpectProblem(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.StartsWith("application/problem+json", Header("Content-Type"));
        Assert.Equal(code, Code);
        Assert.Equal((int)status, (int)Json["status"]!);
    }

    public void ExpectInvalid(string field)
    {
        ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation_failed");
        Assert.NotEmpty(ErrorsOf(field));
    }
}
