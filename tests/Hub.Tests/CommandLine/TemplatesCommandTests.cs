using System.CommandLine;
using Hub.CommandLine;

namespace Hub.Tests.CommandLine;

public sealed class TemplatesCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("templates-").FullName;

    [Fact]
    public async Task Each_template_is_a_line_and_what_is_wrong_stands_below_it()
    {
        Write("slack", """{ "text": "{{ event.ticket.subject }}" }""");
        Assert.Equal(0, (await Check("--write")).Code);
        Write("teams", "{}");

        var (code, output) = await Check();

        Assert.Equal(1, code);
        Assert.StartsWith("ok    slack/tickets (30 of 12,000)\nwrong teams/tickets\n      ", output);
        Assert.EndsWith("Templates: 2, of them wrong: 1.\n", output);
    }

    [Fact]
    public async Task All_is_well_where_nothing_is_wrong()
    {
        Write("slack", """{ "text": "{{ event.ticket.subject }}" }""");

        Assert.Equal(
            (0, "ok    slack/tickets (30 of 12,000)\nTemplates: 1, none of them wrong.\n"),
            await Check("--write")
        );
        Assert.Equal((0, "ok    slack/tickets (30 of 12,000)\nTemplates: 1, none of them wrong.\n"), await Check());
    }

    [Fact]
    public async Task A_folder_without_templates_is_not_well() =>
        Assert.Equal((1, $"There is no template in {folder}.\n"), await Check());

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string target, string template)
    {
        Directory.CreateDirectory(Path.Combine(folder, target));
        File.WriteAllText(Path.Combine(folder, target, "tickets.sbn"), template);
    }

    private async Task<(int? Code, string Output)> Check(params string[] options)
    {
        var output = new StringWriter { NewLine = "\n" };
        var code = await HubCommand.Answer(
            ["templates", "check", folder, .. options],
            new InvocationConfiguration { Output = output }
        );
        return (code, output.ToString());
    }
}
