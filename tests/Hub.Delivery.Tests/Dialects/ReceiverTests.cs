using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Hub.Delivery.Dialects;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>The signatures against the code that the contracts tell receivers to write, run by Node.js.</summary>
public sealed class ReceiverTests
{
    private static readonly string[] Secrets =
    [
        Composed.Secret,
        "pässwörd 🔑",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ];

    [Fact]
    public async Task Every_event_is_accepted_by_the_published_receivers()
    {
        var lines = AllDialects.Events.Select(
            (pair, index) => Line(pair.Dialect, pair.Event, Secrets[index % Secrets.Length], known: null)
        );
        Assert.All(await Verify([.. lines]), verdict => Assert.Equal("accepted", verdict));
    }

    [Fact]
    public async Task Bodies_with_any_text_in_them_are_accepted()
    {
        var lines =
            from happened in Any.Events.Sample(200)
            from dialect in AllDialects.Catalogue.All
            where dialect.DefinitionOf(happened) is not null
            select Line(dialect, Composed.Of(dialect, happened), Composed.Secret);
        Assert.All(await Verify([.. lines]), verdict => Assert.Equal("accepted", verdict));
    }

    [Fact]
    public async Task Another_secret_is_refused()
    {
        var lines = AllDialects.Events.Select(pair => Line(pair.Dialect, pair.Event, Secrets[0], known: Secrets[2]));
        Assert.All(await Verify([.. lines]), verdict => Assert.Equal("refused", verdict));
    }

    private static string Line(Dialect dialect, EventDefinition one, string secret, string? known)
    {
        var happened = one.SampleEvent;
        var dispatch = new Dispatch(Dialect.SampleDelivery, 1, happened.At, secret, null);
        return Line(dialect, Composed.Of(dialect, happened, dispatch), known ?? secret);
    }

    private static string Line(Dialect dialect, Composed composed, string secret)
    {
        // Node.js gives header names in lower case.
        var headers = composed.Headers.Select(header =>
            KeyValuePair.Create(header.Key.ToLowerInvariant(), (JsonNode?)header.Value)
        );
        return new JsonObject
        {
            ["dialect"] = dialect.Name,
            ["secret"] = secret,
            ["headers"] = new JsonObject(headers),
            ["body"] = Convert.ToBase64String(composed.Body),
        }.ToJsonString();
    }

    private static async Task<IReadOnlyList<string>> Verify(
        IReadOnlyList<string> lines,
        [CallerFilePath] string here = ""
    )
    {
        var script = Path.Combine(Path.GetDirectoryName(here)!, "verify.mjs");
        using var node = Start(
            new ProcessStartInfo("node", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true }
        );
        var verdicts = node.StandardOutput.ReadToEndAsync();
        foreach (var line in lines)
            await node.StandardInput.WriteLineAsync(line);
        node.StandardInput.Close();
        var answer = (await verdicts).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);
        Assert.Equal(lines.Count, answer.Length);
        return answer;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException(
                "These tests run receivers in Node.js: put 'node' on the PATH.",
                missing
            );
        }
    }
}
