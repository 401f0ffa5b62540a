using System.Text;
using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Tests.OpenApi;

namespace Hub.Contracts;

/// <summary>
/// The table of docs/contracts.md that shows what each system calls the same fact. <c>HUB_REWRITE_SNAPSHOTS=1</c> writes it anew.
/// </summary>
public sealed class FactsTests
{
    private const string Heading = "## What each system calls the same fact\n";

    private static readonly string Page = Path.Combine(Document.Root, "docs", "contracts.md");

    [Fact]
    public void The_table_is_the_catalogues()
    {
        var page = File.ReadAllText(Page);
        var start = page.IndexOf(
            "\n| fact ",
            page.IndexOf(Heading, StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        var end = page.IndexOf("\n\n", start, StringComparison.Ordinal);
        var table = "\n" + Table(new DialectCatalogue().All).TrimEnd('\n');
        if (Environment.GetEnvironmentVariable("HUB_REWRITE_SNAPSHOTS") == "1")
            File.WriteAllText(Page, page[..start] + table + page[end..]);

        Assert.Equal(table, File.ReadAllText(Page).Substring(start, table.Length));
        Assert.Equal("\n\n", File.ReadAllText(Page).Substring(start + table.Length, 2));
    }

    /// <summary>A row for each fact that some system has a name for; those that have the fact's own are its first column.</summary>
    private static string Table(IReadOnlyList<Dialect> all)
    {
        var facts = Kinds.All.SelectMany(kind => kind.Facts).ToList();
        var own = all.Where(dialect => facts.All(fact => dialect.Of(fact) is [var one] && one.Name == NameOf(fact)));
        var others = all.Except(own).ToList();
        var table = new StringBuilder();
        Row(["fact", .. others.Select(dialect => $"`{dialect.Name}`")]);
        Row([.. others.Select(_ => "---").Prepend("---")]);
        foreach (var fact in facts.Where(fact => others.Any(dialect => dialect.Of(fact).Count > 0)))
            Row([$"`{NameOf(fact)}`", .. others.Select(dialect => Names(dialect, fact))]);
        return table.ToString();

        void Row(IReadOnlyList<string> cells) => table.Append($"| {string.Join(" | ", cells)} |\n".Replace("  ", " "));
    }

    private static string NameOf(Fact fact) => $"{fact.Kind}.{fact.Action}";

    private static string Names(Dialect dialect, Fact fact) =>
        string.Join(" or ", dialect.Of(fact).Select(one => $"`{one.Name}`"));
}
