namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>A text that is no query here; the message has the service's form, with the code and the place.</summary>
internal sealed class SqlError(string code, string message, int start, int end) : Exception(message)
{
    public string Body { get; } =
        $$"""{"errors":[{"severity":"Error","location":{"start":{{start}},"end":{{end}}},"code":"{{code}}","message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}]}""";
}
