using System.Text.Json;
using Hub.Delivery.Graph;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets.Graph;

/// <summary>A task on somebody's list in Microsoft To Do.</summary>
internal static class GraphTodo
{
    private const string Shape =
        "https://graph.microsoft.com/v1.0/users/{person}/todo/lists/{list}/tasks with the person's address or id and the id of one of their lists";

    public static readonly Target Target = new("graph-todo")
    {
        Title = "To Do",
        Description = "A task on somebody's list in Microsoft To Do, with a link to the ticket.",
        Text = PlainText.Instance,
        Limit = 64 * 1024,
        WhyNot = MessagePlace.Rules(Check),
        // A mailbox takes four requests at once.
        Pace = TimeSpan.FromMilliseconds(250),
        WhyNotAddress = GraphAddress.Check(GraphPath.IsTodoTasks, Shape),
        IsGraph = true,
        Acknowledges = Answers.Are(201),
        Advice = FinalAnswer.Of(
            new(
                403,
                "The hub's application may not make tasks for this person: grant it the application permission Tasks.ReadWrite.All in Entra ID, "
                    + "with an administrator's consent."
            ),
            new(404, "There is no such person or list: copy the list's id anew into the address.")
            {
                Saying = "\"error\"",
            },
            new(400, "To Do cannot read the list's id: copy it anew into the address.") { Saying = "ErrorInvalidId" }
        ),
        Minimal = static (json, line) =>
        {
            json.WriteStartObject();
            json.WriteString("title", line);
            json.WriteEndObject();
        },
    };

    private static void Check(MessagePlace task)
    {
        task.MustSay("title", 255);
        task.MayBe("importance", "low", "normal", "high");
        task.MayBe("status", "notStarted", "inProgress", "completed", "waitingOnOthers", "deferred");
        if (task.Find("body") is { } body)
        {
            body.MayBe("contentType", "text", "html");
            body.MustSay("content");
        }
        if (task.Find("dueDateTime") is { } due)
        {
            due.MustSay("dateTime", 40);
            due.MustSay("timeZone", 100);
        }
        foreach (var link in task.List("linkedResources"))
        {
            link.MayLink("webUrl");
            link.MustSay("applicationName");
        }
    }
}
