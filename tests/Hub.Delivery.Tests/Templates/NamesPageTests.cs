using System.Text;
using Hub.Delivery.Templates;
using Xunit;

namespace Hub.Delivery.Tests.Templates;

/// <summary>The page of names is made of the shapes that events have.</summary>
public sealed class NamesPageTests
{
    [Fact]
    public void The_page_lists_every_name()
    {
        var file = Path.Combine(ManualTests.Root(), "docs", "template-names.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("HUB_REWRITE_SNAPSHOTS") is not null)
            File.WriteAllText(file, page);

        Assert.Equal(page, File.ReadAllText(file));
    }

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # Names in templates

            All that a [template](templates.md) can know of an event, whatever its target. What does not hold of an event is absent:
            it prints nothing, and is false in an `if`. Elements of a list have the names that stand behind `[0]`.

            """
        );
        foreach (var group in TemplateNames.All.GroupBy(static one => GroupOf(one)))
        {
            page.Append($"\n## {group.Key}\n\n| name | type | what it is |\n| --- | --- | --- |\n");
            foreach (var (path, type, description) in group)
                page.Append($"| `{path}` | {type} | {description.Replace("|", "\\|")} |\n");
        }
        return page.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>The record that a name is of; what every event has goes before all records.</summary>
    private static string GroupOf(TemplateName name)
    {
        var parts = name.Path.Split('.', '[');
        return Shared.Contains(parts[1]) ? "Every event" : $"event.{parts[1]}";
    }

    private static readonly string[] Shared =
    [
        "actor",
        "changes",
        "id",
        "kind",
        "links",
        "organization",
        "time",
        "transition",
        "type",
    ];
}
