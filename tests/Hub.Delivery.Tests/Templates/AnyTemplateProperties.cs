using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Templates;
using Xunit;

namespace Hub.Delivery.Tests.Templates;

/// <summary>Whatever somebody types, it is a message or an error with its place, and never an exception.</summary>
public sealed class AnyTemplateProperties
{
    private static readonly Gen<string> Texts = Gen.Elements(
            "{ } [ ] : , \" \\ \"text\" \"url\" {{ }} {{ }} {{~ ~}} ( ) | . ?. = == + - * / % < && || ! ?? .. @ ^ $ ; # ' ` 0 1 2.5 1e400 99999999999999999999 true null if else end for in while case when func ret capture with wrap import readonly break continue this empty do tablerow include".Split(
                ' '
            )
        )
        .Or(
            Gen.Elements(
                " ",
                "\n",
                "event",
                "events",
                "event.ticket",
                "event.ticket.tags",
                "event.ticket.subject",
                "event.changes[0].to",
                "x",
                "x = ",
                "date.short ",
                "date.format event.time ",
                "string.upcase ",
                "array.each ",
                "array.sort ",
                "link 'a' 'https://b.example' ",
                "markdown '**a**' ",
                "mention 'a' ",
                "truncate 3 ",
                "plural 2 'a' 'b' ",
                "number ",
                "json ",
                "$'{x}'",
                "{ a: 1 }",
                "[1, 2]",
                "{{ event.ticket.subject }}",
                "{\"text\": \"{{ event.ticket.subject }}\"}"
            )
        )
        .ListOf()
        .Select(static parts => string.Join("", parts.Select(static part => part.Length > 1 ? $" {part}" : part)));

    [Fact]
    public void Any_template_is_a_message_or_an_error_with_its_place()
    {
        var events = new[] { Subjects.Of("*a* <b> \"c\"") };
        var settings = Rendered.Settings(TeamsText.Instance);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(Texts.ToArbitrary(), text =>
            {
                if (!Template.TryParse(text, out var template, out var problems))
                {
                    Assert.All(problems, static one =>
                        Assert.True(one is { Line: > 0, Column: > 0, Message.Length: > 0 })
                    );
                    Assert.NotEmpty(problems);
                    return;
                }
                var rendering = template.Render(events, settings);
                if (rendering.Bytes is not null)
                    Rendered.JsonOf(rendering);
                else
                    Assert.True(rendering.Error is { Line: > 0, Column: > 0, Message.Length: > 0 });
            }));
    }
}
