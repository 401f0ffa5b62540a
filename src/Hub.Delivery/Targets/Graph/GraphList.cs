using System.Text.Json;
using Hub.Delivery.Graph;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets.Graph;

/// <summary>A row of a list in SharePoint.</summary>
internal static class GraphList
{
    private const string Shape =
        "https://graph.microsoft.com/v1.0/sites/{site}/lists/{list}/items with the ids of the site and of its list";

    public static readonly Target Target = new("graph-list")
    {
        Title = "List (SharePoint)",
        Description = "A row of a list in SharePoint or Microsoft Lists, its columns by their internal names.",
        Text = PlainText.Instance,
        Limit = 64 * 1024,
        WhyNot = MessagePlace.Rules(Check),
        WhyNotAddress = GraphAddress.Check(GraphPath.IsListItems, Shape),
        IsGraph = true,
        Acknowledges = Answers.Are(201),
        Advice = FinalAnswer.Of(
            new(
                403,
                "The hub's application may not write to this site: grant it the application permission Sites.Selected in Entra ID, with an "
                    + "administrator's consent, and then the role write on the site itself."
            ),
            new(404, "There is no such site or list: copy their ids anew into the address.") { Saying = "\"error\"" },
            new(
                400,
                "The list lacks a column that the template writes: add it to the list, or take it out of the template. Columns go by their "
                    + "internal names, which stay as they were first."
            )
            {
                Saying = "is not recognized",
            }
        ),
        Minimal = static (json, line) =>
        {
            json.WriteStartObject();
            json.WriteStartObject("fields");
            json.WriteString("Title", line);
            json.WriteEndObject();
            json.WriteEndObject();
        },
    };

    private static void Check(MessagePlace row)
    {
        if (row.Must(row.Find("fields") is { IsObject: true }, "needs the columns, as 'fields'"))
            row.Find("fields")!.MustSay("Title", 255);
    }
}
