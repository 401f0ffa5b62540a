using System.Text.Json.Nodes;
using Hub.Contracts.Receiving;

namespace Hub.Contracts;

/// <summary>Maktab's published programs, as they are but for host and token.</summary>
public sealed class MaktabPrograms(MaktabHub hub) : IClassFixture<MaktabHub>
{
    private const string Secret = "your_webhook_secret";

    private const string Flask = """

        import base64, json, sys
        client = app.test_client()
        for line in sys.stdin:
            one = json.loads(line)
            with open(os.devnull, "w") as quiet, contextlib.redirect_stdout(quiet):
                answer = client.post("/webhook", data=base64.b64decode(one["body"]), headers=one["headers"])
            print("accepted" if answer.status_code == 200 else "refused")
        """;

    private const string Express = """

        const { createInterface } = require('node:readline');
        const quiet = console.log;
        createInterface({ input: process.stdin }).on('line', (line) => {
          const one = JSON.parse(line);
          let status = 200;
          const res = { status(code) { status = code; return res; }, json() {} };
          console.log = () => {};
          handler({ headers: one.headers, body: Buffer.from(one.body, 'base64') }, res);
          console.log = quiet;
          console.log(status === 200 ? 'accepted' : 'refused');
        });
        """;

    private const string Laravel = """

        while (($line = fgets(STDIN)) !== false) {
            $one = json_decode($line, true);
            $answer = (Route::$handler)(new Request($one['headers'], base64_decode($one['body'])));
            echo $answer === 200 ? "accepted\n" : "refused\n";
        }
        """;

    private const string Plain = """

        while (($line = fgets(STDIN)) !== false) {
            $one = json_decode($line, true);
            $signature = $one['headers']['x-maktab-signature'] ?? '';
            echo verifyWebhook(base64_decode($one['body']), $signature, $one['secret']) ? "accepted\n" : "refused\n";
        }
        """;

    [Theory]
    [InlineData("curl", "create-ticket.sh", "", "")]
    [InlineData("js", "create-ticket.mjs", "const TOKEN = process.env.TOKEN;", "console.log(JSON.stringify(ticket));")]
    [InlineData("php", "create-ticket.php", "laravel", "echo json_encode($ticket);")]
    [InlineData(
        "python",
        "create-ticket.py",
        "import json, os, sys\nTOKEN = os.environ['TOKEN']",
        "print(json.dumps(ticket))"
    )]
    public async Task The_published_client_creates_a_ticket(string fence, string file, string before, string after)
    {
        if (fence == "python")
            await SkipWithout("requests");
        var token = hub.Admin.Token!;
        var program = Programs
            .Read($"maktab/{file}")
            .Replace("https://your-domain.com", hub.Host.Http.BaseAddress!.ToString().TrimEnd('/'))
            .Replace("YOUR_TOKEN", token);
        var start = before == "laravel" ? Programs.Read("laravel.php") : before;

        var said = await Programs.Run(
            fence == "curl" ? new Language("curl", ["bash"], ".sh", "", "") : Language.Of(fence),
            $"{start}\n{program}\n{after}\n",
            [],
            ("TOKEN", token)
        );

        var answer = JsonNode.Parse(string.Concat(said))!;
        var ticket = answer["data"] ?? answer;
        Assert.Equal("VPN not connecting", (string)ticket["subject"]!);
        Assert.Equal("high", (string)ticket["priority"]!);
        Assert.Equal(2, (long)ticket["department_id"]!);
        Assert.Equal("user@company.com", (string)ticket["requester_email"]!);
    }

    [Theory]
    [InlineData("python", "receive.py")]
    [InlineData("js", "receive.cjs")]
    [InlineData("php", "receive.php")]
    [InlineData("php", "verify.php")]
    public async Task The_published_receiver_accepts_what_is_signed_and_nothing_else(string fence, string file)
    {
        if (fence == "python")
            await SkipWithout("flask");
        var hook = await hub.Admin.TicketCreated("maktab", Secret);
        var other = await hub.Admin.TicketCreated("maktab", "another_webhook_secret");
        var program = Programs.Read($"maktab/{file}");
        var (before, after) = file switch
        {
            "receive.py" => ("import contextlib, os", Flask),
            "receive.cjs" => (
                "let handler; const express = { raw: () => {} }; const app = { post: (path, raw, one) => { handler = one; } };",
                Express
            ),
            "receive.php" => (Programs.Read("laravel.php"), Laravel),
            _ => ("<?php", Plain),
        };

        var verdicts = await Programs.Run(
            Language.Of(fence) with
            {
                Extension = Path.GetExtension(file),
            },
            $"{before}\n{program}\n{after}\n",
            [hook.ToLine(Secret), hook.ToForgedLine(Secret), other.ToLine(Secret)],
            ("MAKTAB_WEBHOOK_SECRET", Secret),
            ("WEBHOOK_SECRET", Secret)
        );

        Assert.Equal(["accepted", "refused", "refused"], verdicts);
    }

    private static async Task SkipWithout(string package)
    {
        var found = await Programs.Run(
            Language.Of("python"),
            $"import importlib.util\nprint(importlib.util.find_spec('{package}') is not None)",
            []
        );
        if (found is not ["True"])
            Assert.Skip($"Python has no package '{package}': the published program was NOT tried.");
    }
}
