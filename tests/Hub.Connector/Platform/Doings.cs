using System.Text;
using System.Text.Json.Nodes;

namespace Hub.Connector.Platform;

/// <summary>Everything that the connector's own actions can bring about that somebody may be told of.</summary>
internal static class Doings
{
    /// <summary>What no action of the connector brings about, and who does.</summary>
    public static readonly IReadOnlyDictionary<string, string> Others = new Dictionary<string, string>
    {
        ["WhenATicketIsEscalated"] = Time,
        ["WhenATicketIsIdle"] = Time,
        ["WhenATicketIsExpectedToday"] = Time,
        ["WhenATicketIsOverdue"] = Time,
        ["WhenAnSlaIsAboutToBeBreached"] = Time,
        ["WhenAnSlaIsBreached"] = Time,
        ["WhenTheExpectedDateOfATicketComesNear"] = Time,
        ["WhenACustomerRatesATicket"] = "The customer does, on the page of the survey.",
        ["WhenAnAttachmentIsUploaded"] = "Clients of another contract do: a connection's files belong to a ticket.",
        ["WhenAClassificationIsCreated"] = Administrators,
        ["WhenAClassificationIsUpdated"] = Administrators,
        ["WhenAClassificationIsDeleted"] = Administrators,
        ["WhenAQueueIsCreated"] = Administrators,
        ["WhenAQueueIsUpdated"] = Administrators,
        ["WhenAQueueIsDeleted"] = Administrators,
    };

    public const string Time = "Time does.";

    private const string Administrators = "Administrators do: a connection is offered no settings.";

    /// <param name="rotation">The name of one that somebody is in.</param>
    public static async Task DoEverything(this Maker maker, string rotation)
    {
        await maker.Do("CreateUser", new() { ["body/name"] = "Ada Reyes", ["body/email"] = "ada@company.com" });
        await maker.Tickets();
        await maker.Parts();
        await maker.People();
        await maker.Records(rotation);
    }

    private static async Task Tickets(this Maker maker)
    {
        var ticket = await maker.NewTicket("low", subject: "Screen flickers");
        await maker.Do(
            "UpdateTicket",
            new() { ["body/priority"] = "high" },
            ("id", "Screen flickers"),
            ("body/assignee_id", "Ada Reyes")
        );
        await maker.Do("UpdateTicket", new() { ["body/status"] = "resolved" }, ("id", "Screen flickers"));
        Assert.Equal("resolved", (string?)(await maker.Get("GetTicket", ticket))["status"]);
        await maker.Do("UpdateTicket", new() { ["body/status"] = "closed" }, ("id", "Screen flickers"));
        await maker.NewTicket("low", subject: "Screen is dark");
        await maker.NewTicket("low", subject: "Screen stays dark");
        await maker.Do("MergeTicket", null, ("id", "Screen stays dark"), ("body/merge_into_id", "Screen is dark"));
        await maker.NewTicket("low", subject: "Cheap watches");
        await maker.Do("DeleteTicket", null, ("id", "Cheap watches"));
    }

    private static async Task Parts(this Maker maker)
    {
        const string Subject = "Keyboard is wet";
        await maker.NewTicket("low", subject: Subject);
        await maker.Do("AddReply", new() { ["body/body"] = "Dry it first." }, ("id", Subject));
        await maker.Do("AddReply", new() { ["body/body"] = "Coffee", ["body/internal"] = true }, ("id", Subject));
        await maker.Do("DeleteReply", null, ("id", Subject), ("replyId", "Dry it first."));
        var photo = new JsonObject { ["body/url"] = "https://photos.example.com/wet", ["body/name"] = "wet.png" };
        await maker.Do("AddAttachment", photo, ("id", Subject));
        await maker.Do("ArchiveAttachment", null, ("id", Subject), ("attachmentId", "wet.png"));
        await maker.Do(
            "UnarchiveAttachment",
            new() { ["attachmentId"] = await maker.New("AddFile", File("wet.txt", "It drips."), ("id", Subject)) },
            ("id", Subject)
        );
        await maker.Do("DeleteAttachment", null, ("id", Subject), ("attachmentId", "wet.txt"));
        await maker.Do("RaiseAlert", new() { ["body/title"] = "Look at it" }, ("id", Subject));
        var entry = new JsonObject { ["body/minutes"] = 20 };
        var time = await maker.New("CreateTimeEntry", entry, ("id", Subject), ("body/agent_id", "Ada Reyes"));
        await maker.Do("UpdateTimeEntry", new() { ["timeEntryId"] = time, ["body/minutes"] = 25 }, ("id", Subject));
        await maker.Do("DeleteTimeEntry", new() { ["timeEntryId"] = time }, ("id", Subject));
    }

    /// <summary>A file as flows have it: its type, and its bytes in base64.</summary>
    private static JsonObject File(string name, string text) =>
        new()
        {
            ["filename"] = name,
            ["body"] = new JsonObject
            {
                ["$content-type"] = "text/plain",
                ["$content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
            },
        };

    private static async Task People(this Maker maker)
    {
        await maker.Do("CreateUser", new() { ["body/name"] = "Bo Lind", ["body/email"] = "bo@company.com" });
        await maker.Do("DeactivateUser", null, ("id", "Bo Lind"));
        await maker.Do("CreateCompany", new() { ["body/name"] = "Kestrel Freight" });
        await maker.Do("UpdateCompany", new() { ["body/phone"] = "+49 30 1234567" }, ("id", "Kestrel Freight"));
        var contact = new JsonObject { ["body/email"] = "una@kestrel.example", ["body/name"] = "Una Berg" };
        var una = await maker.New("CreateContact", contact, ("body/company_id", "Kestrel Freight"));
        await maker.Do("UpdateContact", new() { ["id"] = una, ["body/job_title"] = "Dispatcher" });
        await maker.Do("DeleteContact", new() { ["id"] = una });
        await maker.Do("DeleteCompany", null, ("id", "Kestrel Freight"));
    }

    private static async Task Records(this Maker maker, string rotation)
    {
        await maker.Do("CreateAsset", new() { ["body/name"] = "Laptop 7", ["body/type"] = "laptop" });
        await maker.Do("CreateChange", new() { ["body/title"] = "Replace the switch", ["body/quorum"] = 1 });
        await maker.Do("SubmitChange", null, ("id", "Replace the switch"));
        await maker.Do(
            "VoteOnChange",
            new() { ["body/decision"] = "approve" },
            ("id", "Replace the switch"),
            ("body/agent_id", "Ada Reyes")
        );
        await maker.Do("CreateIncident", new() { ["body/title"] = "E-mail is down" });
        await maker.Do("ResolveIncident", new() { ["body/resolution"] = "Restarted" }, ("id", "E-mail is down"));
        await maker.Do("CreateArticle", new() { ["body/title"] = "Printing", ["body/body"] = "Press print." });
        await maker.Do("PublishArticle", null, ("id", "Printing"));
        await maker.Do("CreateOnCallPage", new() { ["body/summary"] = "Wake up" }, ("body/rotation_id", rotation));
        foreach (var verb in new[] { "EscalateOnCallPage", "AcknowledgeOnCallPage", "ResolveOnCallPage" })
            await maker.Do(verb, null, ("id", "Wake up"));
    }
}
