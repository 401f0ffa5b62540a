using Hub.Portal.Writing.Pictures;

namespace Hub.Tests.Portal;

/// <summary>How messages look where they are read, about.</summary>
public sealed class PictureTests
{
    [Theory]
    [InlineData("*New* <https://x.example|a_b_c> &lt;3", "[Bold:New] [Link:a_b_c] <3")]
    [InlineData("<!date^1779618600^{date}|24 May> <@U1> 2*3*4", "24 May @U1 2*3*4")]
    [InlineData("_*both*_ ~gone~ `x`", "[Bold, Italic:both] [Strike:gone] [Code:x]")]
    public void Slack_marks_text_up_in_its_own_way(string text, string seen) =>
        Assert.Equal(seen, Shown(SlackRuns.Of(text)));

    [Theory]
    [InlineData("**New** [a](<https://x.example>) \\*not\\* <b>no</b>", "[Bold:New] [Link:a] *not* <b>no</b>")]
    [InlineData("one\ntwo\n\n- three\n- ~~four~~", "one\ntwo\n• three\n• [Strike:four]")]
    [InlineData("`a` &amp; ![p](https://x.example/p.png)", "[Code:a] & [Link:p]")]
    public void Markdown_is_text_in_styles_and_markup_is_text(string text, string seen) =>
        Assert.Equal(seen, Shown(MarkdownRuns.Of(text)));

    [Fact]
    public void The_little_HTML_of_cards_is_text_in_styles()
    {
        Assert.Equal(
            "[Bold:New] [Link:a]\n&<script>",
            Shown(HtmlRuns.Of("<b>New</b> <a href='https://x.example'>a</a><br>&amp;&lt;script&gt;"))
        );
    }

    [Theory]
    [InlineData("""{"embeds":[{"color":2845872,"title":"T"}]}""", "discord", "#2b6cb0")]
    [InlineData("""{"attachments":[{"color":"#2B6CB0","title":"T"}]}""", "mattermost", "#2B6CB0")]
    [InlineData("""{"attachments":[{"color":"red;x:y","title":"T"}]}""", "mattermost", null)]
    public void An_edge_has_a_colour_and_nothing_else(string message, string target, string? colour) =>
        Assert.Equal(colour, Assert.Single(PictureBook.Of(target, message)).Colour);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData(
        """{"attachments":3,"blocks":[1,{"type":"section","text":[]}],"embeds":[null],"cardsV2":[{"card":7}]}"""
    )]
    [InlineData(
        """{"attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"body":[1,{"type":"FactSet","facts":[3]}]}}]}"""
    )]
    public void What_is_no_message_of_the_target_is_no_failure(string message)
    {
        foreach (var target in Delivery.Targets.TargetCatalogue.Names)
            Assert.NotNull(PictureBook.Of(target, message));
    }

    [Fact]
    public void Every_target_has_one()
    {
        foreach (var target in Delivery.Targets.TargetCatalogue.Names)
            Assert.NotEmpty(PictureBook.Of(target, Expected(target)).SelectMany(static one => one.Parts));
    }

    private static string Expected(string target)
    {
        var template = Delivery.Targets.ShippedTemplates.Find($"{target}-tickets")!;
        var sample = Delivery.Targets.TemplateSamples.Of(Delivery.Templates.Family.Tickets)[0];
        var rendering = template.Template.Render([sample], new(template.Target, TimeZoneInfo.Utc));
        return System.Text.Encoding.UTF8.GetString(rendering.Bytes!);
    }

    private static string Shown(IReadOnlyList<Run> runs) =>
        string.Concat(runs.Select(static run => run.Style == RunStyle.Plain ? run.Text : $"[{run.Style}:{run.Text}]"));
}
