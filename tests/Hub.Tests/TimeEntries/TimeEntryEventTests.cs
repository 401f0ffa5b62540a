using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.TimeEntries;

/// <summary>What receivers are told of logged time.</summary>
public sealed class TimeEntryEventTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    [Fact]
    public async Task Tiketti_tells_the_entry_its_ticket_and_what_changed()
    {
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.Subscribe(receiver.Url, "time_entry.created", "time_entry.updated", "time_entry.deleted");
        var ticket = await hub.Admin.NewTicket();
        var path = await hub.Admin.NewTime(ticket, new { minutes = 30, note = "Looked into it" });
        var entry = (await hub.Admin.Get(path)).Data;
        await hub.Admin.Change(path, new { minutes = 40, billable = true });
        await hub.Admin.Delete(path);

        var hooks = await receiver.Until(3);

        var told = hooks.ToDictionary(hook => (string)hook.Json["event"]!, hook => hook.Data);
        var created = told["time_entry.created"];
        Assert.Equal((string)entry["uuid"]!, (string)created["id"]!);
        Assert.Equal((long)entry["id"]!, (long)created["number"]!);
        Assert.Equal((30, "Looked into it"), ((int)created["minutes"]!, (string)created["note"]!));
        Assert.Equal(ticket, (long)created["ticket"]!["number"]!);
        Assert.Equal((string)(await hub.Admin.GetTicket(ticket)).Data["uuid"]!, (string)created["ticket"]!["id"]!);
        Assert.Null(created["changes"]);
        var updated = told["time_entry.updated"];
        Assert.Equal((40, true), ((int)updated["minutes"]!, (bool)updated["billable"]!));
        Assert.Equal(["billable", "minutes"], FieldsOf(updated).Order());
        Assert.Equal((string)entry["uuid"]!, (string)told["time_entry.deleted"]["id"]!);
        Assert.Equal(3, told.Values.Select(data => (string)data["event_id"]!).Distinct().Count());
    }

    private static IEnumerable<string> FieldsOf(JsonNode data) =>
        data["changes"]!.AsArray().Select(change => (string)change!["field"]!);
}
