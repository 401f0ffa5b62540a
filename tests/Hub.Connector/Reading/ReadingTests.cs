using System.Text.RegularExpressions;
using Hub.Connector.Rules;

namespace Hub.Connector.Reading;

/// <summary>
/// A model that reads names and descriptions picks the operation that a maker means. The sentences were written from the list of
/// resources, before anybody looked at the names; half of them are held out: no description is ever changed for their sake.
/// </summary>
public sealed partial class ReadingTests
{
    /// <summary>So many are found so far; 95 are wanted, by texts that are better and not by sentences that are easier.</summary>
    private const int Found = 88;

    private sealed record Sentence(bool IsHeldOut, string Text, string Operation);

    private static readonly IReadOnlyList<Sentence> Sentences =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Reading", "sentences.tsv"))
            .Skip(1)
            .Select(static line => line.Split('\t'))
            .Select(static parts => new Sentence(parts[0] == "held out", parts[1], parts[2])),
    ];

    [Fact]
    public void What_makers_say_is_found_first()
    {
        var files = ConnectorFiles.OfRepository();
        using var ranking = new Ranking(files.Visible);
        Assert.Empty(Sentences.Select(one => one.Operation).Except(files.Visible.Select(one => one.Id!)));

        var missed = Sentences
            .Select(one => (one.IsHeldOut, one.Text, one.Operation, Found: ranking.Of(one.Text)))
            .Where(one => one.Found[0] != one.Operation)
            .Select(one =>
                one.IsHeldOut
                    ? "A sentence that is held out."
                    : $"{one.Text}: {one.Operation}, not {string.Join(", ", one.Found)}"
            )
            .ToList();

        Assert.True(Sentences.Count - missed.Count >= Found, $"{missed.Count}\n{string.Join('\n', missed)}");
    }

    [Fact]
    public void Whichever_is_to_be_used_instead_is_there()
    {
        var files = ConnectorFiles.OfRepository();
        var titles = files.Visible.Select(one => one.Summary).ToHashSet();

        var named = files
            .Visible.SelectMany(one => Others().Matches(one.Description))
            .Select(match => match.Groups["title"].Value)
            .ToList();

        Assert.True(named.Count > 150, $"Only {named.Count} are named.");
        Assert.Empty(named.Except(titles));
    }

    [GeneratedRegex(" use (?<title>[A-Z][^;.]+?)( instead|,)")]
    private static partial Regex Others();

    [Fact]
    public void There_are_a_hundred_and_half_are_held_out()
    {
        Assert.Equal((100, 50), (Sentences.Count, Sentences.Count(one => one.IsHeldOut)));
        Assert.Distinct(Sentences.Select(one => one.Text));
    }
}
