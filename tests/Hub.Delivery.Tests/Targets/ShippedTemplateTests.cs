using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Delivery.Tests.Dialects;
using Hub.Domain.Records;
using Xunit;

namespace Hub.Delivery.Tests.Targets;

/// <summary>What holds for every template that comes with the hub, whatever happens and whatever people write.</summary>
public sealed class ShippedTemplateTests
{
    private const int Generated = 2_000;

    public static TheoryData<string> Targets => [.. TargetCatalogue.All.Select(one => one.Name)];

    [Fact]
    public void Every_target_has_one_for_every_family()
    {
        foreach (var target in TargetCatalogue.All)
        foreach (var family in Enum.GetValues<Family>())
            Assert.Equal($"{target.Name}-{family.Name()}", ShippedTemplates.For(target, family).Id);
    }

    [Fact]
    public void Ids_and_titles_are_told_apart_and_versions_are_short()
    {
        Assert.Distinct(ShippedTemplates.All.Select(one => one.Id));
        Assert.Distinct(ShippedTemplates.All.Select(one => one.Title));
        Assert.All(ShippedTemplates.All, one => Assert.Matches("^[0-9a-f]{12}$", one.Version));
        Assert.Equal("Microsoft Teams: tickets, compact", ShippedTemplates.Find("teams-tickets-compact")!.Title);
        Assert.Null(ShippedTemplates.Find("teams-nothing"));
    }

    /// <summary>As <c>templates check templates</c> says it.</summary>
    [Fact]
    public void What_comes_of_the_samples_is_what_stands_beside_them()
    {
        var all = new TemplateFolder(new DirectoryInfo(Folder())).Check(write: false);

        Assert.Equal(ShippedTemplates.All.Count, all.Count);
        Assert.Equal([], all.SelectMany(one => one.Problems.Select(problem => $"{one.Name}: {problem}")));
    }

    [Theory, MemberData(nameof(Targets))]
    public void Every_event_is_shown(string target)
    {
        foreach (var one in Of(target))
        foreach (var sample in TemplateSamples.Of(one.Family))
            Expect(one, [sample]);
    }

    [Theory, MemberData(nameof(Targets))]
    public async Task Whatever_people_write_is_words_and_no_more(string target)
    {
        var share = Generated / TargetCatalogue.All.Count;
        var hostile = new Hostile(seed: target.Length * 7919);
        var templates = Of(target).ToList();
        var cards = new List<string>();
        for (var index = 0; index < share; index++)
        {
            var one = templates[index % templates.Count];
            var samples = TemplateSamples.Of(one.Family);
            var count = one.Family == Family.Digest ? 1 + index % 60 : 1;
            var events = Enumerable
                .Range(index, count)
                .Select(at => TemplateEvent.Parse(hostile.Of(samples[at % samples.Count].Json)))
                .ToList();
            var body = Expect(one, events, Languages.All[index % Languages.All.Count]);
            if (target == "teams")
                cards.Add(Encoding.UTF8.GetString(body));
        }
        if (cards.Count > 0)
            Assert.All(await NodeReceivers.Answers("cards.mjs", cards), problems => Assert.Equal("[]", problems));
    }

    /// <summary>Targets open nothing but https: a hub on somebody's own machine, or one that does not know its address, has no buttons.</summary>
    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("")]
    public void A_hub_without_an_address_for_people_tells_all_the_same(string root)
    {
        foreach (var sample in Kinds.All.SelectMany(kind => kind.Facts).Select(Kinds.SampleOf))
        {
            var seen = TemplateEvent.Of(sample, new EventLinks(root));
            foreach (var target in TargetCatalogue.All)
                Rendered(ShippedTemplates.For(target, seen.Family), [seen], Languages.Default);
        }
    }

    /// <summary>Where even a shipped template fails, something is said all the same.</summary>
    [Fact]
    public void The_smallest_message_of_each_target_will_do()
    {
        foreach (var target in TargetCatalogue.All)
        {
            var body = target.MinimalMessage([.. TemplateSamples.Of(Family.Tickets)]);

            Assert.Equal([], target.WhyNot(body));
            Assert.Contains("ticket.created", Encoding.UTF8.GetString(body));
        }
    }

    private static IEnumerable<ShippedTemplate> Of(string target) =>
        ShippedTemplates.All.Where(one => one.Target.Name == target);

    private static byte[] Expect(ShippedTemplate one, List<TemplateEvent> events, string language = Languages.Default)
    {
        var body = Rendered(one, events, language);
        Assert.NotNull(JsonNode.Parse(body));
        var problems = one.Target.WhyNot(body).Concat(LiveMarkup.In(one.Target.Name, body));
        Assert.Equal([], problems.Select(problem => $"{one.Id} of {events[0].Type}: {problem}"));
        Assert.InRange(one.Target.Measure(body), 0, one.Target.Limit);
        return body;
    }

    private static byte[] Rendered(ShippedTemplate one, List<TemplateEvent> events, string language)
    {
        var rendering = one.Template.Render(events, new RenderSettings(one.Target, TimeZoneInfo.Utc, language));
        Assert.True(
            rendering is { Error: null, Warnings: [] },
            $"{one.Id} of {events[0].Type}: {rendering.Error} {string.Join(", ", rendering.Warnings)}"
        );
        return rendering.Bytes!;
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "templates");
}
