using System.Text.Json.Nodes;
using Hub.Connector.Rules;
using Hub.Tests.Hosting;

namespace Hub.Connector.Platform;

/// <summary>Whoever makes flows: fills in the fields of actions, and chooses ids from dropdowns by what they show.</summary>
internal sealed class Maker(Connection connection)
{
    public Connection Connection => connection;

    /// <param name="chosen">Fields with a dropdown, and what it shows for the value; a later one may depend on those before.</param>
    public async Task<Answer> Do(string id, JsonObject? given = null, params (string Field, string Shown)[] chosen)
    {
        var values = (given ?? []).DeepClone().AsObject();
        foreach (var (field, shown) in chosen)
            values[field] = (await Choose(id, field, shown, values)).DeepClone();
        var answer = await connection.Call(id, values);
        Assert.True((int)answer.Status is >= 200 and < 300, $"{id}: {answer}");
        return answer;
    }

    /// <summary>The id of what the action made.</summary>
    public async Task<long> New(string id, JsonObject given, params (string Field, string Shown)[] chosen) =>
        (await Do(id, given, chosen)).Id;

    public async Task<JsonNode> Get(string id, long record) => (await Do(id, new() { ["id"] = record })).Data;

    public async Task<JsonArray> Items(string id, JsonObject given) => (await Do(id, given)).Items;

    public Task<long> NewTicket(
        string priority,
        string description = "It prints blank pages.",
        string subject = "Printer not working"
    ) =>
        New(
            "CreateTicket",
            new()
            {
                ["body/subject"] = subject,
                ["body/description"] = description,
                ["body/requester_email"] = "user@company.com",
                ["body/priority"] = priority,
            }
        );

    /// <summary>The value of the option that is shown so; of several the first.</summary>
    private async Task<JsonNode> Choose(string id, string field, string shown, JsonObject around)
    {
        var dropdown = DynamicCall
            .All(connection.Files)
            .FirstOrDefault(one =>
                one.In.Id == id
                && one is { IsList: true, IsModern: false }
                && (one.Place == $"{id}: {field}" || one.Place == $"{id}/{field}")
            );
        Assert.True(dropdown is not null, $"{id} has no dropdown for {field}.");
        var options = await connection.Options(dropdown, around);
        var option = options.FirstOrDefault(one => one.Title == shown);
        Assert.True(
            option.Value is not null,
            $"{id}/{field} shows no {shown}: {string.Join(", ", options.Select(one => one.Title))}"
        );
        return option.Value;
    }
}
