using System.Text.RegularExpressions;
using Hub.Delivery.Dialects;
using Hub.Delivery.Templates;
using Hub.Delivery.Templates.Builtins;
using Hub.Domain.Records;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Delivery.Tests.Templates;

/// <summary>What the page on templates shows is what templates do.</summary>
public sealed partial class ManualTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "templates.md"));

    public static TheoryData<string, string, string> Examples =>
        [
            .. Blocks()
                .Matches(Page)
                .SelectMany(static block =>
                    block
                        .Groups["lines"]
                        .Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                        .Select(line => line.Split(" → ", 2))
                        .Select(parts => new TheoryDataRow<string, string, string>(
                            block.Groups["target"].Value,
                            parts[0],
                            parts[1]
                        ))
                ),
        ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_makes_what_the_page_says(string target, string template, string result)
    {
        var told = TemplateEvent.Of(TicketingSamples.Named(Kinds.SampleOf(TicketFacts.Created)), Rendered.Links);

        var rendering = Rendered.Of($$"""{"text": "{{template}}"}""", Rendered.Settings(TextOf(target)), told);

        Assert.Equal(result, Rendered.JsonOf(rendering).GetProperty("text").GetString()!.Replace("\n", " / "));
        Assert.Empty(rendering.Warnings);
    }

    [Fact]
    public void Every_function_has_an_example()
    {
        var missing = BuiltinSet
            .Shared.SelectMany(static one =>
                one.Value is FunctionGroup group ? group.Keys.Select(name => $"{one.Key}.{name}")
                : one.Key == "empty" ? []
                : [one.Key]
            )
            .Where(static name =>
                !Regex.IsMatch(Page, $@"^{{{{.*\b{Regex.Escape(name)}\b.* → ", RegexOptions.Multiline)
            );

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_name_that_the_page_lists_is_one()
    {
        foreach (var name in Names().Matches(Page).Select(static one => one.Value))
            Assert.Contains(TemplateNames.All, one => one.Path == name);
    }

    private static TargetText TextOf(string target) =>
        target switch
        {
            "teams" => TeamsText.Instance,
            "slack" => SlackText.Instance,
            "discord" => DiscordText.Instance,
            _ => PlainText.Instance,
        };

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(
        "^```template ?(?<target>[a-z]*)\n(?<lines>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex Blocks();

    [GeneratedRegex(@"(?<=^\| .*`)event(\.[a-z_]+)+(?=`)", RegexOptions.Multiline)]
    private static partial Regex Names();
}
