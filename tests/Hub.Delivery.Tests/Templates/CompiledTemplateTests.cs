using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Delivery.Templates.Compiling;
using Hub.Delivery.Tests.Targets;
using Xunit;

namespace Hub.Delivery.Tests.Templates;

/// <summary>A compiled template does what the engine does with it, or gives up.</summary>
public sealed class CompiledTemplateTests
{
    public static TheoryData<string> Shipped => [.. ShippedTemplates.All.Select(static one => one.Id)];

    /// <summary>Also whoever changes a shipped template keeps it fast.</summary>
    [Theory, MemberData(nameof(Shipped))]
    public void Every_shipped_template_is_compiled_and_says_what_the_engine_says(string id)
    {
        var shipped = ShippedTemplates.Find(id)!;
        var parsed = Scriban.Template.Parse(shipped.Text);
        var compiled = CompiledTemplate.Of(parsed);
        Assert.NotNull(compiled);
        var hostile = new Hostile(seed: id.Length);
        var samples = TemplateSamples.Of(shipped.Family);
        foreach (var (number, sample) in samples.Index())
        foreach (var seen in new[] { sample, TemplateEvent.Parse(hostile.Of(sample.Json)) })
        {
            var language = Languages.All[number % Languages.All.Count];
            var settings = new RenderSettings(shipped.Target, Rendered.Berlin, language);
            TemplateEvent[] events = shipped.Family == Family.Digest ? [.. samples.Take(number % 21), seen] : [seen];

            var run = Run.Compiled(compiled, events, settings);

            Assert.NotNull(run);
            Assert.Equal(Run.Interpreted(parsed, events, settings), run);
        }
    }

    [Theory]
    [InlineData("{{ 1 + 2 }}")]
    [InlineData("{{ x = null; x ?? 'a' }}{{ x == null }}{{ x + 'b' }}")]
    [InlineData("{{ x = 'a'; x == 'a' && !(x == 'b') ? 'yes' : 'no' }}")]
    [InlineData("{{ for x in [1, 2]; for y in ['a', 'b']; x + y; end; end }}")]
    [InlineData("{{ x = 9; for x in [1, 2]; x; end; x }}")]
    [InlineData("{{ for x in [1, 2]; y = x; end; y }}")]
    [InlineData("{{ for x in [1, 2, 3] limit: 2; x; end }}{{ events[0].type; event['type']; event[event.kind].id }}")]
    [InlineData("{{ for x in 'abc'; x; end }}{{ for x in null; 'never'; end }}")]
    [InlineData("{{ case event.type; when 'a', 'ticket.created'; 'one'; else; 'other'; end }}")]
    [InlineData("{{ a = 1; x = { b: { a: 2 }, c: a }; x.c; x.b.a; a }}")]
    [InlineData("{{ 'a' != 'b'; 'a' != null; null != null; [] != []; 1 != 1.0 }}")]
    [InlineData("{{ case 3; when 1; 'one'; when 2; 'two'; else; 'other'; end }}")]
    [InlineData("{{ x = { a: 1, b: [2, null] }; x.a; x.b; x.b | array.join '-' }}")]
    [InlineData("{{ if ''; 'empty is there'; end; if 0; 'so is nothing'; end; if null; 'null is not'; end }}")]
    [InlineData("{{ event.ticket.subject | string.upcase | truncate 5 '!' }}")]
    [InlineData("{{ link 'a' event.links.ticket }}{{ 'x' + (link 'a' event.links.ticket) }}")]
    [InlineData("{\"text\": \"{{ event.changes }}\", \"n\": {{ event.ticket }} }")]
    public void What_is_compiled_says_what_the_engine_says(string text)
    {
        var parsed = Scriban.Template.Parse(text);
        var events = new[] { Subjects.Of("*a* <b> \"c\"") };
        var settings = Rendered.Settings(TeamsText.Instance);

        var run = Run.Compiled(CompiledTemplate.Of(parsed)!, events, settings);

        Assert.NotNull(run);
        Assert.Equal(Run.Interpreted(parsed, events, settings), run);
    }

    /// <summary>Each has something that only the engine does.</summary>
    [Theory]
    [InlineData("{{ nobody }}")]
    [InlineData("{{ x }}{{ x.y = 1 }}")]
    [InlineData("{{ event = 1 }}")]
    [InlineData("{{ truncate = 1 }}")]
    [InlineData("{{ x = 1; x += 1 }}")]
    [InlineData("{{ for x in [1]; x = 2; end }}")]
    [InlineData("{{ for x in [1]; for.index; end }}")]
    [InlineData("{{ for x in [1, 2] offset: 1; x; end }}")]
    [InlineData("{{ a = 1; x = { a: 2, b: a } }}")]
    [InlineData("{{ a = 1; x = { a: 2, b: { a: 3 }, c: a } }}")]
    [InlineData("{{ x = { number: 2, b: number 3 } }}")]
    [InlineData("{{ func f(a); a; end; f 1 }}")]
    [InlineData("{{ capture x; 'a'; end; x }}")]
    [InlineData("{{ while false; end }}")]
    [InlineData("{{ @string.upcase }}")]
    [InlineData("{{ string.upcase }}")]
    [InlineData("{{ 'a' | string.upcase 1 2 }}")]
    [InlineData("{{ ['b', 'a'] | array.each @string.upcase }}")]
    [InlineData("{{ for x in [1]; break; end }}")]
    [InlineData("{{ $x = 1 }}")]
    public void What_is_rare_is_left_to_the_engine(string text) =>
        Assert.Null(CompiledTemplate.Of(Scriban.Template.Parse(text)));

    /// <summary>What comes up only as it runs is left to it too, warnings and errors with it.</summary>
    [Theory]
    [InlineData("{{ events[7] }}", null)]
    [InlineData("{{ event[1] }}", "`event` has nothing called `1`.")]
    [InlineData("{{ if event.ticket.resolution; x = 1; end; x }}", "Nothing is called `x` here.")]
    [InlineData("{{ event.tikcet }}", "`event` has nothing called `tikcet`.")]
    [InlineData("{{ x = { a: 1 }; x.b }}", null)]
    [InlineData("{{ for x in event.type.x; end; for x in 3; end }}", null)]
    [InlineData("{{ for a in [1, 2]; for b in events; 1 / 0; end; end }}", null)]
    public void What_comes_up_in_a_run_is_left_to_the_engine(string text, string? warning)
    {
        var parsed = Scriban.Template.Parse(text);
        var events = new[] { Subjects.Of("a") };
        var settings = Rendered.Settings();

        Assert.Null(Run.Compiled(CompiledTemplate.Of(parsed)!, events, settings));
        var said = Rendered.Of(text, settings, events).Warnings.Select(static one => one.Message);
        Assert.Equal(warning is null ? [] : [warning], said);
    }

    [Fact]
    public void Any_template_that_is_compiled_says_what_the_engine_says()
    {
        var events = new[] { Subjects.Of("*a* <b> \"c\"") };
        var settings = Rendered.Settings(TeamsText.Instance);
        var through = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(TemplateTexts.Any.ToArbitrary(), text =>
            {
                var parsed = Scriban.Template.Parse(text);
                if (parsed.HasErrors || CompiledTemplate.Of(parsed) is not { } compiled)
                    return;
                if (Run.Compiled(compiled, events, settings) is not { } run)
                    return;
                through++;
                Assert.Equal(Run.Interpreted(parsed, events, settings), run);
            }));
        Assert.InRange(through, 300, 5_000);
    }
}
