using Hub.Domain.Text;

namespace Hub.Tests.KnowledgeBase;

public sealed class LineDiffProperties
{
    /// <summary>Whatever is compared: what is not added is the former text, what is not removed the latter.</summary>
    [Fact]
    public void Both_texts_can_be_read_from_what_differs()
    {
        var random = new Random(20260524);
        for (var round = 0; round < 300; round++)
        {
            var (before, after) = (Some(random), Some(random));

            var lines = LineDiff.Between(before, after);

            Assert.Equal(before, lines.Where(line => line.Kind != DiffKind.Added).Select(line => line.Text));
            Assert.Equal(after, lines.Where(line => line.Kind != DiffKind.Removed).Select(line => line.Text));
            if (before.SequenceEqual(after))
                Assert.All(lines, line => Assert.Equal(DiffKind.Same, line.Kind));
        }
    }

    [Fact]
    public void What_differs_in_too_much_is_removed_and_added_as_a_whole()
    {
        string[] before = ["same", .. Enumerable.Range(0, 3_000).Select(line => $"before {line}"), "end"];
        string[] after = ["same", .. Enumerable.Range(0, 3_000).Select(line => $"after {line}"), "end"];

        var lines = LineDiff.Between(before, after);

        Assert.Equal(6_002, lines.Count);
        Assert.Equal(2, lines.Count(line => line.Kind == DiffKind.Same));
    }

    private static string[] Some(Random random) =>
        [.. Enumerable.Range(0, random.Next(12)).Select(_ => $"{(char)('a' + random.Next(4))}")];
}
