using System.Text;
using Hub.Delivery.Targets;
using Xunit;

namespace Hub.Delivery.Tests.Targets;

/// <summary>A folder that somebody laid out as the shipped templates are.</summary>
public sealed class TemplateFolderTests : IDisposable
{
    private const string Plain = """{ "text": "{{ event.ticket.subject }}" }""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("templates-");

    [Fact]
    public void What_is_missing_beside_a_template_is_written_once_and_then_compared()
    {
        Write("slack/tickets.sbn", Plain);

        Assert.Equal(["There is no sample beside it: --write writes one."], Problems("slack/tickets"));
        Assert.True(Check(write: true)["slack/tickets"].IsWell);
        Assert.Equal("""{"text":"Printer not working"}""", Read("slack/tickets.expected.json"));
        Assert.Contains("\"type\": \"ticket.created\"", Read("slack/tickets.sample.json"));
        var well = Check()["slack/tickets"];
        Assert.True(well.IsWell);
        Assert.Equal(30, well.Size);
        Assert.Equal(12_000, well.Limit);
    }

    [Fact]
    public void A_sample_of_ones_own_is_kept()
    {
        const string sample = """{"type": "ticket.created", "kind": "ticket", "ticket": {"subject": "Mine"}}""";
        Write("slack/tickets.sbn", Plain);
        Write("slack/tickets.sample.json", sample);

        Assert.True(Check(write: true)["slack/tickets"].IsWell);
        Assert.Equal(sample, Read("slack/tickets.sample.json"));
        Assert.Equal("""{"text":"Mine"}""", Read("slack/tickets.expected.json"));
    }

    [Fact]
    public void A_digest_has_a_list_of_events()
    {
        Write("generic/digest.sbn", """{ "types": [{{ for one in events }}"{{ one.type }}",{{ end }}] }""");

        Assert.True(Check(write: true)["generic/digest"].IsWell);
        Assert.StartsWith("""{"types":["ticket.created","reply.added",""", Read("generic/digest.expected.json"));
    }

    [Fact]
    public void Another_message_than_the_expected_one_is_shown_where_it_differs()
    {
        Write("slack/tickets.sbn", Plain);
        Check(write: true);
        Write("slack/tickets.sbn", Plain.Replace("{{ event", "Ticket: {{ event"));

        Assert.Equal(
            [
                "The message is not the expected one from byte 10 on: '{\"text\":\"Ticket: Printer not working\"}' instead of '{\"text\":\"Printer not working\"}'.",
            ],
            Problems("slack/tickets")
        );
    }

    [Theory]
    [InlineData("slack/tickets", "{ \"text\": \"{{ if }}\" }", "Line 1, column ")]
    [InlineData(
        "slack/tickets",
        "{ \"text\":\n \"{{ event.tiket.subject }}\" }",
        "Line 2, column 12: `event` has nothing called `tiket`."
    )]
    [InlineData("slack/tickets", "{ \"text\": ", "This is no JSON")]
    [InlineData("slack/tickets", "{ \"blocks\": [] }", "The message needs a text 'text'.")]
    [InlineData("discord/tickets", "{ \"content\": \"x\" }", "allowed_mentions")]
    [InlineData("slack/nothing", "{}", "the families tickets, replies, sla, ")]
    [InlineData("slak/tickets", "{}", "the targets are teams, slack, ")]
    [InlineData("slack/tickets.small", "{}", "teams/tickets.compact")]
    [InlineData("tickets", "{}", "as in teams/tickets")]
    public void What_is_wrong_is_said_with_its_place(string name, string template, string problem)
    {
        Write($"{name}.sbn", template);

        Assert.Contains(Check(write: true)[name].Problems, one => one.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", "The sample is not JSON of an event")]
    [InlineData("[1]", "The sample is not JSON of an event: An event has a type, as in ticket.created.")]
    [InlineData("{}", "The sample is not JSON of an event: An event has a type, as in ticket.created.")]
    public void A_sample_that_is_no_event_is_said_to_be_none(string sample, string problem)
    {
        Write("slack/tickets.sbn", Plain);
        Write("slack/tickets.sample.json", sample);

        Assert.StartsWith(problem, Assert.Single(Problems("slack/tickets")));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private IReadOnlyList<string> Problems(string name) => Check()[name].Problems;

    private Dictionary<string, CheckedTemplate> Check(bool write = false) =>
        new TemplateFolder(folder).Check(write).ToDictionary(one => one.Name);

    private string Read(string file) => File.ReadAllText(Path.Combine(folder.FullName, file));

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
    }
}
