using System.Runtime.CompilerServices;
using System.Text;
using Hub.Delivery.Dialects;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>
/// Headers and body of every event, byte for byte. <c>HUB_REWRITE_SNAPSHOTS=1</c> writes the files anew; the difference
/// is then what receivers would see.
/// </summary>
public sealed class SnapshotTests
{
    private static readonly bool Rewrite = Environment.GetEnvironmentVariable("HUB_REWRITE_SNAPSHOTS") == "1";

    public static TheoryData<string, string> Events =>
        [.. AllDialects.Events.Select(pair => (pair.Dialect.Name, pair.Event.Name))];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_is_sent_in_exactly_these_bytes(string dialectName, string eventName)
    {
        var dialect = AllDialects.Catalogue.Find(dialectName)!;
        var one = AllDialects.Event(dialect, eventName);
        var actual = Write(Composed.Of(dialect, one.SampleEvent));
        var path = Path.Combine(Folder(), NameOf(dialectName, eventName));
        if (Rewrite)
            File.WriteAllBytes(path, actual);
        Assert.True(File.Exists(path), $"There is no snapshot {path}.");
        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(path)), Encoding.UTF8.GetString(actual));
        Assert.Equal(File.ReadAllBytes(path), actual);
    }

    [Fact]
    public void Every_snapshot_belongs_to_an_event() =>
        Assert.Equal(
            AllDialects.Events.Select(pair => NameOf(pair.Dialect.Name, pair.Event.Name)).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Folder()).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)
        );

    private static string NameOf(string dialect, string name) => $"{dialect}.{name}.txt";

    /// <summary>The headers a line each, an empty line, the body, and the line end that every file here has.</summary>
    private static byte[] Write(Composed composed)
    {
        var headers = composed.Headers.Select(header => $"{header.Key}: {header.Value}\n");
        return [.. Encoding.UTF8.GetBytes(string.Concat(headers) + "\n"), .. composed.Body, (byte)'\n'];
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Snapshots");
}
