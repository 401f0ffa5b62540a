using System.Text.Json;
using Hub.Delivery.Graph;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets.Graph;

/// <summary>A task of a plan in Planner. The plan's id belongs into the body; its owner writes it behind the address.</summary>
internal static class GraphPlanner
{
    private const string Plan = "planId";
    private const string Shape =
        "https://graph.microsoft.com/v1.0/planner/tasks?planId={plan} with the id of the plan, which stands in the plan's own address";

    public static readonly Target Target = new("graph-planner")
    {
        Title = "Planner",
        Description = "A task of a plan in Microsoft Planner.",
        Text = PlainText.Instance,
        Limit = 32 * 1024,
        WhyNot = MessagePlace.Rules(Check),
        WhyNotAddress = GraphAddress.Check(GraphPath.IsPlannerTasks, Shape),
        Remark = static address =>
            TargetAddress.Parameter(address, Plan) is { Length: > 0 }
                ? null
                : "The address names no plan (?planId=): only a template that writes 'planId' itself makes tasks then.",
        Address = static address => TargetAddress.Without(address, Plan),
        FromAddress = static address =>
            TargetAddress.Parameter(address, Plan) is { Length: > 0 } plan
                ? new(Plan, Uri.UnescapeDataString(plan))
                : null,
        IsGraph = true,
        Acknowledges = Answers.Are(201),
        Advice = FinalAnswer.Of(
            new(
                403,
                "The hub's application may not make tasks there: grant it the application permission Tasks.ReadWrite.All in Entra ID, with an "
                    + "administrator's consent. A plan that is full answers the same."
            ),
            new(404, "There is no such plan: copy its id anew and write it behind the address as ?planId=.")
            {
                Saying = "\"error\"",
            },
            new(400, "Planner does not know the plan: copy its id anew and write it behind the address as ?planId=.")
            {
                Saying = Plan,
            }
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
        if (task.Find("priority") is { } priority)
            priority.Must(priority.AsNumber is >= 0 and <= 10, "must be a whole number from 0 (urgent) to 10 (low)");
        if (task.Find("percentComplete") is { } done)
            done.Must(done.AsNumber is >= 0 and <= 100, "must be a whole number from 0 to 100");
        task.MaySay("dueDateTime", 40);
        task.MaySay("bucketId", 100);
    }
}
